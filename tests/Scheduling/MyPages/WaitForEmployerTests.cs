using System.Net;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.EmployerPages;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.MyPages;

/// <summary>
/// The site has one round only, 9:00 to 9:10, and Globex's one table is taken by Carol: Ada waits for Globex, then Grace. Employers wait in the same list.
/// </summary>
public sealed class WaitForEmployerTests
{
    [Theory, EachEngine]
    public async Task A_freed_time_goes_to_the_first_then_to_the_next_and_is_booked_once(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        var carols = await FullAsync(here);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        here.Work.House.Clock.Advance(Duration.FromSeconds(1));
        await here.WaitAsync(here.Grace, SiteAtWork.Globex);
        Assert.Contains("you are first on the list", await here.Ada.ReadAsync(AtRonchin.My));
        Assert.Contains("1 request before yours", await here.Grace.ReadAsync(AtRonchin.My));
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate waiting, Grace Globex candidate waiting", await here.WaitsAsync());

        await here.Work.CancelAsync(carols, Booker.Coordinator);
        await Task.WhenAll(here.SweepAsync(), here.SweepAsync());
        Assert.Equal("Ada Globex candidate offered, Grace Globex candidate waiting", await here.WaitsAsync());
        Assert.Equal("Ada candidate 2 08:30", await here.KnownAsync());
        var page = await (await here.Ada.GetAsync(AtRonchin.My)).Content.ReadAsStringAsync();
        Assert.Contains("A time with Globex has become free", page);

        // Ada does not answer in time.
        here.Work.House.Clock.Advance(Duration.FromMinutes(31));
        var adas = await here.AcceptOfAsync(here.Work.Ada);
        Assert.Equal(HttpStatusCode.Conflict, (await here.Ada.SendPageAsync(page, AtRonchin.My, adas)).StatusCode);
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate expired, Grace Globex candidate offered", await here.WaitsAsync());

        page = await (await here.Grace.GetAsync(AtRonchin.My)).Content.ReadAsStringAsync();
        var graces = await here.AcceptOfAsync(here.Work.Grace);
        // Not even with a page of her own can Ada take what is Grace's.
        Assert.Equal(HttpStatusCode.NotFound, (await here.Ada.SendPageAsync((await (await here.Ada.GetAsync(here.BookPage(SiteAtWork.Acme))).Content.ReadAsStringAsync()).Replace($"action=\"{here.BookPage(SiteAtWork.Acme)}\"", $"action=\"{graces}\"", StringComparison.Ordinal), AtRonchin.My, graces)).StatusCode);
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Contains("The interview is booked.", await AtAcme.FollowAsync(here.Grace, await here.Grace.SendPageAsync(page, AtRonchin.My, graces)));
        Assert.Equal("Globex 1 Grace 07:00", await here.Work.BookedAsync());
        Assert.Equal("Grace candidate 3 nothing, Ada candidate 2 08:30", await here.KnownAsync());
    }

    [Theory, EachEngine]
    public async Task Accepting_and_expiring_at_once_is_one_of_both(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        var carols = await FullAsync(here);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        await here.Work.CancelAsync(carols, Booker.Coordinator);
        await here.SweepAsync();
        var page = await (await here.Ada.GetAsync(AtRonchin.My)).Content.ReadAsStringAsync();
        var accept = await here.AcceptOfAsync(here.Work.Ada);
        here.Work.House.Clock.Reset((await here.Work.AllAsync<Instant>("SELECT expires_at FROM waiting"))[0] - Duration.FromMilliseconds(40));
        var answers = await Task.WhenAll(
            [.. Enumerable.Range(0, 5).Select(_ => here.Ada.SendPageAsync(page, AtRonchin.My, accept)), .. Enumerable.Range(0, 5).Select(async _ => { await here.SweepAsync(); return new HttpResponseMessage(); })]);
        Assert.DoesNotContain(answers, answer => (int)answer.StatusCode >= 500);
        Assert.Contains($"{await here.WaitsAsync()}: {await here.Work.BookedAsync()}", (string[])["Ada Globex candidate accepted: Globex 1 Ada 07:00", "Ada Globex candidate expired: "]);
    }

    [Theory, EachEngine]
    public async Task Employers_and_candidates_stand_in_one_list_and_each_may_wait_for_the_other(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        var carols = await FullAsync(here);
        // Ada chose Globex, so it may wait for her too, and asks first.
        await here.Work.HearAsync(new JobDating.Contracts.Registration.WishesChanged { EditionId = here.Work.Edition, Lists = [here.Work.Wishes(here.Work.Ada, 9, SiteAtWork.Globex)] });
        await AtAcme.FollowAsync(here.At.Globex, await here.At.Globex.SendAsync(here.At.BookPage(here.Work.Ada), $"{here.At.Site}/candidates/{here.Work.Ada}/wait"));
        here.Work.House.Clock.Advance(Duration.FromSeconds(1));
        var full = await (await here.Ada.GetAsync(here.BookPage(SiteAtWork.Globex))).Content.ReadAsStringAsync();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => here.Ada.SendPageAsync(full, here.BookPage(SiteAtWork.Globex), $"{here.Site}/employers/{SiteAtWork.Globex}/wait"))))
            await AtAcme.FollowAsync(here.Ada, answer);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        Assert.Equal("Ada Globex employer waiting, Ada Globex candidate waiting", await here.WaitsAsync());
        await here.Work.CancelAsync(carols, Booker.Coordinator);
        await here.SweepAsync();
        Assert.Equal("Ada Globex employer offered, Ada Globex candidate waiting", await here.WaitsAsync());
        // She books it herself meanwhile: nobody waits any more, and Registration knows.
        await AtAcme.FollowAsync(here.Ada, await here.BookAsync(here.Ada, SiteAtWork.Globex, here.Work.GlobexOne, SiteAtWork.At(9, 0)));
        Assert.Equal("Ada Globex employer over, Ada Globex candidate over", await here.WaitsAsync());
        Assert.StartsWith("Ada employer 3 nothing", await here.KnownAsync());
    }

    [Theory, EachEngine]
    public async Task A_time_that_somebody_takes_goes_back_and_what_is_declined_or_cancelled_is_over(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        var carols = await FullAsync(here);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        await here.Work.CancelAsync(carols, Booker.Coordinator);
        await here.SweepAsync();
        var taken = await here.Work.BookAsync(here.Work.GlobexOne, here.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate waiting", await here.WaitsAsync());
        Assert.Equal("Ada candidate 3 nothing", await here.KnownAsync());
        await here.Work.CancelAsync(taken, Booker.Coordinator);
        await here.SweepAsync();
        var leave = (await here.AcceptOfAsync(here.Work.Ada)).Replace("/accept", "/leave", StringComparison.Ordinal);
        Assert.Contains("You are no longer waiting.", await AtAcme.FollowAsync(here.Ada, await here.Ada.SendAsync(AtRonchin.My, leave)));
        Assert.Equal("Ada Globex candidate left", await here.WaitsAsync());
        Assert.Equal("Ada candidate 5 nothing", await here.KnownAsync());
    }

    [Fact]
    public async Task Nothing_is_offered_that_has_begun_or_leaves_less_than_the_notice()
    {
        await using var here = await AtRonchin.StartAsync();
        var carols = await FullAsync(here);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        await here.Work.CancelAsync(carols, Booker.Coordinator);
        await here.Work.RulesAsync("notice_minutes = 60");
        foreach (var late in (Instant[])[SiteAtWork.At(8, 1), SiteAtWork.At(9, 0), SiteAtWork.At(9, 5)])
        {
            here.Work.House.Clock.Reset(late);
            await here.SweepAsync();
            Assert.Equal("Ada Globex candidate waiting", await here.WaitsAsync());
        }
        here.Work.House.Clock.Reset(SiteAtWork.At(7, 50));
        await here.SweepAsync();
        Assert.Equal([SiteAtWork.At(8, 0)], await here.Work.AllAsync<Instant>("SELECT expires_at FROM waiting"));
        here.Work.House.Clock.Reset(SiteAtWork.At(9, 0) + Duration.FromDays(3));
        await here.SweepAsync();
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate expired", await here.WaitsAsync());
    }

    [Theory, EachEngine]
    public async Task Nobody_waits_at_a_site_that_is_cancelled_or_where_they_come_no_more(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        await FullAsync(here);
        await here.WaitAsync(here.Ada, SiteAtWork.Globex);
        await here.Work.HearAsync(new JobDating.Contracts.Registration.RegistrationsRecorded { EditionId = here.Work.Edition, Registrations = [new() { CandidateId = here.Work.Ada, SiteId = here.Work.Ronchin, Version = 2, RegisteredAt = TestHouse.Start, CancelledAt = TestHouse.Start }] });
        here.Work.House.Clock.Advance(Duration.FromSeconds(1));
        await here.WaitAsync(here.Grace, SiteAtWork.Globex);
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate over, Grace Globex candidate waiting", await here.WaitsAsync());
        await here.Work.HearAsync(here.Work.Site(here.Work.Ronchin, 3, "ronchin", SiteAtWork.Day, "cancelled"));
        await here.SweepAsync();
        Assert.Equal("Ada Globex candidate over, Grace Globex candidate over", await here.WaitsAsync());
    }

    /// <summary>Carol's interview with Globex, the only one that fits in the day.</summary>
    private static async Task<Guid> FullAsync(AtRonchin here)
    {
        var carol = Guid.CreateVersion7();
        await here.OneRoundAsync();
        await here.Work.HearAsync(new JobDating.Contracts.Registration.CandidatesSaved { EditionId = here.Work.Edition, Candidates = [here.Work.Candidate(carol, "C3", "Carol")] }, here.Work.Registration(1, here.Work.Ronchin, carol));
        return await here.Work.BookAsync(here.Work.GlobexOne, carol, SiteAtWork.At(9, 0), Booker.Coordinator);
    }
}
