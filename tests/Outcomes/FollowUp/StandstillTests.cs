using JobDating.Platform;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>
/// Everything stands still for eight days, from 15 May in the evening to 24 May in the morning, and then goes on; and waves that are due on the days on which clocks change.
/// </summary>
public sealed class StandstillTests
{
    private static readonly Instant _stops = WaveHouse.At(5, 15, 19);
    private static readonly Instant _goesOn = WaveHouse.At(5, 24, 9);

    /// <summary>
    /// Ada was asked on 11 May and reminded on the 14th; her last reminder was due from the 21st to the 23rd: skipped, for it would come with the first one long forgotten. Grace, received at Mons on 15 April, was asked
    /// on 15 May; her first reminder was due from the 18th to the 20th: skipped; the second is due on the 25th: sent. Mary, of Lille, was to be asked on the 18th: asked on the 24th, for her wave asks until 17 June,
    /// and reminded counting from then. Joan, whose wave ended meanwhile, is asked nothing, nor is a mail sent that still waited for her.
    /// </summary>
    [Theory, EachEngine]
    public async Task After_eight_days_what_is_late_is_skipped_and_what_still_asks_is_asked_from_then_on(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await AtAsync("mons", new(2024, 4, 15), "Grace");
        await AtAsync("lille", new(2024, 4, 18), "Mary");
        await AtAsync("arras", new(2024, 3, 16), "Joan");
        for (var day = new LocalDate(2024, 5, 11); day <= new LocalDate(2024, 5, 15); day = day.PlusDays(1))
            await work.SweepAsync(WaveHouse.At(day));
        // Hers still wait when everything stops.
        await work.WriteAsync("UPDATE mail SET status = 'waiting', due_at = queued_at, claimed_by = NULL, ended_at = NULL WHERE to_address = 'Joan@example.org'");
        Assert.True(_goesOn - _stops > Duration.FromDays(8));
        await work.SweepAsync(_goesOn);
        await work.SweepDailyAsync(new(2024, 5, 25), new(2024, 6, 12));
        Assert.Equal(["05-11 0", "05-14 1"], await MailsAsync("ada"));
        Assert.Equal(["05-15 0", "05-25 2"], await MailsAsync("Grace"));
        Assert.Equal(["05-24 0", "05-27 1", "06-03 2"], await MailsAsync("Mary"));
        Assert.Empty(await MailsAsync("Joan"));
        Assert.Equal(["expired", "expired"], await work.AllAsync("SELECT status FROM mail WHERE to_address = 'Joan@example.org'"));

        async Task AtAsync(string site, LocalDate date, string name)
        {
            var (id, who) = (Guid.CreateVersion7(), await work.ReceiveAsync($"{name} of {site}", $"{name}@example.org", received: false));
            await work.HearAsync(work.Site(id, 1, site, date));
            await work.ReceiveAtAsync(who, id, date);
        }

        // Day, and which reminder; 0: the question.
        async Task<IReadOnlyList<string>> MailsAsync(string name) => [.. (await work.AllAsync($"SELECT CONCAT(SUBSTRING(CAST(ended_at AS char(10)), 6, 5), ' ', once_key) FROM mail WHERE to_address = '{name}@example.org' AND status = 'sent' ORDER BY ended_at"))
            .Select(row => $"{row[..5]} {row.Split('/')[2]}")];
    }

    /// <summary>Clocks go forward on 31 March 2024 and back on 27 October: the wave opens with the day, and mails leave from 8:00 to 20:00 by the clock on the wall.</summary>
    [Theory]
    [InlineData("2024-03-30T22:59:59Z", "2024-03-31T06:00:00Z")]
    [InlineData("2024-10-26T21:59:59Z", "2024-10-27T07:00:00Z")]
    public async Task On_the_day_of_a_clock_change_nobody_is_asked_before_eight(string theDayBefore, string eight)
    {
        await using var work = await WaveHouse.StartAsync();
        var at = At(eight);
        await DueAsync(work, at);
        await work.SweepAsync(At(theDayBefore));
        Assert.Equal("planned", await work.StatusAsync());
        await work.SweepAsync(at - Duration.FromSeconds(1));
        Assert.Equal("open", await work.StatusAsync());
        Assert.Empty(work.Files);
        await work.SweepAsync(at);
        Assert.Single(work.Files);
    }

    /// <summary>Queued at a quarter to eight in the evening and not taken by the server before eight: it waits for the morning, which comes an hour earlier or later.</summary>
    [Theory]
    [InlineData("2024-03-30T18:45:00Z", "2024-03-30T19:05:00Z", "2024-03-31T05:59:59Z", "2024-03-31T06:00:00Z")]
    [InlineData("2024-10-26T17:45:00Z", "2024-10-26T18:05:00Z", "2024-10-27T06:59:59Z", "2024-10-27T07:00:00Z")]
    public async Task In_the_night_of_a_clock_change_what_waits_leaves_at_eight(string queued, string late, string tooEarly, string eight)
    {
        await using var work = await WaveHouse.StartAsync();
        await DueAsync(work, At(queued));
        await work.HandOverAsync(At(queued));
        foreach (var (at, files) in (IEnumerable<(string, int)>)[(late, 0), (tooEarly, 0), (eight, 1)])
        {
            work.House.Clock.Reset(At(at));
            await work.SendMailsAsync();
            Assert.Equal(files, work.Files.Length);
        }
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    /// <summary>Ronchin was in January, and its wave is due on that day.</summary>
    private static async Task DueAsync(WaveHouse work, Instant at)
    {
        await work.WriteAsync($"UPDATE wave SET due_on = '{at.InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]).Date:uuuu-MM-dd}' WHERE number = 1");
        await work.WriteAsync("UPDATE registration SET received_at = '2024-01-10T09:00:00.0000000Z' WHERE received_at IS NOT NULL");
    }
}
