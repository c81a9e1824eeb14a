using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JobDating.Benchmarks.Contention;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A draft of some two hundred interviews is published, and the process ends without a word at some moment.
/// 2. Whoever looks into the database then finds the plan published wholly, with every interview said once, or not at all.
/// 3. It starts again; publishing once more works, and the other services know every interview.
/// </summary>
[Collection(Processes.Name)]
public sealed class KilledPublishTests(ITestOutputHelper output)
{
    private const string Plan = "/scheduling/api/editions/contention/sites/site/plan";

    private static readonly Random _random = new();

    [Fact]
    public async Task Whenever_it_is_killed_a_plan_is_published_wholly_or_not_at_all()
    {
        var made = Directory.CreateTempSubdirectory("jobdating-publish-").FullName;
        try
        {
            await Crowd.MakeAsync(made, candidates: 60, employers: 20);
            var id = Guid.CreateVersion7();
            using (var instance = await Instance.StartAsync(made))
            {
                using var http = Client(instance);
                await PostAsync(http, Plan, id);
                await Journeys.UntilAsync("the draft is made", async () => await TextAsync(made, "scheduling", "SELECT status FROM site_plan") == "draft");
            }
            var added = await CountAsync(made, "scheduling", "SELECT added FROM site_plan");
            Assert.True(added > 150, $"Only {added} interviews are planned.");
            var whole = 0;
            var took = await RoundAsync(made, id, added, moment: null);
            for (var round = 0; round < (Journeys.Long ? 40 : 2); round++)
            {
                var moment = took * _random.NextDouble();
                whole += await RoundAsync(made, id, added, moment) > TimeSpan.Zero ? 1 : 0;
                output.WriteLine($"killed after {moment.TotalMilliseconds:F0} ms of {took.TotalMilliseconds:F0}; published wholly so far: {whole} of {round + 1}");
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>One round on a copy of what was made. With no moment nobody is killed, and it says how long publishing takes; else something more than nothing when it was published.</summary>
    private static async Task<TimeSpan> RoundAsync(string made, Guid id, long added, TimeSpan? moment)
    {
        var data = Copy(made);
        try
        {
            var watch = new System.Diagnostics.Stopwatch();
            using (var instance = await Instance.StartAsync(data))
            {
                using var http = Client(instance);
                // The doors are open and warm: what is killed is publishing, not starting.
                await http.GetAsync(Plan);
                watch.Start();
                var published = PostAsync(http, $"{Plan}/publish", id);
                if (moment is { } at)
                    await Task.Delay(at);
                else
                    await published;
                watch.Stop();
                instance.Kill();
                await ((Task)published).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            var isPublished = await TextAsync(data, "scheduling", "SELECT status FROM site_plan") == "published";
            Assert.Equal(isPublished ? added : 0, await CountAsync(data, "scheduling", "SELECT COUNT(*) FROM interview WHERE booked_by = 'plan' AND status = 'booked' AND version = 1"));
            Assert.Equal(isPublished ? added : 0, await CountAsync(data, "scheduling", "SELECT COUNT(*) FROM interview"));
            await SaidAsync(data, isPublished ? added : 0);
            using (var again = await Instance.StartAsync(data))
            {
                using var http = Client(again);
                await PostAsync(http, $"{Plan}/publish", id);
                Assert.Equal(added, await CountAsync(data, "scheduling", "SELECT COUNT(*) FROM interview WHERE status = 'booked' AND version = 1"));
                await Journeys.UntilAsync("Outcomes knows them all", async () => await CountAsync(data, "outcomes", "SELECT COUNT(*) FROM interview WHERE status = 'booked'") == added);
                await Journeys.UntilAsync("nothing is left to say", async () => await CountAsync(data, "scheduling", "SELECT COUNT(*) FROM outbox_delivery") == 0);
            }
            return isPublished ? watch.Elapsed : TimeSpan.Zero;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Each interview is in one message, or was heard already and its message is gone.</summary>
    private static async Task SaidAsync(string data, long added)
    {
        var said = (await RowsAsync(data, "scheduling", $"SELECT body FROM outbox_message WHERE kind = '{typeof(InterviewsRecorded).FullName}'"))
            .SelectMany(body => JsonSerializer.Deserialize<InterviewsRecorded>(body, Json.Options)!.Interviews.Select(interview => interview.Id)).ToList();
        Assert.Equal(said.Count, said.Distinct().Count());
        Assert.True(said.Count <= added);
        var heard = await CountAsync(data, "outcomes", "SELECT COUNT(*) FROM interview");
        Assert.True(said.Count == added || heard == added, $"{said.Count} of {added} interviews wait to be heard of, and {heard} were.");
    }

    private static HttpClient Client(Instance instance) => new() { BaseAddress = instance.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Instance.Token) } };

    private static async Task PostAsync(HttpClient http, string path, Guid id)
    {
        using var answer = await http.PostAsJsonAsync(path, new { id, seconds = "1" });
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static string Copy(string from)
    {
        var to = Directory.CreateTempSubdirectory("jobdating-publish-").FullName;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }

    private static async Task<string> TextAsync(string data, string service, string sql) => (await RowsAsync(data, service, sql))[0];

    private static async Task<long> CountAsync(string data, string service, string sql) => long.Parse(await TextAsync(data, service, sql), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>From outside, past every line of the program's.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(string data, string service, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, $"{service}.db")};Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
