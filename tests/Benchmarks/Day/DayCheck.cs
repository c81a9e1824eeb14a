using System.Globalization;

namespace JobDating.Benchmarks.Day;

/// <summary>What the devices noted against what stands in the three databases, asked from outside: every act once, nothing lost, nothing else changed.</summary>
internal static class DayCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>A broker has what the databases no longer have and do not have yet.</summary>
    private static readonly TimeSpan _onItsWay = TimeSpan.FromSeconds(30);

    public sealed record Interview(int Version, string Status, string? Result, string? SecondOn, string? Note);

    /// <summary>Every interview as it stands.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Interview>> InterviewsAsync(string data) =>
        (await DaySite.AskAsync(data, "scheduling", "SELECT i.id, i.version, i.status, i.result, i.second_interview_on, n.text FROM interview i LEFT JOIN interview_note n ON n.interview_id = i.id",
            row => (Id: row.GetGuid(0), Of: new Interview(row.GetInt32(1), row.GetString(2), Text(row, 3), Text(row, 4)?[..10], Text(row, 5))))).ToDictionary(one => one.Id, one => one.Of);

    /// <summary>Sentences of what is wrong; none: nothing.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(string data, IReadOnlyDictionary<Guid, Interview> before, IReadOnlyList<DeskDevice> desks, IReadOnlyList<PhoneDevice> phones, IReadOnlyList<BoardDevice> boards)
    {
        await SettleAsync(data);
        var until = DateTime.UtcNow + _onItsWay;
        while ((await ElsewhereAsync(data)).Count > 0 && DateTime.UtcNow < until)
            await Task.Delay(100);
        return [.. await DesksAsync(data, desks), .. await ActsAsync(data, phones), .. await StandAsync(data, before, phones, boards), .. await ElsewhereAsync(data)];
    }

    /// <summary>Every message has arrived.</summary>
    private static async Task SettleAsync(string data)
    {
        var until = DateTime.UtcNow + _patience;
        foreach (var service in (string[])["registration", "scheduling", "outcomes", "registration", "scheduling"])
            while ((await DaySite.AskAsync(data, service, "SELECT COUNT(*) FROM outbox_delivery WHERE status = 'waiting'", row => row.GetInt64(0)))[0] > 0 && DateTime.UtcNow < until)
                await Task.Delay(100);
    }

    private static async Task<IReadOnlyList<string>> DesksAsync(string data, IReadOnlyList<DeskDevice> desks)
    {
        var wrong = new List<string>();
        var noted = desks.SelectMany(desk => desk.Acts).ToList();
        var acts = (await DaySite.AskAsync(data, "registration", "SELECT id, candidate_id, answer, undone_at FROM desk_act", row => (Id: row.GetGuid(0), Candidate: row.GetGuid(1), Answer: row.GetString(2), IsUndone: !row.IsDBNull(3)))).ToList();
        wrong.AddRange(Both("desk act", noted.Select(act => act.Id), acts.Select(act => act.Id)));
        var entries = acts.Where(act => act is { Answer: "received", IsUndone: false }).ToLookup(act => act.Candidate);
        wrong.AddRange(entries.Where(of => of.Count() > 1).Select(of => $"received twice: {of.Key}"));
        var received = (await DaySite.AskAsync(data, "registration", "SELECT candidate_id FROM registration WHERE received_at IS NOT NULL", row => row.GetGuid(0))).ToHashSet();
        wrong.AddRange(Both("received", noted.Where(act => act.Kind == "check_in").Select(act => act.Candidate!.Value).Distinct(), received.Except(acts.Where(act => noted.Any(one => one.Id == act.Id && one.Kind == "walk_in")).Select(act => act.Candidate))));
        var walkIns = (await DaySite.AskAsync(data, "registration", "SELECT c.last_name FROM candidate c JOIN registration r ON r.candidate_id = c.id WHERE r.channel = 'walk_in' AND r.received_at IS NOT NULL", row => row.GetString(0))).ToList();
        wrong.AddRange(Both("walk-in", noted.Where(act => act.Kind == "walk_in").Select(act => act.Name!), walkIns));
        return wrong;
    }

    private static async Task<IReadOnlyList<string>> ActsAsync(string data, IReadOnlyList<PhoneDevice> phones)
    {
        var kinds = (await DaySite.AskAsync(data, "scheduling", "SELECT id, kind, interview_id FROM booking_act", row => (Id: row.GetGuid(0), Kind: row.GetString(1), Interview: row.GetGuid(2)))).ToDictionary(act => act.Id);
        return [.. phones.SelectMany(phone => phone.Acts).Where(act => !kinds.TryGetValue(act.Id, out var done) || done.Interview != act.Interview || done.Kind != KindOf(act.Do)).Select(act => $"phone act not done: {act.Do} {act.Id}")];
    }

    private static string KindOf(string what) => what switch { "start" => "started", "miss" => "missed", "back" => "back", "judge" => "judged", "note" => "noted", _ => "ended" };

    /// <summary>Each interview's version has risen once for each act on it, and what stands is what was noted last.</summary>
    private static async Task<IReadOnlyList<string>> StandAsync(string data, IReadOnlyDictionary<Guid, Interview> before, IReadOnlyList<PhoneDevice> phones, IReadOnlyList<BoardDevice> boards)
    {
        var acts = phones.SelectMany(phone => phone.Acts).Where(act => act.Do != "note").Select(act => act.Interview).Concat(boards.SelectMany(board => board.Acts).Select(act => act.Interview)).CountBy(id => id).ToDictionary();
        var ends = phones.SelectMany(phone => phone.End).ToDictionary(one => one.Key, one => one.Value);
        foreach (var (id, what) in boards.SelectMany(board => board.Acts))
            ends[id] = new(what == "end" ? "held" : "booked", null, null, null);
        return [..
            from one in await InterviewsAsync(data)
            let was = before[one.Key]
            let end = ends.GetValueOrDefault(one.Key) is { } noted ? new Interview(0, noted.Status, noted.Result, noted.SecondOn, noted.Note) : was
            let expected = end with { Version = was.Version + acts.GetValueOrDefault(one.Key) }
            where one.Value != expected
            select $"interview {one.Key}: {one.Value}, not {expected}"
        ];
    }

    /// <summary>The other services have heard of everything.</summary>
    private static async Task<IReadOnlyList<string>> ElsewhereAsync(string data)
    {
        const string interviews = "SELECT id, version, status FROM interview";
        static string Interview(Microsoft.Data.Sqlite.SqliteDataReader row) => string.Create(CultureInfo.InvariantCulture, $"{row.GetGuid(0)} {row.GetInt32(1)} {row.GetString(2)}");
        const string received = "SELECT candidate_id, version FROM registration WHERE received_at IS NOT NULL";
        static string Received(Microsoft.Data.Sqlite.SqliteDataReader row) => string.Create(CultureInfo.InvariantCulture, $"{row.GetGuid(0)} {row.GetInt32(1)}");
        var own = await DaySite.AskAsync(data, "scheduling", interviews, Interview);
        var people = await DaySite.AskAsync(data, "registration", received, Received);
        return [
            .. Both("interview in Registration", own, await DaySite.AskAsync(data, "registration", interviews, Interview)),
            .. Both("interview in Outcomes", own, await DaySite.AskAsync(data, "outcomes", interviews, Interview)),
            .. Both("received in Scheduling", people, await DaySite.AskAsync(data, "scheduling", received, Received)),
            .. Both("received in Outcomes", people, await DaySite.AskAsync(data, "outcomes", received, Received)),
        ];
    }

    private static IEnumerable<string> Both<T>(string what, IEnumerable<T> expected, IEnumerable<T> found) where T : notnull
    {
        var (should, has) = (expected.CountBy(one => one).ToDictionary(), found.CountBy(one => one).ToDictionary());
        return should.Where(one => has.GetValueOrDefault(one.Key) < one.Value).Select(one => $"{what} lost: {one.Key}")
            .Concat(has.Where(one => should.GetValueOrDefault(one.Key) < one.Value).Select(one => $"{what} twice or of nobody: {one.Key}"));
    }

    private static string? Text(Microsoft.Data.Sqlite.SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
