using System.Net;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Retention;

/// <summary>The administrator's pages and the button on the own page, as a browser without JavaScript gets them.</summary>
public sealed class RetentionPagesTests
{
    [Fact]
    public async Task On_the_page_a_run_of_other_people_than_shown_is_refused_with_the_new_figures()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var house = tour.House;
        await tour.RegisterGraceAsync();
        house.Clock.AdvanceDays(740);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var browser = await house.SignedInAsync(Staff.Ada);
        await house.NightAsync();
        Assert.Contains("Hopper", await browser.ReadAsync("/registration/retention"));
        Assert.Contains("2023,", await browser.ReadAsync("/registration/retention.csv"));
        Assert.Contains("Nothing matches", await browser.ReadAsync("/registration/retention?search=nobody"));
        using var asked = await browser.SendAsync("/registration/retention", "/registration/retention");
        var page = asked.Headers.Location!.ToString();
        await house.WorkAsync();
        await Passing.UntilAsync(async () => (await browser.ReadAsync(page)).Contains("1 person would be anonymised", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SendAsync(page, page, ("people", "2"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SendAsync(page, page, ("people", "all"))).StatusCode);

        // Somebody else has become due: their two years ended without our having looked.
        await tour.RegisterGraceAsync();
        await house.WriteAsync("UPDATE consent SET given_at = '2023-01-01T00:00:00.0000000Z'");
        await house.WriteAsync("UPDATE candidate SET consented_on = '2023-01-01'");
        await house.NightAsync();
        using var refused = await browser.SendAsync(page, page, ("people", "1"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var html = PageText.Plain(await refused.Content.ReadAsStringAsync());
        Assert.Contains("the people concerned have changed", html);
        Assert.Contains("2 people would be anonymised", html);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL"));

        var next = (await house.Registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM retention_run WHERE status = 'dry'", null, CancellationToken.None))!;
        using var confirmed = await browser.SendAsync($"/registration/retention/runs/{next}", $"/registration/retention/runs/{next}", ("people", "2"));
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        await house.WorkAsync();
        await Passing.UntilAsync(async () => await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL") == 2);
        Assert.Contains("done", await browser.ReadAsync($"/registration/retention/runs/{next}"));
        Assert.Equal(["dry run asked", "retention run confirmed", "retention run done"], await house.ActsAsync(next));
    }

    [Fact]
    public async Task She_keeps_her_data_by_a_consent_of_its_own()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using (var early = await tour.EnterAsync(Role.Candidate, id, id))
        {
            await tour.House.NightAsync();
            Assert.Contains("11 avril 2026", await early.GetAsync("/registration/me"));
            Assert.DoesNotContain("Garder mes données", early.Html);
        }
        tour.House.Clock.AdvanceDays(710);
        await tour.House.NightAsync();
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        Assert.Contains("Garder mes données", await ada.GetAsync("/registration/me"));
        await ada.PostAsync("/registration/me/keep");
        Assert.Equal(HttpStatusCode.OK, ada.Status);
        Assert.DoesNotContain("Garder mes données", ada.Html);
        Assert.Contains("encore deux ans à compter d’aujourd’hui", ada.Html);
        Assert.Equal(new LocalDate(2027, 12, 25), await tour.House.DueOnAsync(id));
        tour.House.Clock.AdvanceDays(5);
        using var again = await tour.EnterAsync(Role.Candidate, id, id);
        await again.GetAsync("/registration/me");
        await again.PostAsync("/registration/me/keep");
        Assert.Contains("Mes accords d’avant", again.Html);
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM consent c JOIN consent_wording w ON w.id = c.wording_id WHERE c.purpose = 'keep_data' AND w.text LIKE '%encore deux ans%' AND c.noted_by = @By", new { By = $"candidate {id}" }));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE purpose = 'keep_data' AND withdrawn_at IS NULL"));
        await tour.House.AccountAsync(Staff.Ada, Role.Administrator);
        using var coordinator = await tour.House.SignedInAsync(Staff.Ada);
        var file = await coordinator.ReadAsync($"/registration/editions/2023/candidates/{id}");
        Assert.Contains("the person, on their own page", file);
        Assert.Contains("held until", file);
    }
}
