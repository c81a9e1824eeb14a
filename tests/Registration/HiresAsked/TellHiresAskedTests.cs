using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.HiresAsked;
using JobDating.Tests.Registration.Schedules;
using NodaTime;
using Xunit;
using Asked = JobDating.Contracts.Outcomes.HiresAsked;

namespace JobDating.Tests.Registration.HiresAsked;

/// <summary>Outcomes wants Acme, Globex and somebody unheard of to be asked whom they hired: who was invited there is written to once a day.</summary>
public sealed class TellHiresAskedTests
{
    private static readonly Consumer _hears = new RegistrationService().ListConsumers().Single(consumer => consumer.Message == typeof(Asked));

    [Theory, EachEngine]
    public async Task An_employer_is_asked_once_a_day_however_many_sites_ask(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        foreach (var again in Enumerable.Range(0, 2))
        {
            await HearAsync(here, here.Day.PlusMonths(1));
            await TellAsync(here);
        }
        // Jo of Globex was not invited: no link could open the list for him.
        var mail = Assert.Single(await here.MailsAsync());
        Assert.Equal("hank@example.org", mail.ToAddress);
        Assert.Contains("avez-vous embauché", mail.Subject);
        Assert.Matches("/in/[^ \n?]+\\?to=/outcomes/employer/follow-up\n", mail.Body);
        Assert.Contains("avant le 10 juin", mail.Body);
        Assert.DoesNotContain("Ada", mail.Body);
        Assert.Equal(("Europe/Paris", here.At(0, 0, 61)), (mail.QuietZone, mail.NotAfter));
        Assert.Equal(["to_phone", "to_phone", "told"], (await here.Db.QueryAsync<string>("SELECT status FROM hires_asked", null, CancellationToken.None)).Order());

        await HearAsync(here, here.Day.PlusMonths(3));
        await TellAsync(here);
        Assert.Single(await here.MailsAsync());
    }

    [Theory, EachEngine]
    public async Task A_week_later_the_reminder_has_words_of_its_own(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var day = here.Day.PlusMonths(1);
        await HearAsync(here, day);
        await TellAsync(here);
        // Another site asks three days later: only a week after that is there anything to be reminded of.
        await HearAsync(here, day.PlusDays(3));
        await TellAsync(here);
        await HearAsync(here, day.PlusDays(7), isReminder: true);
        await TellAsync(here);
        Assert.Equal(2, (await here.MailsAsync()).Count);
        foreach (var _ in Enumerable.Range(0, 2))
            await HearAsync(here, day.PlusDays(10), isReminder: true);
        await TellAsync(here);
        var reminder = Assert.Single(await here.MailsAsync());
        Assert.Contains("nous manque encore", reminder.Subject);
        Assert.Contains("c’est le seul rappel", reminder.Body);
        Assert.Matches("/in/[^ \n?]+\\?to=/outcomes/employer/follow-up\n", reminder.Body);
        Assert.DoesNotContain("open", string.Concat(await here.Db.QueryAsync<string>("SELECT status FROM hires_asked", null, CancellationToken.None)));
    }

    private static async Task HearAsync(Timetable here, LocalDate day, bool isReminder = false)
    {
        await using var tx = await here.Db.BeginAsync(Actor.Message("HiresAsked"), CancellationToken.None);
        await _hears.ConsumeAsync(new Asked { EditionId = here.Tour.Edition, AskedOn = day, AnswerBy = here.At(0, 0, 61), Sirets = [Timetable.Acme, Timetable.Globex, "55208131766522"], IsReminder = isReminder }, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Four sweeps at once.</summary>
    private static Task TellAsync(Timetable here) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellHiresAsked.RunAsync(here.Db, here.Links, CancellationToken.None)));
}
