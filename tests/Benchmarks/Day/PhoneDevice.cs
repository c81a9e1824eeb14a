using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using JobDating.Scheduling.EmployerPages.Today;

namespace JobDating.Benchmarks.Day;

/// <summary>
/// A recruiter's phone as its page's script is one: each act is noted first and sent in order; after each answer the page is read again, once to be kept and once to be shown; what could not
/// be sent is tried again after ten seconds.
/// </summary>
/// <param name="second">A day after the site's.</param>
internal sealed class PhoneDevice(Uri address, DaySite.Table table, int at, string second, DayRecord record, int seed) : Device(address, table.Pass, record, seed)
{
    private const int Together = 50;
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(10);
    private static readonly string[] _ends = ["conclusive", "conclusive", "conclusive", "conclusive", "not_conclusive", "not_conclusive", "undecided", "undecided", "end"];

    private readonly List<Act> _waiting = [];
    private readonly string _page = $"/scheduling/employer/today/{table.Id}";

    /// <param name="Progress">How far the table is then (<see cref="DayRecord.TableAct"/>); null: it shows on no board.</param>
    internal sealed record Act(Guid Id, Guid Interview, string Do, int? Progress, string At, string? Outcome, string? SecondOn, string? Text, string? Seen)
    {
        public string? Answer { get; set; }
    }

    /// <summary>What must stand in the end.</summary>
    internal sealed record Stands(string Status, string? Result, string? SecondOn, string? Note);

    public List<Act> Acts { get; } = [];

    /// <summary>By interview: those that something was done with.</summary>
    public Dictionary<Guid, Stands> End { get; } = [];

    public override async Task RunAsync(long until, CancellationToken ct)
    {
        await GetAsync("phone: page", _page, ct);
        var begin = Stopwatch.GetTimestamp();
        var steps = table.Interviews.Count * 2;
        for (var step = 0; step < steps; step++)
        {
            // All of them fit into the day, not all in the same moment.
            var due = begin + (long)((until - begin) * 0.95 * (step + Dice.NextDouble()) / steps);
            await TryAsync(due, ct);
            Note(step);
            if (IsOnline)
                await SendAsync(ct);
        }
        while (_waiting.Count > 0)
        {
            await WaitUntilAsync(After(IsOnline ? _again : TimeSpan.FromSeconds(1)), ct);
            await SendAsync(ct);
        }
    }

    /// <summary>Until then what waits is tried as the page does it: when the network is back, and every ten seconds.</summary>
    private async Task TryAsync(long due, CancellationToken ct)
    {
        while (Stopwatch.GetTimestamp() < due)
        {
            var back = Cut is { } cut && !IsOnline ? cut.Until + 1 : After(_again);
            await WaitUntilAsync(Math.Min(due, back), ct);
            if (Stopwatch.GetTimestamp() >= back && _waiting.Count > 0)
                await SendAsync(ct);
        }
    }

    private void Note(int step)
    {
        var (interview, isOver) = (table.Interviews[step / 2], step % 2 == 1);
        var missed = !isOver && Dice.Next(16) == 0;
        if (missed || !isOver)
        {
            Add(interview, missed ? "miss" : "start", missed ? step + 2 : step + 1);
            End[interview] = missed ? new("no_show", null, null, null) : new("booked", null, null, null);
            return;
        }
        if (End[interview].Status == "no_show")
            return;
        var how = _ends[Dice.Next(_ends.Length)];
        Add(interview, how, step + 1);
        // A finger was too quick: one step back, and ended again.
        if (Dice.Next(20) == 0)
        {
            Add(interview, "back", null);
            Add(interview, how = "conclusive", null);
        }
        if (how == "end")
        {
            Add(interview, "judge", null, "undecided", null, null, "held");
            End[interview] = new("held", "undecided", null, null);
        }
        else if (how == "conclusive" && Dice.Next(3) > 0)
        {
            var note = $"Note {Guid.NewGuid()}";
            Add(interview, "judge", null, "conclusive", second, null, "conclusive");
            Add(interview, "note", null, null, null, note, null);
            End[interview] = new("held", "conclusive", second, note);
        }
        else
            End[interview] = new("held", how, null, null);
    }

    private void Add(Guid interview, string what, int? progress, string? outcome = null, string? on = null, string? text = null, string? seen = null)
    {
        var act = new Act(Guid.NewGuid(), interview, what, progress, DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal), outcome, on, text, seen);
        Acts.Add(act);
        _waiting.Add(act);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        var isDone = false;
        while (_waiting.Count > 0)
        {
            var some = _waiting.Take(Together).ToList();
            var commands = some.Select(act => new SendRounds.Command { Id = act.Id, Interview = act.Interview, Do = act.Do, At = act.At, Outcome = act.Outcome, SecondOn = act.SecondOn, Text = act.Text, Seen = act.Seen }).ToList();
            var reply = await PostAsync("phone: commands", $"{_page}/commands", new SendRounds.Body { Commands = commands }, ct);
            if (reply is null)
                return;
            if (reply.Status != HttpStatusCode.OK)
            {
                Record.Problems.Add($"phone: commands: {(int)reply.Status} {reply.Body}");
                return;
            }
            var answered = Stopwatch.GetTimestamp();
            foreach (var answer in JsonDocument.Parse(reply.Body).RootElement.GetProperty("answers").EnumerateArray())
            {
                var act = some.Single(one => one.Id == answer.GetProperty("id").GetGuid());
                act.Answer = answer.GetProperty("outcome").GetString();
                _waiting.Remove(act);
                if (act.Answer == "refused")
                    Record.Problems.Add($"phone {at}: {act.Do} refused: {answer.GetProperty("sentence").GetString()}");
                else if (act is { Answer: "applied", Progress: { } progress })
                    Record.TableActs.Add(new DayRecord.TableAct(at, progress, answered));
            }
            isDone = true;
        }
        if (!isDone)
            return;
        await GetAsync("phone: page", _page, ct);
        await GetAsync("phone: page", $"{_page}?last={Acts[^1].Interview}", ct);
    }
}
