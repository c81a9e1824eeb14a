using System.Diagnostics;
using System.Text.Json;
using JobDating.Benchmarks.Day;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Broker;

/// <summary>
/// <c>pipeline</c>: results lie in Scheduling's outbox, one a message; how many of them a second Outcomes counts, three processes over RabbitMQ, from the first to the last. Registration hears and keeps
/// them too, meanwhile. Beside it the broker alone: as many messages with the same bytes, a window of unconfirmed ones, and for each a row on the disk.
/// </summary>
internal static class DrainOutbox
{
    private const string InsertSql = """
        INSERT INTO outbox_message (id, kind, body, flow, trace_parent, said_at) VALUES (@id, @kind, @body, NULL, NULL, @now);
        INSERT INTO outbox_delivery (message_id, destination, status, attempts, due_at) VALUES (@id, 'broker', 'waiting', 0, @now);
        """;

    private const string DoneSql = "SELECT COUNT(*) FROM interview WHERE result = 'undecided'";
    private const int Whole = 10_000;
    public const int Short = 50;

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        await using var three = await ThreeOverBroker.StartAsync(report.IsShort ? Short : Whole);
        await RunAsync(report, three, ct);
    }

    public static async Task RunAsync(Report report, ThreeOverBroker three, CancellationToken ct)
    {
        List<ThreeOverBroker.Interview> interviews = [.. three.Interviews.TakeLast(report.IsShort ? Short : Whole)];
        var body = Body(interviews[0]);
        var worked = Worked();
        Fill(three.Data, interviews);
        var (first, count, last) = (0L, 0L, 0L);
        var begun = Stopwatch.GetTimestamp();
        var counted = 0L;
        while (counted < interviews.Count)
        {
            counted = (await DaySite.AskAsync(three.Data, "outcomes", DoneSql, row => row.GetInt64(0)))[0];
            if (counted > 0 && first == 0)
                (first, count) = (Stopwatch.GetTimestamp(), counted);
            last = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(5))
                throw new TimeoutException($"{counted} of {interviews.Count} messages have arrived.");
            await Task.Delay(20, ct);
        }
        var rate = (counted - count) / Stopwatch.GetElapsedTime(first, last).TotalSeconds;
        var done = Worked() - worked;
        var single = await RawMessages.RateAsync(three.Broker, body, interviews.Count, inGroups: false, ct);
        var grouped = await RawMessages.RateAsync(three.Broker, body, interviews.Count, inGroups: true, ct);
        report.Add("outbox to counted, beside one durable row each", rate, "/s", single, Goal.RatioAtLeast(0.4));
        report.Add("outbox to counted, beside durable rows in groups", rate, "/s", grouped);
        report.Add("the three processes' processors, each message", done / interviews.Count, "ms");

        double Worked() => three.Instances.Sum(instance => instance.Worked.TotalMilliseconds);
    }

    private static byte[] Body(ThreeOverBroker.Interview of) => JsonSerializer.SerializeToUtf8Bytes(Message(of), Json.Options);

    private static InterviewsRecorded Message(ThreeOverBroker.Interview of) => new()
    {
        EditionId = of.EditionId,
        Interviews = [new() { Id = of.Id, Version = of.Version + 100, SiteId = of.SiteId, Siret = of.Siret, CandidateId = of.CandidateId, StartsAt = of.StartsAt, Minutes = 10, Table = 1, By = "employer", Status = "held", Result = "undecided" }],
    };

    /// <summary>As the program's transactions leave them, all at once.</summary>
    private static void Fill(string data, List<ThreeOverBroker.Interview> interviews)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "scheduling.db")};Pooling=False;Default Timeout=30");
        connection.Open();
        using var all = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = InsertSql;
        var now = DateTime.UtcNow.AddMinutes(-1);
        foreach (var (at, interview) in interviews.Index())
        {
            // One after the other, as they would have been said.
            var said = now.AddMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@id", Guid.CreateVersion7());
            insert.Parameters.AddWithValue("@kind", typeof(InterviewsRecorded).FullName);
            insert.Parameters.AddWithValue("@body", JsonSerializer.Serialize(Message(interview), Json.Options));
            insert.Parameters.AddWithValue("@now", said);
            insert.ExecuteNonQuery();
        }
        all.Commit();
    }
}
