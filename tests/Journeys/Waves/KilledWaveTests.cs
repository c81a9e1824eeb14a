using System.Diagnostics;
using System.Globalization;
using JobDating.AllInOne.Demo;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Journeys.Waves;

/// <summary>
/// 1. A wave is due for thousands of people; the program opens it, makes the invitations and hands mails to a mail server, and is killed at random moments, again and again.
/// 2. Some people answer from the link in their mail meanwhile; days later the others are reminded, and the program is killed in the middle of that too.
/// 3. Looked at from outside, in the database and in the mail server: everybody has one invitation and got the mail; whoever got one twice got it because a kill fell between the mail
/// server's yes and the note of it; nobody was reminded after an answer.
/// In the long form there are 200,000 of them, or as many as JOBDATING_PEOPLE says.
/// </summary>
[Collection(Processes.Name)]
public sealed class KilledWaveTests(ITestOutputHelper output)
{
    /// <summary>Longer than a killed sender's claim on a mail.</summary>
    private static readonly Duration _claimsEnd = Duration.FromMinutes(6);

    private static readonly Random _random = new();

    private int _kills;
    private int _peak;

    [Fact]
    public async Task However_often_it_is_killed_everybody_is_asked_once_and_nobody_reminded_after_an_answer()
    {
        var people = int.TryParse(Environment.GetEnvironmentVariable("JOBDATING_PEOPLE"), CultureInfo.InvariantCulture, out var given) ? given : Journeys.Long ? 200_000 : 1_000;
        var most = people / 40;
        var watch = Stopwatch.StartNew();
        using var crowd = await AskedCrowd.MakeAsync(people);
        Say($"{people} people made in {watch.Elapsed.TotalSeconds:F0} s");
        await using var sink = new MailSink(oneIn: Journeys.Long ? 40 : 10);
        using var respondents = new Respondents(sink, most);
        Uri? open = null;
        respondents.Begin(() => open);

        watch.Restart();
        await UntilAsync(AskedCrowd.Due, kills: Journeys.Long ? int.MaxValue : 2, async () => sink.People >= people && await CountAsync("mail WHERE status = 'waiting'") == 0, Journeys.Long);
        var asked = watch.Elapsed;
        Say($"asked after {asked.TotalSeconds:F0} s: {people / asked.TotalSeconds:F0} a second; {_kills} kills; at most {_peak} MB");
        Assert.Equal(people, await CountAsync("invitation"));
        Assert.Equal(people, await CountAsync("(SELECT DISTINCT wave_id, candidate_id FROM invitation)"));

        watch.Restart();
        var killed = _kills;
        await UntilAsync(AskedCrowd.Due.PlusDays(3), kills: Journeys.Long ? int.MaxValue : 2, async () =>
            sink.Mails.Count >= (2 * people) - most && await CountAsync("invitation WHERE reminders = 0 AND answered_at IS NULL") == 0 && await CountAsync("mail WHERE status = 'waiting'") == 0, Journeys.Long);
        Say($"reminded after {watch.Elapsed.TotalSeconds:F0} s; {_kills - killed} kills; at most {_peak} MB");
        await respondents.EndAsync();
        await CheckAsync();

        async Task UntilAsync(LocalDate day, int kills, Func<Task<bool>> isDone, bool atItsPace)
        {
            for (var killsHere = 0; ; killsHere++)
            {
                Assert.True(Journeys.Long || watch.Elapsed < TimeSpan.FromMinutes(5), "It does not come to an end.");
                var before = crowd.Now;
                using var program = await ServiceProcess.BeginDemo(crowd.Data, sink.Server.Address).ReadyAsync();
                open = program.Address;
                using var somebody = new Browser(program.Address);
                Task moving = Task.CompletedTask;
                if (before < DemoTime.At(day) || !atItsPace || await CountAsync("invitation") < people)
                    moving = Task.Run(async () =>
                    {
                        do
                            await somebody.SendAsync("/registration/demo/time", "/registration/demo/time", ("days", "1"));
                        while (crowd.Now < DemoTime.At(day));
                    });
                // Few are asked within seconds: then it dies after so many mails, wherever that is.
                var life = TimeSpan.FromSeconds(atItsPace ? 20 + (30 * _random.NextDouble()) : 10);
                var (until, mails) = (DateTime.UtcNow + life, atItsPace ? int.MaxValue : sink.Mails.Count + _random.Next(people / 4));
                var done = false;
                while (!(done = await isDone()) && (killsHere >= kills || (DateTime.UtcNow < until && sink.Mails.Count < mails)))
                {
                    await Task.Delay(atItsPace ? 1000 : 20);
                    // A slow machine must not live through so many days that the next wave asks.
                    if (!atItsPace && killsHere >= kills && moving.IsCompleted && crowd.Now < DemoTime.At(day.PlusDays(2)))
                        moving = somebody.SendAsync("/registration/demo/time", "/registration/demo/time", ("days", "1"));
                }
                open = null;
                _peak = Math.Max(_peak, program.PeakMemory);
                program.Kill();
                await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (done)
                    return;
                _kills++;
                if (crowd.Now.InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]).Hour < 18)
                    crowd.SetClock(crowd.Now + _claimsEnd);
                Say($"killed: {await CountAsync("invitation")} invited, {sink.Mails.Count} mails, {respondents.Answered.Count} answers");
            }
        }

        async Task CheckAsync()
        {
            var noted = (await RowsAsync("SELECT id FROM mail WHERE status = 'sent'")).Select(row => Guid.Parse(row[0])).ToList();
            Assert.All(noted, id => Assert.True(sink.Mails.ContainsKey(id)));
            Assert.Equal(0, await CountAsync("(SELECT i.id FROM invitation i JOIN mail m ON m.about_id = i.candidate_id AND m.queued_at = i.sent_at GROUP BY i.id HAVING COUNT(*) <> 1)"));
            var doubled = sink.Mails.Values.Count(mail => mail.Times > 1);
            Say($"{sink.Mails.Count} mails, {sink.Mails.Values.Sum(mail => mail.Times)} times taken, {doubled} of them twice for {_kills} kills");
            // One sender sends one mail at a time.
            Assert.All(sink.Mails.Values, mail => Assert.InRange(mail.Times, 1, _kills + 1));
            Assert.InRange(sink.Mails.Values.Sum(mail => mail.Times - 1), 0, _kills);
            Assert.Equal(0, await CountAsync("invitation WHERE answered_at < reminded_at"));
            Assert.Equal(0, await CountAsync("mail m JOIN invitation i ON i.candidate_id = m.about_id WHERE m.status = 'sent' AND m.queued_at > i.answered_at"));
            // What had left the house when the answer came may still arrive.
            var late = sink.Mails.Values.Where(mail => respondents.Answered.TryGetValue(mail.To, out var at) && mail.Last > at.AddSeconds(1)).ToList();
            Say($"{respondents.Answered.Count} answered; {late.Count} mails came after an answer");
            Assert.Empty(late);
            Assert.True(respondents.Answered.Count > people / 100, $"Only {respondents.Answered.Count} answered.");
        }

        async Task<long> CountAsync(string what) => long.Parse((await RowsAsync($"SELECT COUNT(*) FROM {what}"))[0][0], CultureInfo.InvariantCulture);

        // From outside, past every line of the program's.
        async Task<IReadOnlyList<string[]>> RowsAsync(string sql)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(crowd.Data, "outcomes.db")};Mode=ReadOnly;Pooling=False;Default Timeout=30");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string[]>();
            while (await reader.ReadAsync())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            return rows;
        }
    }

    private void Say(string what)
    {
        output.WriteLine(what);
        if (Journeys.Long)
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");
    }
}
