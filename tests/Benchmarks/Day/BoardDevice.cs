using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.Scheduling.Hall;

namespace JobDating.Benchmarks.Day;

/// <summary>A board of the hall, or the public screen, as their script is one: asks for its part with the version that it has. A board that has tables of its own also taps: starts and ends there.</summary>
/// <param name="part">Of the board; null: the public screen.</param>
/// <param name="tables">Where it acts; by their places in the site's order.</param>
internal sealed partial class BoardDevice(Uri address, DaySite site, int board, int? part, IReadOnlyList<int> tables, DayRecord record, int seed) : Device(address, site.HallPass, record, seed)
{
    /// <summary>As <c>hall.js</c> has it.</summary>
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _tap = TimeSpan.FromSeconds(1.2);

    private readonly Dictionary<Guid, (int Table, int At)> _interviews = site.Tables.Index().SelectMany(table => table.Item.Interviews.Index().Select(one => (one.Item, table.Index, one.Index))).ToDictionary(one => one.Item, one => (one.Item2, one.Item3));
    private string? _version;

    /// <summary>Each act that was done, as <see cref="RunHall.Form.Do"/> begins.</summary>
    public List<(Guid Interview, string Do)> Acts { get; } = [];

    /// <summary>Whoever runs the hall at it acts.</summary>
    public override Task RunAsync(long until, CancellationToken ct) => TapAsync(until, ct);

    /// <param name="acting">What everybody does; what is done in the last moment is seen too.</param>
    public async Task LookAsync(Task acting, CancellationToken ct)
    {
        for (var until = long.MaxValue; Stopwatch.GetTimestamp() < until;)
        {
            if (acting.IsCompleted && until == long.MaxValue)
                until = After(TimeSpan.FromSeconds(2));
            var reply = part is null ? await GetAsync("screen", $"/scheduling{DaySite.Path}/screen/lines", ct, _version) : await GetAsync("board", $"/scheduling{DaySite.Path}/hall/board?part={part}", ct, _version);
            if (reply is { Status: HttpStatusCode.OK })
            {
                _version = reply.ETag;
                if (part is not null)
                    Record.Looks.GetOrAdd(board, _ => []).Enqueue(new DayRecord.Look(Stopwatch.GetTimestamp(), Progress(reply.Body), IsIn(reply.Body)));
            }
            else if (reply is { Status: not HttpStatusCode.NotModified })
                Record.Problems.Add($"board: {(int)reply.Status}");
            await Task.Delay(_every, ct);
        }
    }

    private async Task TapAsync(long until, CancellationToken ct)
    {
        if (tables.Count == 0)
            return;
        foreach (var (round, step) in Enumerable.Range(0, int.MaxValue).Select(turn => (turn / 2, turn % 2)))
            foreach (var table in tables)
            {
                var isOver = Stopwatch.GetTimestamp() > until;
                if (!isOver)
                    await Task.Delay(_tap, ct);
                // A table's interview that was begun is ended.
                if ((isOver && step == 0) || round >= site.Tables[table].Interviews.Count)
                    return;
                var (interview, what) = (site.Tables[table].Interviews[round], step == 0 ? "start" : "end");
                var form = new Dictionary<string, string> { ["id"] = $"{Guid.NewGuid()}", ["do"] = $"{what} {interview} 1", ["part"] = $"{part}" };
                var reply = await PostFormAsync("hall: tap", $"/scheduling{DaySite.Path}/hall", form, ct);
                while (reply is null)
                    reply = await PostFormAsync("hall: tap", $"/scheduling{DaySite.Path}/hall", form, ct);
                if (reply.Status != HttpStatusCode.SeeOther)
                    Record.Problems.Add($"hall: {what}: {(int)reply.Status}");
                Record.TableActs.Add(new DayRecord.TableAct(table, (round * 2) + step + 1, Stopwatch.GetTimestamp()));
                Acts.Add((interview, what));
                await GetAsync("hall: page", $"/scheduling{DaySite.Path}/hall?part={part}", ct);
            }
    }

    private Dictionary<int, int> Progress(string html)
    {
        var progress = new Dictionary<int, int>();
        foreach (var tap in Taps().Matches(html).Cast<Match>())
        {
            if (!_interviews.TryGetValue(Guid.Parse(tap.Groups[2].Value), out var where))
                continue;
            var far = (where.At * 2) + tap.Groups[1].Value switch { "end" => 1, "back" => 2, _ => 0 };
            // One that runs can be taken back as well.
            progress[where.Table] = !progress.TryGetValue(where.Table, out var known) ? far : known % 2 == 1 ? known : Math.Max(known, far);
        }
        return progress;
    }

    private static Dictionary<string, bool> IsIn(string html)
    {
        var people = new Dictionary<string, bool>();
        foreach (var person in People().Matches(html).Cast<Match>())
            people[person.Groups[1].Value.Split(' ')[0]] = person.Groups[2].Value.Contains("in the hall", StringComparison.Ordinal);
        return people;
    }

    [GeneratedRegex("value=\"(end|back|start|call) ([0-9a-f-]{36}) ")]
    private static partial Regex Taps();

    [GeneratedRegex("<b>([^<]*)</b> <span class=\"nowrap\">[^<]*</span><small>([^<]*)</small>")]
    private static partial Regex People();
}
