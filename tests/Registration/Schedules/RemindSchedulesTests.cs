using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Ada and Grace are reminded of tomorrow at 17:00 and of today two hours before the first interview.</summary>
public sealed class RemindSchedulesTests
{
    [Theory, EachEngine]
    public async Task On_the_day_before_and_on_the_day_each_is_reminded_once(Engine engine)
    {
        await using var here = await AskedAsync(engine);
        await RemindedAtAsync(here, here.At(16, 59, -1), 0);
        var before = await RemindedAtAsync(here, here.At(17, 1, -1), 2);
        Assert.Equal(("Rappel : vos entretiens du jeudi 11 avril 2024", (Instant?)here.At(9, 40), "Europe/Paris"), (before[0].Subject, before[0].NotAfter, before[0].QuietZone));
        Assert.Contains("Le premier commence à 9h40.", before[0].Body);
        Assert.Contains("9h40 – Globex, table 1\n10h20 – Acme, table 2\n", before[0].Body);
        Assert.Equal("Reminder: your interviews of Thursday 11 April 2024", before[1].Subject);
        await RemindedAtAsync(here, here.At(17, 2, -1), 0);

        await RemindedAtAsync(here, here.At(7, 39), 0);
        var day = Assert.Single(await RemindedAtAsync(here, here.At(7, 41), 1));
        Assert.Equal(("Aujourd’hui à 9h40 : votre premier entretien", (Instant?)here.At(9, 40), null), (day.Subject, day.NotAfter, day.QuietZone));
        await RemindedAtAsync(here, here.At(8, 0), 0);
        Assert.Equal("Today at 11:00: your first interview", Assert.Single(await RemindedAtAsync(here, here.At(9, 0), 1)).Subject);
        await RemindedAtAsync(here, here.At(9, 30), 0);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_over_after_the_program_was_stopped()
    {
        await using var here = await AskedAsync();
        await RemindedAtAsync(here, here.At(20, 1, -1), 0);
        await RemindedAtAsync(here, here.At(10, 0), 1);
        await RemindedAtAsync(here, here.At(11, 1), 0);
        await RemindedAtAsync(here, here.At(17, 30, 7), 0);
    }

    [Fact]
    public async Task What_was_booked_late_is_told_and_not_reminded_of_as_well()
    {
        await using var here = await Timetable.StartAsync();
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0), "employer");
        await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(15, 0), "employer");
        await here.ToldAsync();
        await RemindedAtAsync(here, here.At(17, 30, -1), 0);
        Assert.StartsWith("Aujourd’hui à 10h00", Assert.Single(await RemindedAtAsync(here, here.At(8, 1), 1)).Subject, StringComparison.Ordinal);
        await here.BookAsync(Timetable.Globex, 1, here.Grace, here.At(9, 0), "hall");
        Assert.Equal(2, (await here.ToldAsync()).Count);
        await RemindedAtAsync(here, here.At(8, 30), 0);
        // Her first is over when the time of the second comes.
        await RemindedAtAsync(here, here.At(13, 1), 0);
    }

    [Fact]
    public async Task Cancelled_ones_erased_people_and_called_off_sites_are_not_reminded_of()
    {
        await using var here = await AskedAsync();
        await here.WriteAsync("UPDATE registration SET cancelled_at = registered_at WHERE candidate_id = @Grace");
        var only = await here.Db.QueryAsync<Guid>("SELECT id FROM interview WHERE siret = @Globex", new { Timetable.Globex }, CancellationToken.None);
        await here.CancelAsync(only[0]);
        Assert.DoesNotContain("Globex", Assert.Single(await RemindedAtAsync(here, here.At(17, 1, -1), 1)).Body);
        await here.WriteAsync("UPDATE registration SET cancelled_at = NULL");
        await here.WriteAsync("UPDATE site SET status = 'cancelled'");
        await RemindedAtAsync(here, here.At(9, 0), 0);
        await here.WriteAsync("UPDATE site SET status = NULL, date = '2024-04-12'");
        await RemindedAtAsync(here, here.At(9, 0), 0);
        await here.WriteAsync("UPDATE site SET date = '2024-04-11'");
        await using (var tx = await here.Db.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [here.Ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.Equal("grace@example.org", Assert.Single(await RemindedAtAsync(here, here.At(9, 30), 1)).ToAddress);
    }

    /// <summary>At two o'clock of that night it is three in Paris: hours are counted as they pass, times of day as the clock shows them.</summary>
    [Theory]
    [InlineData(3, 31)]
    [InlineData(10, 27)]
    public async Task On_the_day_the_clock_changes_the_hours_are_local(int month, int day)
    {
        await using var here = await Timetable.StartAsync(day: new LocalDate(2024, month, day));
        here.GoTo(here.At(9, 0, -3));
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(8, 0), "candidate");
        await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(12, 0), "candidate");
        await RemindedAtAsync(here, here.At(16, 59, -1), 0);
        await RemindedAtAsync(here, here.At(17, 0, -1), 2);
        await RemindedAtAsync(here, here.At(6, 59), 0);
        Assert.Equal("ada@example.org", Assert.Single(await RemindedAtAsync(here, here.At(7, 0), 1)).ToAddress);
        await RemindedAtAsync(here, here.At(9, 59), 0);
        await RemindedAtAsync(here, here.At(10, 0), 1);
    }

    /// <summary>Ada has two interviews and Grace one, since a week.</summary>
    private static async Task<Timetable> AskedAsync(Engine engine = Engine.Sqlite)
    {
        var here = await Timetable.StartAsync(engine);
        here.GoTo(here.At(9, 0, -7));
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(9, 40));
        await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(11, 0));
        await here.ToldAsync();
        return here;
    }

    private static async Task<IReadOnlyList<Timetable.Queued>> RemindedAtAsync(Timetable here, Instant now, int mails)
    {
        here.GoTo(now);
        await here.RemindAsync();
        var all = await here.MailsAsync();
        Assert.Equal(mails, all.Count);
        return all;
    }
}
