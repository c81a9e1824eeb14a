using System.Diagnostics;
using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Figures;

/// <summary>
/// <c>bilan</c>: how long the bilan and the pages of conversion of one edition take, among few interviews and among many; beside it the query that adds up the figures' table alone, in
/// this process. Times in milliseconds, over HTTP from another process.
/// </summary>
internal static class ReadFigures
{
    public const string Head = "interviews;what;median;p99;slowest;times the raw query";
    private const int Requests = 200;
    private const string November = "asOf=2023-11-30";

    private const string RawSql = """
        SELECT site_id, figure, SUM(amount)
        FROM figure_day
        WHERE edition_id = (SELECT id FROM edition WHERE code = 'measured') AND day <= '2023-11-30'
        GROUP BY site_id, figure
        """;

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

    public static async Task RunAsync(IReadOnlyList<int> sizes, TextWriter to, CancellationToken ct)
    {
        await to.WriteLineAsync(Head);
        foreach (var interviews in sizes)
        {
            var data = Directory.CreateTempSubdirectory("jobdating-bilan-").FullName;
            try
            {
                await Editions.MakeAsync(data, interviews);
                var raw = Raw(data);
                await WriteAsync(to, interviews, "raw query", raw, raw);
                using var instance = await Instance.StartAsync(data);
                using var client = new HttpClient { BaseAddress = instance.Address };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Instance.Token);
                client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
                foreach (var (name, path) in _pages)
                    await WriteAsync(to, interviews, name, await PageAsync(client, path, ct), raw);
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static async Task<List<double>> PageAsync(HttpClient client, string path, CancellationToken ct)
    {
        // The first ones compile.
        for (var i = 0; i < Requests / 4; i++)
            await client.GetStringAsync(path, ct);
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await client.GetStringAsync(path, ct);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return times;
    }

    private static List<double> Raw(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "outcomes.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = RawSql;
        command.Prepare();
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var from = Stopwatch.GetTimestamp();
            using var reader = command.ExecuteReader();
            while (reader.Read())
                _ = reader.GetInt64(2);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return times;
    }

    private static Task WriteAsync(TextWriter to, int interviews, string what, List<double> times, List<double> raw)
    {
        var sorted = times.Order().ToList();
        return to.WriteLineAsync(FormattableString.Invariant($"{interviews};{what};{Median(times):0.00};{sorted[(int)(sorted.Count * 0.99)]:0.0};{sorted[^1]:0.0};{Median(times) / Median(raw):0.0}"));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
