using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using JobDating.Scheduling.Bookings;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Contention;

/// <summary>
/// Everybody at once, over HTTP: half of them at each of two instances on one database, half through the pages and half as programs. Afterwards the database is asked from outside who is
/// booked twice. The programs have just been started, or have been at work before: what runs for the first time is compiled first.
/// </summary>
internal static class Rush
{
    public const string Head = "case;done;refused;other;slowest ms;slowest refused ms;p50 ms;p99 ms;booked in the end;double bookings";

    /// <summary>Pairs at one time, as the database itself sees them.</summary>
    private const string DoublesSql = """
        SELECT COUNT(*)
        FROM interview i
        JOIN interview o ON (o.table_id = i.table_id OR o.candidate_id = i.candidate_id) AND o.id <> i.id AND o.starts_at < i.ends_at AND i.starts_at < o.ends_at
        WHERE i.status IN ('booked', 'held') AND o.status IN ('booked', 'held')
        """;

    private const string BookedSql = "SELECT COUNT(*) FROM interview WHERE status = 'booked'";

    /// <param name="Done">Requests that did what was asked: booked, moved or cancelled.</param>
    /// <param name="Refused">Somebody else was quicker, or it cannot be: 409 or 422.</param>
    /// <param name="Other">Any other answers: how often each status.</param>
    /// <param name="Booked">Interviews in the end.</param>
    public sealed record Result(string Case, int Done, int Refused, string Other, TimeSpan Slowest, TimeSpan SlowestRefused, TimeSpan Half, TimeSpan Most, long Booked, long Doubles)
    {
        public string Line => string.Create(CultureInfo.InvariantCulture,
            $"{Case};{Done};{Refused};{(Other.Length == 0 ? "0" : Other)};{Slowest.TotalMilliseconds:F0};{SlowestRefused.TotalMilliseconds:F0};{Half.TotalMilliseconds:F0};{Most.TotalMilliseconds:F0};{Booked};{Doubles}");
    }

    /// <summary>Candidates who are not in the rush.</summary>
    private const int Others = 20;

    private sealed record Ask(Crowd.Employer By, string Path, string? Time = null);

    private sealed record Answer(HttpStatusCode Status, TimeSpan Took)
    {
        public bool IsDone => Status is HttpStatusCode.SeeOther or HttpStatusCode.OK;
        public bool IsRefused => Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;
    }

    /// <summary>All requests are for the ten rounds of one table, each for another candidate.</summary>
    public static Task<Result> OneTableAsync(int requests, bool atWork, CancellationToken ct) => RunAsync(atWork, "10 slots of one table", requests, 1, (crowd, _) =>
        Task.FromResult<IReadOnlyList<Ask>>([.. Enumerable.Range(0, requests).Select(at => Book(crowd, crowd.Employers[0], at, at))]), ct);

    /// <summary>All requests are for the ten rounds of one candidate, by a hundred employers, each for all of them, or, of few requests, each by another employer.</summary>
    public static Task<Result> OneCandidateAsync(int requests, bool atWork, CancellationToken ct) => RunAsync(atWork, "10 slots of one candidate", 1, Math.Min(100, requests), (crowd, _) =>
        Task.FromResult<IReadOnlyList<Ask>>([.. Enumerable.Range(0, requests).Select(at => Book(crowd, crowd.Employers[at % Math.Min(100, requests)], 0, at + (at / 100)))]), ct);

    /// <summary>Twenty employers and sixty candidates with bookings, who book, move and cancel.</summary>
    public static Task<Result> MixedAsync(int requests, bool atWork, CancellationToken ct) => RunAsync(atWork, "mixed", 60, 20, async (crowd, send) =>
    {
        var random = new Random(1);
        await send([.. Enumerable.Range(0, 300).Select(_ => Book(crowd, crowd.Employers[random.Next(20)], random.Next(60), random.Next(10)))]);
        var there = await BookedAsync(crowd);
        return [.. Enumerable.Range(0, requests).Select(_ =>
        {
            var (id, by) = there[random.Next(there.Count)];
            return random.Next(5) switch
            {
                0 or 1 => Book(crowd, crowd.Employers[random.Next(20)], random.Next(60), random.Next(10)),
                2 or 3 => new Ask(by, $"interviews/{id}/move", ReadTimes.WordOf(by.Table, crowd.Rounds[random.Next(10)])),
                _ => new Ask(by, $"interviews/{id}/cancel"),
            };
        })];
    }, ct);

    private static Ask Book(Crowd crowd, Crowd.Employer by, int candidate, int round) =>
        new(by, $"sites/{crowd.Site}/candidates/{crowd.Candidates[candidate]}/book", ReadTimes.WordOf(by.Table, crowd.Rounds[round % 10]));

    private static async Task<Result> RunAsync(bool atWork, string name, int candidates, int employers, Func<Crowd, Func<IReadOnlyList<Ask>, Task>, Task<IReadOnlyList<Ask>>> chooseAsync, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("jobdating-contention-").FullName;
        try
        {
            var crowd = await Crowd.MakeAsync(data, candidates + Others, employers + 1);
            using var one = await Instance.StartAsync(data);
            using var two = await Instance.StartAsync(data);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(2) };
            Instance[] instances = [one, two];
            if (atWork)
                await WorkAsync(client, instances, crowd, ct);
            var asks = await chooseAsync(crowd, first => AllAsync(client, instances, HttpMethod.Post, first, ct));
            // Everybody looks at the page first: connections are open.
            var before = asks.Where(ask => ask.Time is not null).ToList();
            await AllAsync(client, instances, HttpMethod.Get, before, ct);
            var answers = await AllAsync(client, instances, HttpMethod.Post, asks, ct);
            var times = answers.Select(answer => answer.Took).Order().ToList();
            return new Result($"{name}, {(atWork ? "at work" : "just started")}", answers.Count(answer => answer.IsDone), answers.Count(answer => answer.IsRefused),
                string.Join(' ', answers.Where(answer => !answer.IsDone && !answer.IsRefused).GroupBy(answer => (int)answer.Status).Select(of => $"{of.Count()} x {of.Key}")),
                times[^1], answers.Where(answer => answer.IsRefused).Select(answer => answer.Took).DefaultIfEmpty().Max(), times[times.Count / 2], times[times.Count * 99 / 100],
                (await AskAsync(crowd, BookedSql, reader => reader.GetInt64(0)))[0], (await AskAsync(crowd, DoublesSql, reader => reader.GetInt64(0)))[0]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Some hundred interviews are booked, fought for and cancelled again, by an employer and candidates who are not in the rush.</summary>
    private static async Task WorkAsync(HttpClient client, Instance[] instances, Crowd crowd, CancellationToken ct)
    {
        foreach (var turn in Enumerable.Range(0, 40))
        {
            var some = Enumerable.Range(0, Others).Select(at => Book(crowd, crowd.Employers[^1], crowd.Candidates.Count - 1 - at, turn + at)).ToList();
            await AllAsync(client, instances, HttpMethod.Get, some, ct);
            await AllAsync(client, instances, HttpMethod.Post, some, ct);
            await AllAsync(client, instances, HttpMethod.Post, [.. (await BookedAsync(crowd)).Select(one => new Ask(one.By, $"interviews/{one.Id}/cancel"))], ct);
        }
    }

    private static async Task<IReadOnlyList<Answer>> AllAsync(HttpClient client, Instance[] instances, HttpMethod method, IReadOnlyList<Ask> asks, CancellationToken ct)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = asks.Select((ask, at) => Task.Run(async () =>
        {
            using var request = new HttpRequestMessage(method, new Uri(instances[at % 2].Address, $"/scheduling/{(at / 2 % 2 == 0 ? "" : "api/")}employer/{ask.Path}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ask.By.Pass);
            if (method == HttpMethod.Post)
                request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = $"{Guid.CreateVersion7()}", ["time"] = ask.Time ?? "" });
            await start.Task;
            var watch = Stopwatch.StartNew();
            using var answer = await client.SendAsync(request, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            return new Answer(answer.StatusCode, watch.Elapsed);
        }, ct)).ToList();
        start.SetResult();
        return await Task.WhenAll(all);
    }

    /// <summary>Each booked interview with whose it is.</summary>
    private static async Task<IReadOnlyList<(Guid Id, Crowd.Employer By)>> BookedAsync(Crowd crowd) =>
        [.. (await AskAsync(crowd, "SELECT i.id, t.siret FROM interview i JOIN interview_table t ON t.id = i.table_id WHERE i.status = 'booked'", reader => (Id: reader.GetGuid(0), Siret: reader.GetString(1))))
            .Select(row => (row.Id, crowd.Employers.First(employer => employer.Siret == row.Siret)))];

    /// <summary>From outside: a connection of our own, past every line of the program's.</summary>
    private static async Task<IReadOnlyList<T>> AskAsync<T>(Crowd crowd, string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(crowd.Data, "scheduling.db")};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
