using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Waiting;

/// <summary>
/// The site has one round only, 9:00 to 9:10, and Ada, who wished for Acme and then for Globex, has it at a table of another site. Acme waits for her, then Globex.
/// </summary>
public sealed class WaitingTests
{
    [Theory, EachEngine]
    public async Task A_freed_time_is_offered_to_the_first_then_to_the_next_and_booked_once(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var elsewhere = await OneRoundAsync(at);
        Assert.Contains("Ada Ada", await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait")));
        await AtAcme.FollowAsync(at.Globex, await at.Globex.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait"));
        await SweepAsync(at);
        Assert.Equal("Acme waiting, Globex waiting", await WaitsAsync(at));

        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await Task.WhenAll(SweepAsync(at), SweepAsync(at));
        Assert.Equal("Acme offered, Globex waiting", await WaitsAsync(at));
        var page = await (await at.Acme.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync();
        Assert.Contains("A time with Ada Ada has become free", page);
        Assert.DoesNotContain("has become free", await at.Globex.ReadAsync("/scheduling/employer"));

        // Acme does not answer in time: the offer goes to Globex, and Acme's button comes too late.
        at.Work.House.Clock.Advance(Duration.FromMinutes(31));
        var accept = $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Acme)}/accept";
        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.SendPageAsync(page, "/scheduling/employer", accept)).StatusCode);
        await SweepAsync(at);
        Assert.Equal("Acme expired, Globex offered", await WaitsAsync(at));
        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.SendPageAsync(page, "/scheduling/employer", accept)).StatusCode);

        page = await (await at.Globex.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync();
        accept = $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Globex)}/accept";
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Contains("The interview is booked.", await AtAcme.FollowAsync(at.Globex, await at.Globex.SendPageAsync(page, "/scheduling/employer", accept)));
        Assert.Equal("Globex 1 Ada 07:00", await at.Work.BookedAsync());
        Assert.Equal("Acme expired, Globex accepted", await WaitsAsync(at));
    }

    /// <summary>Hours ahead the first offer has ended and the time is the next one's; back again it stays theirs, and is nobody else's.</summary>
    [Theory, EachEngine]
    public async Task A_clock_that_jumps_hours_ahead_and_back_offers_the_time_to_one_at_a_time_and_books_it_once(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var elsewhere = await OneRoundAsync(at);
        foreach (var browser in (Registration.Accounts.Browser[])[at.Acme, at.Globex])
            await AtAcme.FollowAsync(browser, await browser.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait"));
        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await SweepAsync(at);
        Assert.Equal("Acme offered, Globex waiting", await WaitsAsync(at));
        var acme = await (await at.Acme.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync();

        at.Work.House.Clock.Advance(Duration.FromHours(3));
        await Task.WhenAll(SweepAsync(at), SweepAsync(at));
        Assert.Equal("Acme expired, Globex offered", await WaitsAsync(at));
        at.Work.House.Clock.Advance(Duration.FromHours(-3));
        await Task.WhenAll(SweepAsync(at), SweepAsync(at));
        Assert.Equal("Acme expired, Globex offered", await WaitsAsync(at));

        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.SendPageAsync(acme, "/scheduling/employer", $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Acme)}/accept")).StatusCode);
        var globex = await (await at.Globex.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync();
        Assert.Contains("The interview is booked.", await AtAcme.FollowAsync(at.Globex, await at.Globex.SendPageAsync(globex, "/scheduling/employer", $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Globex)}/accept")));
        Assert.Equal("Globex 1 Ada 07:00", await at.Work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task An_offer_whose_time_somebody_takes_goes_back_to_its_place_and_one_declined_goes_on(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var elsewhere = await OneRoundAsync(at);
        foreach (var browser in (Registration.Accounts.Browser[])[at.Acme, at.Globex])
            await AtAcme.FollowAsync(browser, await browser.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait"));
        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await SweepAsync(at);
        var taken = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        await at.Work.HearAsync(at.Work.Attendance(at.Work.Ronchin, SiteAtWork.Acme, 2, 1));
        await SweepAsync(at);
        Assert.Equal("Acme waiting, Globex offered", await WaitsAsync(at));

        await at.Work.CancelAsync(taken, Booker.Coordinator);
        var leave = $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Globex)}/leave";
        await AtAcme.FollowAsync(at.Globex, await at.Globex.SendAsync("/scheduling/employer", leave));
        await SweepAsync(at);
        Assert.Equal("Acme offered, Globex left", await WaitsAsync(at));
    }

    [Theory, EachEngine]
    public async Task An_offer_at_a_table_where_nobody_sits_any_more_goes_to_the_next(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var elsewhere = await OneRoundAsync(at);
        foreach (var browser in (Registration.Accounts.Browser[])[at.Acme, at.Globex])
            await AtAcme.FollowAsync(browser, await browser.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait"));
        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await SweepAsync(at);
        Assert.Equal("Acme offered, Globex waiting", await WaitsAsync(at));
        await at.Work.HearAsync(at.Work.Attendance(at.Work.Ronchin, SiteAtWork.Acme, 2, 2, "absent"));
        await SweepAsync(at);
        Assert.Equal("Acme waiting, Globex offered", await WaitsAsync(at));
    }

    [Theory, EachEngine]
    public async Task Accepting_and_expiring_at_once_is_one_of_both(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var elsewhere = await OneRoundAsync(at);
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(at.BookPage(at.Work.Ada), $"{at.Site}/candidates/{at.Work.Ada}/wait"));
        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await SweepAsync(at);
        var page = await (await at.Acme.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync();
        var accept = $"/scheduling/employer/waiting/{await WaitAsync(at, SiteAtWork.Acme)}/accept";
        at.Work.House.Clock.Reset((await at.Work.AllAsync<Instant>("SELECT expires_at FROM waiting"))[0] - Duration.FromMilliseconds(40));
        var answers = await Task.WhenAll(
            [.. Enumerable.Range(0, 5).Select(_ => at.Acme.SendPageAsync(page, "/scheduling/employer", accept)), .. Enumerable.Range(0, 5).Select(async _ => { await SweepAsync(at); return new HttpResponseMessage(); })]);
        Assert.DoesNotContain(answers, answer => (int)answer.StatusCode >= 500);
        var booked = await at.Work.BookedAsync();
        Assert.Contains($"{await WaitsAsync(at)}: {booked}", (string[])["Acme accepted: Acme 1 Ada 07:00", "Acme expired: "]);
    }

    /// <summary>Acme has two tables; Grace sits at the first in the only round, the second is free.</summary>
    [Theory, EachEngine]
    public async Task Who_waits_for_one_table_is_offered_that_table_only(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.CancelAsync(await OneRoundAsync(at), Booker.Coordinator);
        var taken = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        var wait = $"{at.Site}/candidates/{at.Work.Ada}/wait";
        var page = await at.Acme.ReadAsync(at.BookPage(at.Work.Ada));
        Assert.Contains("Wait for a table that is full", page);
        Assert.Contains($"value=\"{at.Work.AcmeOne}\"", page);
        Assert.DoesNotContain($"value=\"{at.Work.AcmeTwo}\"", page);
        Assert.Equal(HttpStatusCode.NotFound, (await at.Acme.SendAsync(at.BookPage(at.Work.Ada), wait, ("table", $"{at.Work.GlobexOne}"))).StatusCode);

        Assert.Contains("Ada Ada · Table 1", await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(at.BookPage(at.Work.Ada), wait, ("table", $"{at.Work.AcmeOne}"))));
        await SweepAsync(at);
        Assert.Equal("Acme waiting", await WaitsAsync(at));
        await at.Work.CancelAsync(taken, Booker.Coordinator);
        await SweepAsync(at);
        Assert.Equal("Acme offered", await WaitsAsync(at));
        Assert.Equal([at.Work.AcmeOne], await at.Work.AllAsync<Guid>("SELECT table_id FROM waiting WHERE status = 'offered'"));
    }

    [Theory, EachEngine]
    public async Task Who_waits_already_may_choose_another_table_and_keeps_their_place(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.CancelAsync(await OneRoundAsync(at), Booker.Coordinator);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        var wait = $"{at.Site}/candidates/{at.Work.Ada}/wait";
        foreach (var table in (string[])[$"{at.Work.AcmeOne}", ""])
        {
            await SweepAsync(at);
            await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(at.BookPage(at.Work.Ada), wait, ("table", table)));
        }
        await SweepAsync(at);
        Assert.Equal("Acme offered", await WaitsAsync(at));
        Assert.Equal([at.Work.AcmeTwo], await at.Work.AllAsync<Guid>("SELECT table_id FROM waiting WHERE status = 'offered'"));
    }

    /// <summary>The interview that Ada has elsewhere.</summary>
    private static async Task<Guid> OneRoundAsync(AtAcme at)
    {
        var lille = Guid.CreateVersion7();
        var early = at.Work.Site(at.Work.Ronchin, 2, "ronchin", SiteAtWork.Day);
        await at.Work.HearAsync(
            early with { Sites = [early.Sites[0] with { ClosesAt = new LocalTime(9, 10) }] },
            at.Work.Site(lille, 1, "lille", SiteAtWork.Day),
            at.Work.Attendance(lille, SiteAtWork.Globex, 1, 1),
            at.Work.Registration(1, lille, at.Work.Ada),
            new WishesChanged { EditionId = at.Work.Edition, Lists = [at.Work.Wishes(at.Work.Ada, 3, SiteAtWork.Acme, SiteAtWork.Globex)] });
        var table = (await at.Work.AllAsync<Guid>("SELECT id FROM interview_table WHERE site_id <> @Ronchin"))[0];
        return await at.Work.BookAsync(table, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
    }

    private static Task SweepAsync(AtAcme at) => OfferFreedTimes.RunAsync(at.Work.House.Scheduling, CancellationToken.None);

    private static async Task<string> WaitsAsync(AtAcme at) =>
        string.Join(", ", await at.Work.AllAsync<string>("SELECT CONCAT(CASE WHEN siret = @Acme THEN 'Acme ' ELSE 'Globex ' END, status) FROM waiting ORDER BY asked_at"));

    private static async Task<Guid> WaitAsync(AtAcme at, string siret) =>
        (await at.Work.House.Scheduling.QueryAsync<Guid>("SELECT id FROM waiting WHERE siret = @siret", new { siret }, CancellationToken.None))[0];
}
