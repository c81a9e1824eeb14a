using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Day;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Benchmarks.Figures;

/// <summary>
/// <c>bilan</c>: how long the bilan and the pages of conversion of one edition take, among few interviews and among many, while 500 facts a second arrive; how old the figures are meanwhile, and whether a recount agrees
/// afterwards. Beside it the query that adds up the figures' table alone, in this process and with nothing arriving. Over HTTP from another process.
/// </summary>
internal static class ReadFigures
{
    private const int FactsPerSecond = 500;
    private const string November = "asOf=2023-11-30";

    private const string RawSql = """
        SELECT site_id, figure, SUM(amount)
        FROM figure_day
        WHERE edition_id = (SELECT id FROM edition WHERE code = 'measured') AND day <= '2023-11-30'
        GROUP BY site_id, figure
        """;

    /// <summary>What has been said and Outcomes has not taken in yet: the figures are as old as that.</summary>
    private const string OldestSql = "SELECT MIN(m.said_at) FROM outbox_delivery d JOIN outbox_message m ON m.id = d.message_id WHERE d.status = 'waiting' AND d.destination LIKE 'outcomes.%'";

    private static readonly (string Name, string Path)[] _pages =
    [
        ("bilan, JSON", $"/outcomes/api/editions/{Editions.Code}/bilan?{November}"),
        ("bilan, page", $"/outcomes/editions/{Editions.Code}/bilan?{November}"),
        ("steps", $"/outcomes/editions/{Editions.Code}/conversion?{November}"),
        ("by site", $"/outcomes/editions/{Editions.Code}/conversion/sites?{November}"),
        ("by employer", $"/outcomes/editions/{Editions.Code}/conversion/employers?{November}"),
        ("by job family", $"/outcomes/editions/{Editions.Code}/conversion/families?{November}"),
        ("by structure", $"/outcomes/editions/{Editions.Code}/conversion/structures?{November}"),
        ("by age", $"/outcomes/editions/{Editions.Code}/conversion/ages?{November}"),
        ("the hired, a list", $"/outcomes/editions/{Editions.Code}/people/hires?{November}"),
    ];

    public static async Task RunAsync(Report report, IReadOnlyList<int>? sizes, CancellationToken ct)
    {
        var requests = report.IsShort ? 2 : 400;
        Dictionary<string, double>? fewest = null;
        foreach (var interviews in report.IsShort ? [Editions.InterviewsEach] : sizes is { Count: > 0 } ? sizes : [2_000, 200_000, 10_000_000])
        {
            using var folder = new Folder("bilan");
            var among = interviews.ToString("N0", CultureInfo.InvariantCulture);
            var made = Stopwatch.StartNew();
            await Editions.MakeAsync(folder.Path, interviews);
            report.Add($"making {among} interviews", made.Elapsed.TotalSeconds, "s");
            report.Add($"the databases of {among} interviews", Directory.GetFiles(folder.Path, "*.db*").Sum(file => new FileInfo(file).Length) / 1e6, "MB");
            var raw = Raw(folder.Path, requests);
            var medians = await PagesAsync(report, folder.Path, among, raw, fewest, requests, ct);
            fewest ??= medians;
            report.Add($"recount agrees, among {among}", 1, "every figure", await AgreesAsync(folder.Path));
        }
    }

    private static async Task<Dictionary<string, double>> PagesAsync(Report report, string data, string among, Times raw, Dictionary<string, double>? fewest, int requests, CancellationToken ct)
    {
        using var instance = await Instance.StartOwnAsync("house-with-facts", data);
        using var client = new HttpClient { BaseAddress = instance.Address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Instance.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        // The first ones compile.
        foreach (var (_, path) in _pages)
            await Load.ByClientsAsync(1, (requests / 4) + 1, _ => client.GetStringAsync(path, ct));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var begun = Stopwatch.GetTimestamp();
        var arriving = client.PostAsync($"{HouseWithFacts.Facts}?edition={Editions.Code}&perSecond={FactsPerSecond}", null, over.Token);
        var watching = AgesAsync(data, over.Token);
        var medians = new Dictionary<string, double>();
        foreach (var (name, path) in _pages)
        {
            var times = await Load.ByClientsAsync(1, requests, _ => client.GetStringAsync(path, ct));
            medians[name] = times.Half;
            report.Add($"{name}, among {among}: median, beside the raw sum", times.Half, "ms", raw.Half);
            report.Add($"{name}, among {among}: p99", times.P99, "ms", goal: Goal.AtMost(50));
            if (fewest is not null)
                report.Add($"{name}, among {among}: median, beside that among the fewest", times.Half, "ms", fewest[name], Goal.RatioAtMost(1.5));
        }
        if (report.IsShort)
            await Task.Delay(200, ct);
        var said = int.Parse(await client.GetStringAsync(HouseWithFacts.Facts, ct), CultureInfo.InvariantCulture);
        var took = Stopwatch.GetElapsedTime(begun);
        await over.CancelAsync();
        await Task.WhenAny(arriving);
        var ages = await watching;
        report.Add($"facts that arrived meanwhile, among {among}", said / took.TotalSeconds, "/s");
        report.Add($"age of the figures, among {among}: p99", ages.P99, "ms", goal: Goal.AtMost(1_000));
        report.Add($"age of the figures, among {among}: oldest", ages.Slowest, "ms", goal: Goal.AtMost(1_000));
        while (await OldestAsync(data) is not null)
            await Task.Delay(50, ct);
        return medians;
    }

    private static async Task<Times> AgesAsync(string data, CancellationToken over)
    {
        var ages = new List<double>();
        while (!over.IsCancellationRequested)
        {
            ages.Add(await OldestAsync(data) is { } oldest ? (SystemClock.Instance.GetCurrentInstant() - oldest).TotalMilliseconds : 0);
            await Task.Delay(50, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return new Times(ages, TimeSpan.FromSeconds(1));
    }

    private static async Task<Instant?> OldestAsync(string data) =>
        (await DaySite.AskAsync(data, "scheduling", OldestSql, row => row.IsDBNull(0) ? (Instant?)null : InstantPattern.ExtendedIso.Parse(row.GetString(0)).Value))[0];

    private static async Task<bool> AgreesAsync(string data)
    {
        try
        {
            await Instance.RecountAsync(Editions.Code, data);
            return true;
        }
        catch (InvalidOperationException differ)
        {
            await Console.Error.WriteLineAsync(differ.Message);
            return false;
        }
    }

    private static Times Raw(string data, int requests)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "outcomes.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = RawSql;
        command.Prepare();
        var times = new List<double>();
        for (var i = 0; i < requests; i++)
        {
            var from = Stopwatch.GetTimestamp();
            using var reader = command.ExecuteReader();
            while (reader.Read())
                _ = reader.GetInt64(2);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return new Times(times, TimeSpan.FromSeconds(1));
    }
}
