using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Registration.Schedules;
using JobDating.Tests.Registration.Sites;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Times are offered to Ada and to employers who wait; they hear of it once, and in time, by mail or by phone.</summary>
public sealed class TellOfferedTimesTests
{
    private static readonly Consumer _hears = new RegistrationService().ListConsumers().Single(consumer => consumer.Message == typeof(TimesOffered));

    [Theory, EachEngine]
    public async Task Whoever_waits_is_told_once_and_not_after_the_offer_ends(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        await OfferAsync(here, "candidate", Timetable.Acme, here.Ada);
        await OfferAsync(here, "candidate", Timetable.Acme, here.Grace);
        await OfferAsync(here, "employer", Timetable.Acme, here.Ada);
        await OfferAsync(here, "employer", Timetable.Globex, here.Ada);
        await TellAsync(here);
        var mails = await here.MailsAsync();
        // Jo of Globex was not invited: no page of his could answer.
        Assert.Equal(["ada@example.org fr", "grace@example.org en", "hank@example.org fr"], mails.Select(mail => $"{mail.ToAddress} {mail.Language}"));
        Assert.All(mails, mail => Assert.Equal(here.At(9, 30, -1), mail.NotAfter));
        Assert.All(mails, mail => Assert.Contains("/in/", mail.Body));
        Assert.Equal("Un horaire s’est libéré avec Acme", mails[0].Subject);
        Assert.Contains("jeudi 11 avril 2024 à 8h20 – Ronchin, table 2\n", mails[0].Body);
        Assert.Contains("Répondez avant mercredi 10 avril 2024 à 9h30", mails[0].Body);
        Assert.Contains("Thursday 11 April 2024 at 08:20 – Ronchin, table 2\n", mails[1].Body);
        Assert.DoesNotContain("Ada", mails[2].Body);
        Assert.Equal(["to_phone", "told", "told", "told"], (await StatusesAsync(here)).Order());
        await TellAsync(here);
        Assert.Empty(await here.MailsAsync());
    }

    [Theory, EachEngine]
    public async Task What_is_gone_or_over_is_not_told_and_offered_again_it_is_told_again(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var id = await OfferAsync(here, "candidate", Timetable.Acme, here.Ada);
        await HearAsync(here, Wait(here, id, 3, "candidate", Timetable.Acme, here.Ada, null));
        // What comes late changes nothing.
        await HearAsync(here, Wait(here, id, 2, "candidate", Timetable.Acme, here.Ada, here.At(9, 30, -1)));
        await OfferAsync(here, "candidate", Timetable.Acme, here.Grace, here.At(9, 0, -1));
        await TellAsync(here);
        Assert.Empty(await here.MailsAsync());
        foreach (var version in (int[])[4, 6])
        {
            await HearAsync(here, Wait(here, id, version, "candidate", Timetable.Acme, here.Ada, here.At(9, 30, -1)));
            await TellAsync(here);
            Assert.Single(await here.MailsAsync());
        }
    }

    [Fact]
    public async Task What_is_far_does_not_disturb_at_night()
    {
        await using var here = await Timetable.StartAsync(day: new LocalDate(2024, 4, 20));
        here.GoTo(here.At(22, 0, -3));
        await OfferAsync(here, "candidate", Timetable.Acme, here.Ada, here.At(14, 0, -2));
        await TellAsync(here);
        here.GoTo(here.At(22, 0, -1));
        await OfferAsync(here, "candidate", Timetable.Acme, here.Ada, here.At(8, 5));
        await TellAsync(here);
        Assert.Equal(["", "Europe/Paris"], (await here.MailsAsync()).Select(mail => mail.QuietZone ?? "").Order());
    }

    [Fact]
    public async Task Who_has_no_address_reads_it_on_their_page_and_is_phoned()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        await here.WriteAsync("UPDATE candidate SET email = NULL WHERE id = @Ada");
        var id = await OfferAsync(here, "candidate", Timetable.Acme, here.Ada);
        await TellAsync(here);
        Assert.Empty(await here.MailsAsync());
        using var ada = await here.Tour.EnterAsync(Role.Candidate, here.Ada, here.Ada);
        var own = await ada.GetAsync("/registration/me");
        Assert.Contains("Un horaire s’est libéré avec Acme", own);
        Assert.Contains("href=\"/scheduling/my\"", own);

        const string Page = "/registration/editions/2023/sites/ronchin/to-phone";
        using var coordinator = new FormVisitor(here.Tour.House);
        var list = (await coordinator.GetAsync(Page)).Html;
        Assert.Contains("Ada Lovelace", list);
        Assert.Contains("Un horaire s’est libéré : jeudi 11 avril 2024 à 8h20, Acme, table 2.", list);
        Assert.Contains("avant mercredi 10 avril 2024 à 9h30", list);
        Assert.Contains("Aucun courriel ne peut le lui dire : à appeler.", (await coordinator.GetAsync($"/registration/editions/2023/candidates/{here.Ada}")).Html);
        var token = (await coordinator.OpenAsync("/registration/editions/2023/sites/ronchin/edit")).Fields["__RequestVerificationToken"];
        Dictionary<string, string> Form(int read) => new() { ["__RequestVerificationToken"] = token, ["call"] = $"{id}", ["version"] = $"{read}" };
        Assert.Equal(409, (int)(await coordinator.SendAsync(Page, Form(1))).Status);
        Assert.Equal(303, (int)(await coordinator.SendAsync(Page, Form(2))).Status);
        Assert.Equal(404, (int)(await coordinator.SendAsync(Page, Form(2))).Status);
        Assert.Contains("Un horaire s’est libéré", await ada.GetAsync("/registration/me"));
        here.GoTo(here.At(9, 31, -1));
        Assert.DoesNotContain("Un horaire s’est libéré", await ada.GetAsync("/registration/me"));
    }

    [Theory, EachEngine]
    public async Task Of_somebody_erased_nothing_is_left_and_nothing_comes_back(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var id = await OfferAsync(here, "candidate", Timetable.Acme, here.Ada);
        await using (var tx = await here.Db.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [here.Ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await HearAsync(here, Wait(here, id, 9, "candidate", Timetable.Acme, here.Ada, here.At(9, 30, -1)));
        Assert.Empty(await StatusesAsync(here));
    }

    /// <summary>For 8:20 at Acme's or Globex's table 2, until half past nine on the day before, unless said otherwise; the id of the wait.</summary>
    private static async Task<Guid> OfferAsync(Timetable here, string by, string siret, Guid candidate, Instant? expires = null)
    {
        var id = Guid.CreateVersion7();
        await HearAsync(here, Wait(here, id, 2, by, siret, candidate, expires ?? here.At(9, 30, -1)));
        return id;
    }

    private static TimesOffered.Wait Wait(Timetable here, Guid id, int version, string by, string siret, Guid candidate, Instant? expires) => new()
    {
        Id = id,
        Version = version,
        SiteId = here.Tour.Ronchin,
        Siret = siret,
        CandidateId = candidate,
        By = by,
        Offered = expires is { } at ? new() { StartsAt = here.At(8, 20), Table = 2, ExpiresAt = at } : null,
    };

    private static async Task HearAsync(Timetable here, TimesOffered.Wait wait)
    {
        await using var tx = await here.Db.BeginAsync(Actor.Message(nameof(TimesOffered)), CancellationToken.None);
        await _hears.ConsumeAsync(new TimesOffered { EditionId = here.Tour.Edition, Waits = [wait] }, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Four sweeps at once.</summary>
    private static Task TellAsync(Timetable here) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellOfferedTimes.RunAsync(here.Db, here.Links, CancellationToken.None)));

    private static Task<IReadOnlyList<string>> StatusesAsync(Timetable here) => here.Db.QueryAsync<string>("SELECT status FROM offered_time", null, CancellationToken.None);
}
