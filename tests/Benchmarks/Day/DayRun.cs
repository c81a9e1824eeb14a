using System.Diagnostics;
using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Day;

/// <summary>
/// <c>day</c>: the day of one site, shortened: its desks, recruiters' phones, boards and screen as HTTP clients that do what the pages' scripts do, at a program of its own. A third of the desks and
/// a quarter of the phones have no network for a while; one request in twelve is lost on its way there, in the middle or on its way back, and is sent again. In the end what the devices noted is
/// compared with the databases, and how long an act took to be seen by the others.
/// </summary>
internal static class DayRun
{
    public const string Head = "what;how many;p50 ms;p95 ms;p99 ms;slowest ms;times the raw read";
    private const int Alone = 100;
    private const int Warm = 8;

    /// <summary>The rows that one board is made of, read in one go.</summary>
    private static readonly string[] _rawSql =
    [
        "SELECT i.id, i.version, i.table_id, i.candidate_id, i.starts_at, i.ends_at, i.status, i.called_at, i.started_at, i.finished_at, c.last_name, c.first_name FROM interview i LEFT JOIN candidate c ON c.id = i.candidate_id WHERE i.site_id = @Site AND i.status <> 'cancelled'",
        "SELECT t.id, t.siret, t.number, t.recruiter, n.company_name, a.status FROM interview_table t LEFT JOIN establishment n ON n.siret = t.siret LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret WHERE t.site_id = @Site",
        "SELECT candidate_id FROM registration WHERE site_id = @Site AND received_at IS NOT NULL",
    ];

    /// <param name="Noted">The bilan's figures, from what the devices noted.</param>
    public sealed record Result(DayRecord Record, TimeSpan Took, TimeSpan Worked, int DeskActs, int PhoneActs, int HallActs, int Late, Figures Noted, IReadOnlyList<string> Wrong)
    {
        public IReadOnlyList<double> Board { get; init; } = [];
        public IReadOnlyList<double> Raw { get; init; } = [];
    }

    public sealed record Figures(int Received, int InterviewsHeld, int Conclusive);

    public static async Task<Result> RunAsync(DaySize size, int seed, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("jobdating-day-").FullName;
        try
        {
            var site = await DaySite.MakeAsync(data, size);
            using var instance = await Instance.StartAsync(data);
            var result = await LiveAsync(instance.Address, site, size, seed, () => instance.Worked, ct);
            return result with
            {
                // Nobody kills anybody here: no page may stand still.
                Wrong = [.. result.Wrong, .. result.Record.Standstills.Select(still => $"{still.Kind} stood still for {still.Length.TotalSeconds:F1} s: {still.Why}")],
                Board = await BoardAsync(instance.Address, site, ct),
                Raw = Raw(data),
            };
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The devices' day at that address, whoever serves there, and what is wrong in its end.</summary>
    /// <param name="worked">Of the processors of whoever serves there.</param>
    public static async Task<Result> LiveAsync(Uri address, DaySite site, DaySize size, int seed, Func<TimeSpan> worked, CancellationToken ct)
    {
        var (record, dice) = (new DayRecord(), new Random(seed));
        await WarmAsync(address, site, ct);
        var begin = Stopwatch.GetTimestamp();
        var cut = (From: At(0.3), Until: At(0.6));
        var errands = Errands(site, size, dice);
        var desks = Enumerable.Range(0, size.Desks).Select(desk => new DeskDevice(address, site, desk, errands[desk], record, seed + desk) { Cut = desk % 3 == 1 ? cut : null }).ToList();
        var phones = Enumerable.Range(0, size.Phones).Select(at => new PhoneDevice(address, site.Tables[at], at, site.SecondOn, record, seed + 100 + at) { Cut = at % 4 == 1 ? cut : null }).ToList();
        // Whose second interview is at another table may sit there: the hall acts at first tables only.
        var halls = Enumerable.Range(size.Phones, size.FirstTables - size.Phones).ToList();
        var boards = Enumerable.Range(0, size.Boards).Select(board => new BoardDevice(address, site, board, board + 1, [.. halls.Where(table => table / 30 == board)], record, seed + 200 + board)).ToList();
        List<Device> all = [.. desks, .. phones, .. boards, .. Enumerable.Range(0, size.Screens).Select(screen => new BoardDevice(address, site, size.Boards + screen, null, [], record, seed + 300 + screen))];
        foreach (var (desk, _) in desks.Index().Where(one => one.Item.Cut is not null))
            record.Cuts.Add((desk, cut.From, cut.Until));
        var before = await DayCheck.InterviewsAsync(site.Data);
        try
        {
            var (from, workedBefore, until) = (Stopwatch.GetTimestamp(), worked(), At(1));
            var acting = Task.WhenAll(all.Select(device => Task.Run(() => device.RunAsync(until, ct), ct)));
            await Task.WhenAll(all.OfType<BoardDevice>().Select(board => Task.Run(() => board.LookAsync(acting, ct), ct)));
            await acting;
            var (took, done) = (Stopwatch.GetElapsedTime(from), worked() - workedBefore);
            var wrong = (await DayCheck.FindAsync(site.Data, before, desks, phones, boards)).Concat(record.Problems).ToList();
            return new Result(record, took, done, desks.Sum(desk => desk.Acts.Count), phones.Sum(phone => phone.Acts.Count), boards.Sum(board => board.Acts.Count), record.Cuts.Count + phones.Count(phone => phone.Cut is not null), Noted(desks, phones, boards), wrong);
        }
        finally
        {
            all.ForEach(device => device.Dispose());
        }

        long At(double part) => begin + (long)(part * size.Seconds * Stopwatch.Frequency);
    }

    /// <summary>Plainly counted, act by act: who came, which interviews were held in the end, and which of them are conclusive.</summary>
    private static Figures Noted(IReadOnlyList<DeskDevice> desks, IReadOnlyList<PhoneDevice> phones, IReadOnlyList<BoardDevice> boards)
    {
        var acts = desks.SelectMany(desk => desk.Acts).ToList();
        var held = phones.SelectMany(phone => phone.End.Values).Where(end => end.Status == "held").ToList();
        return new(acts.Where(act => act.Kind == "check_in").Select(act => act.Candidate).Distinct().Count() + acts.Count(act => act.Kind == "walk_in"),
            held.Count + boards.Sum(board => board.Acts.Where(act => act.Do == "end").Select(act => act.Interview).Distinct().Count()), held.Count(end => end.Result == "conclusive"));
    }

    public static async Task WriteAsync(Result result, DaySize size, TextWriter to)
    {
        var (record, raw) = (result.Record, result.Raw);
        await to.WriteLineAsync(Head);
        await LineAsync("act at a table, until a board shows it", record.TableDelays());
        await LineAsync("check-in, until a board shows it", record.ArrivalDelays());
        await LineAsync("check-in, until each other desk has it", record.DeskDelays());
        foreach (var (kind, took) in record.Took.OrderBy(kind => kind.Key, StringComparer.Ordinal))
            await LineAsync($"request: {kind}", [.. took]);
        await LineAsync("board, nobody else there", result.Board, raw);
        await LineAsync("raw read of the same rows", raw, raw);
        await to.WriteLineAsync(FormattableString.Invariant($"""
            devices: {size.Devices}, of which {result.Late} without network for a while; site: {size.Candidates} candidates, {size.Tables} tables, {size.Interviews} interviews
            acts: {result.DeskActs} at desks, {result.PhoneActs} on phones, {result.HallActs} in the hall, in {result.Took.TotalSeconds:F0} s; requests: {record.Took.Values.Sum(took => took.Count)}
            answers: {record.Bytes / result.Took.TotalSeconds / 1024:F0} KB/s for all devices; the program's processors: {result.Worked / result.Took:F2} of {Environment.ProcessorCount}
            lost, twice or otherwise wrong: {result.Wrong.Count}
            """));
        foreach (var sentence in result.Wrong.Take(20))
            await to.WriteLineAsync(sentence);

        Task LineAsync(string what, IReadOnlyList<double> times, IReadOnlyList<double>? times0 = null)
        {
            var sorted = times.Order().ToList();
            double Part(double part) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
            var ratio = times0 is null ? "" : FormattableString.Invariant($"{Part(0.5) / times0.Order().ElementAt(times0.Count / 2):F1}");
            return to.WriteLineAsync(FormattableString.Invariant($"{what};{sorted.Count};{Part(0.5):F1};{Part(0.95):F1};{Part(0.99):F1};{Part(1):F1};{ratio}"));
        }
    }

    /// <summary>Nearly everybody comes, in the order of their first interviews; every twentieth is received at two desks at once, every thirtieth by mistake at first; and some walk in.</summary>
    private static IReadOnlyList<IReadOnlyList<DeskDevice.Errand>> Errands(DaySite site, DaySize size, Random dice)
    {
        var desks = Enumerable.Range(0, size.Desks).Select(_ => new List<DeskDevice.Errand>()).ToList();
        foreach (var (at, candidate) in site.Candidates.Index().Where(one => one.Index % 25 != 24))
        {
            var desk = dice.Next(size.Desks);
            desks[desk].Add(new(candidate, candidate.Name, at % 30 == 7));
            if (at % 20 == 11 && at % 30 != 7)
                desks[(desk + 1) % size.Desks].Add(new(candidate, candidate.Name, false));
            if (at % 40 == 0)
                desks[desk].Add(new(null, $"Walkin{at}", false));
        }
        return desks;
    }

    /// <summary>What runs for the first time is compiled first: not on the day.</summary>
    private static async Task WarmAsync(Uri address, DaySite site, CancellationToken ct)
    {
        foreach (var (pass, path) in ((string, string)[])[(site.HallPass, $"/scheduling{DaySite.Path}/hall/board?part=1"), (site.HallPass, $"/scheduling{DaySite.Path}/screen/lines"), (site.DeskPass, $"{DaySite.Desk}/list"), (site.Tables[0].Pass, $"/scheduling/employer/today/{site.Tables[0].Id}")])
        {
            using var client = Client(address, pass);
            for (var i = 0; i < Warm; i++)
                await client.GetStringAsync(path, ct);
        }
    }

    private static async Task<IReadOnlyList<double>> BoardAsync(Uri address, DaySite site, CancellationToken ct)
    {
        using var client = Client(address, site.HallPass);
        var times = new List<double>();
        for (var i = 0; i < Alone; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await client.GetStringAsync($"/scheduling{DaySite.Path}/hall/board?part=1", ct);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return times;
    }

    private static HttpClient Client(Uri address, string pass)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", pass);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    private static List<double> Raw(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "scheduling.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT id FROM site";
        var site = find.ExecuteScalar();
        var times = new List<double>();
        for (var i = 0; i < Alone; i++)
        {
            var from = Stopwatch.GetTimestamp();
            foreach (var sql in _rawSql)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.Parameters.AddWithValue("@Site", site);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    for (var column = 0; column < reader.FieldCount; column++)
                        _ = reader.GetValue(column);
            }
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return times;
    }
}
