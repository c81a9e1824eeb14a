using JobDating.Contracts.Outcomes;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Asking;
using JobDating.Tests.Registration.Schedules;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Asking;

/// <summary>
/// Outcomes wants Acme, Globex and somebody unheard of to be asked whom they hired; Scheduling, what came of their interviews. Who was invited there is written to once a day for each.
/// </summary>
public sealed class TellAskedTests
{
    private static readonly IReadOnlyDictionary<Type, Consumer> _hears = new RegistrationService().ListConsumers().ToDictionary(consumer => consumer.Message);
    private static readonly string[] _sirets = [Timetable.Acme, Timetable.Globex, "55208131766522"];

    [Theory, EachEngine]
    public async Task An_employer_is_asked_once_a_day_however_many_sites_ask(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        foreach (var again in Enumerable.Range(0, 2))
        {
            await HiresAsync(here, here.Day.PlusMonths(1));
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
        Assert.Equal(["to_phone", "to_phone", "told"], (await here.Db.QueryAsync<string>("SELECT status FROM employer_asked", null, CancellationToken.None)).Order());

        await HiresAsync(here, here.Day.PlusMonths(3));
        await TellAsync(here);
        Assert.Single(await here.MailsAsync());
    }

    [Theory, EachEngine]
    public async Task What_came_of_interviews_is_asked_on_that_day_and_not_on_a_later_one(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        here.GoTo(here.At(17, 1));
        foreach (var site in (Guid[])[here.Tour.Ronchin, Guid.CreateVersion7()])
            await HearAsync(here, new ResultsMissing { EditionId = here.Tour.Edition, SiteId = site, AskedOn = here.Day, AnswerBy = here.At(0, 0, 15), Sirets = _sirets });
        await HiresAsync(here, here.Day);
        await TellAsync(here);
        var mails = await here.MailsAsync();
        Assert.Equal(2, mails.Count);
        var mail = Assert.Single(mails, mail => mail.Subject.Contains("qu’ont donné vos entretiens", StringComparison.Ordinal));
        Assert.Matches("/in/[^ \n?]+\\?to=/scheduling/employer/results\n", mail.Body);
        Assert.Contains("au plus tard le 25 avril", mail.Body);
        Assert.DoesNotContain("Ada", mail.Body);
        Assert.Equal(("Europe/Paris", here.At(0, 0, 1)), (mail.QuietZone, mail.NotAfter));
    }

    [Theory, EachEngine]
    public async Task A_week_later_the_reminder_has_words_of_its_own(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var day = here.Day.PlusMonths(1);
        await HiresAsync(here, day);
        await TellAsync(here);
        // Another site asks three days later: only a week after that is there anything to be reminded of.
        await HiresAsync(here, day.PlusDays(3));
        await TellAsync(here);
        await HiresAsync(here, day.PlusDays(7), isReminder: true);
        await TellAsync(here);
        Assert.Equal(2, (await here.MailsAsync()).Count);
        foreach (var _ in Enumerable.Range(0, 2))
            await HiresAsync(here, day.PlusDays(10), isReminder: true);
        await TellAsync(here);
        var reminder = Assert.Single(await here.MailsAsync());
        Assert.Contains("nous manque encore", reminder.Subject);
        Assert.Contains("c’est le seul rappel", reminder.Body);
        Assert.Matches("/in/[^ \n?]+\\?to=/outcomes/employer/follow-up\n", reminder.Body);
        Assert.DoesNotContain("open", string.Concat(await here.Db.QueryAsync<string>("SELECT status FROM employer_asked", null, CancellationToken.None)));
    }

    private static Task HiresAsync(Timetable here, LocalDate day, bool isReminder = false) =>
        HearAsync(here, new HiresAsked { EditionId = here.Tour.Edition, AskedOn = day, AnswerBy = here.At(0, 0, 61), Sirets = _sirets, IsReminder = isReminder });

    private static async Task HearAsync(Timetable here, object message)
    {
        await using var tx = await here.Db.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
        await _hears[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Four sweeps at once.</summary>
    private static Task TellAsync(Timetable here) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellAsked.RunAsync(here.Db, here.Links, CancellationToken.None)));
}
