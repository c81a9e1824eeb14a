using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace JobDating.Benchmarks.Day;

/// <summary>A desk as its page's script is one: it has the list, asks what changed 0.6 s after each answer, notes each act on the device, and sends what waits in order, 25 at a time.</summary>
internal sealed class DeskDevice(Uri address, DaySite site, int desk, IReadOnlyList<DeskDevice.Errand> errands, DayRecord record, int seed) : Device(address, site.DeskPass, record, seed)
{
    private const int Together = 25;
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan _lost = TimeSpan.FromSeconds(2);

    private readonly List<Act> _waiting = [];

    /// <summary>Its own clock is wrong by hours: only distances count.</summary>
    private readonly double _wrong = new Random(seed).Next(-10, 10) * 3_600_000.0;
    private string? _now;
    private string? _mark;

    /// <summary>What somebody at this desk is about to do: receive somebody, perhaps by mistake, or take a walk-in.</summary>
    /// <param name="Candidate">Null: a walk-in of that name.</param>
    /// <param name="IsMistaken">It is taken back, and done again.</param>
    internal sealed record Errand(DaySite.Candidate? Candidate, string Name, bool IsMistaken);

    /// <summary>One that was noted, with what was answered.</summary>
    internal sealed record Act(Guid Id, string Kind, double At, Guid? Candidate, Guid? Of, string? Name)
    {
        public string? Answer { get; set; }
    }

    /// <summary>Everything that was noted here.</summary>
    public List<Act> Acts { get; } = [];

    public override async Task RunAsync(long until, CancellationToken ct)
    {
        await RefreshAsync(ct);
        var (begin, at) = (Stopwatch.GetTimestamp(), 0);
        var (act, poll) = (begin, begin);
        while (at < errands.Count || _waiting.Count > 0 || Stopwatch.GetTimestamp() < until)
        {
            if (at < errands.Count && Stopwatch.GetTimestamp() >= act)
            {
                Note(errands[at++]);
                // All of them fit into the day.
                act = begin + (long)((until - begin) * ((double)at / errands.Count) * 0.95);
                if (IsOnline)
                {
                    await SendAsync(ct);
                    await RefreshAsync(ct);
                }
            }
            if (Stopwatch.GetTimestamp() >= poll)
            {
                var isThere = IsOnline && await SendAsync(ct) && await RefreshAsync(ct);
                poll = After(isThere || !IsOnline ? _look : _lost);
            }
            await WaitUntilAsync(at < errands.Count ? Math.Min(act, poll) : poll, ct);
        }
    }

    private void Note(Errand errand)
    {
        if (errand.Candidate is not { } candidate)
        {
            Add("walk_in", null, null, errand.Name);
            return;
        }
        var first = Add("check_in", candidate.Id, null, candidate.Name);
        if (!errand.IsMistaken)
            return;
        Add("undo", candidate.Id, first.Id, candidate.Name);
        Add("check_in", candidate.Id, null, candidate.Name);
    }

    private Act Add(string kind, Guid? candidate, Guid? of, string name)
    {
        var act = new Act(Guid.NewGuid(), kind, Now(), candidate, of, name);
        Acts.Add(act);
        _waiting.Add(act);
        return act;
    }

    private double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + _wrong;

    /// <returns>False: no network, or the answer was lost.</returns>
    private async Task<bool> SendAsync(CancellationToken ct)
    {
        while (_waiting.Count > 0)
        {
            var some = _waiting.Take(Together).ToList();
            var reply = await PostAsync("desk: commands", $"{DaySite.Desk}/commands", new
            {
                SentAt = Now(),
                Commands = some.Select(one => new
                {
                    one.Id,
                    one.Kind,
                    one.At,
                    Door = $"Door {desk}",
                    Candidate = one.Kind == "check_in" ? one.Candidate : null,
                    Act = one.Of,
                    Form = one.Kind == "walk_in" ? new { LastName = one.Name, FirstName = "Grace", BirthYear = "1970", Consent = "true" } : null,
                }),
            }, ct);
            if (reply is null)
                return false;
            if (reply.Status != HttpStatusCode.OK)
            {
                Record.Problems.Add($"desk: commands: {(int)reply.Status} {reply.Body}");
                return false;
            }
            var at = Stopwatch.GetTimestamp();
            foreach (var answer in JsonDocument.Parse(reply.Body).RootElement.GetProperty("answers").EnumerateArray())
            {
                var act = some.Single(one => one.Id == answer.GetProperty("id").GetGuid());
                act.Answer = answer.GetProperty("result").GetString();
                _waiting.Remove(act);
                if (act is { Kind: "check_in", Answer: "applied", Candidate: { } candidate })
                    Record.Arrivals.Add(new DayRecord.Arrival(desk, candidate, act.Name!, at));
                else if (act.Answer == "refused")
                    Record.Problems.Add($"desk: {act.Kind} refused: {answer.GetProperty("said").GetString()}");
            }
            if (_waiting.Count > 0)
                await RefreshAsync(ct);
        }
        return true;
    }

    private async Task<bool> RefreshAsync(CancellationToken ct)
    {
        var reply = _now is null ? await GetAsync("desk: list", $"{DaySite.Desk}/list", ct) : await GetAsync("desk: changes", $"{DaySite.Desk}/changes?after={Uri.EscapeDataString(_now)}&mark={_mark}", ct);
        if (reply is null || reply.Status == HttpStatusCode.NoContent)
            return reply is not null;
        if (reply.Status != HttpStatusCode.OK)
        {
            Record.Problems.Add($"desk: changes: {(int)reply.Status} {reply.Body[..Math.Min(200, reply.Body.Length)]}");
            return false;
        }
        var at = Stopwatch.GetTimestamp();
        var news = JsonDocument.Parse(reply.Body).RootElement;
        _now = news.GetProperty("now").GetString();
        _mark = news.GetProperty("mark").GetString();
        foreach (var person in news.GetProperty("people").EnumerateArray().Where(person => person.GetProperty("state").GetString() == "received"))
            Record.Heard.TryAdd((desk, person.GetProperty("id").GetGuid()), at);
        return true;
    }
}
