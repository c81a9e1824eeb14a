using System.Net;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using Xunit;

namespace JobDating.Tests.Registration.Prescribers;

/// <summary>The prescriber of Emploi sends Ada; the one of Mission sends Grace. Neither sees the other's.</summary>
public sealed class PrescriberTests
{
    private const string Page = "/registration/prescriber";

    [Fact]
    public async Task A_prescriber_registers_somebody_and_the_consent_says_who_noted_it()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync($"{Page}/register");
        Assert.Contains("1. Qui inscrivez-vous ?", prescriber.Html);
        await prescriber.PostAsync($"{Page}/register", ("firstName", "Ada"), ("lastName", "Lovelace"), ("birthDate", "10/12/1965"), ("go", "where"));
        await prescriber.PostAsync($"{Page}/register", ("site", tour.Ronchin.ToString()), ("go", "offers"));
        Assert.Contains("Lisez ces phrases au candidat", prescriber.Html);
        await prescriber.PostAsync($"{Page}/register", ($"rank-{tour.Baker:N}", "1"), ("consentRegistration", "true"), ("go", "register"));
        Assert.Equal(HttpStatusCode.OK, prescriber.Status);
        Assert.StartsWith($"{Page}/candidates/", prescriber.At.AbsolutePath);
        Assert.Contains("Ada Lovelace", prescriber.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate c JOIN registration r ON r.candidate_id = c.id WHERE c.structure_id = @Emploi AND r.channel = 'prescriber'", new { tour.Emploi }));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE purpose = 'registration' AND noted_by = @By", new { By = $"prescriber {tour.Emploi}" }));
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE consent_follow_up = 1"));
        Assert.Contains("/in/", await prescriber.GetAsync($"{prescriber.At.AbsolutePath}/link"));
    }

    [Fact]
    public async Task The_list_shows_own_candidates_only_with_search_paging_and_CSV()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada", tour.Emploi, tour.Ronchin, tour.Tourcoing);
        await Cast.RegisterAsync(tour, "Grace", tour.Mission);
        foreach (var number in Enumerable.Range(0, 55))
            await Cast.RegisterAsync(tour, $"Émile{number}", tour.Emploi);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync(Page);
        Assert.Contains("Mes candidats", prescriber.Html);
        Assert.Contains("rel=\"next\"", prescriber.Html);
        Assert.DoesNotContain("Grace", prescriber.Html);
        Assert.InRange(prescriber.Html.Length, 1000, 60 * 1024);
        await prescriber.GetAsync($"{Page}?search=LOVELACE");
        Assert.Contains($"{Page}/candidates/{ada}", prescriber.Html);
        Assert.DoesNotContain("mile1", prescriber.Html);
        await prescriber.GetAsync($"{Page}?search=hopper+grace");
        Assert.DoesNotContain(">Hopper Grace<", prescriber.Html);
        var csv = await prescriber.GetAsync($"{Page}/candidates.csv");
        Assert.Equal(1 + 55 + 2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Grace", csv);
    }

    [Fact]
    public async Task Registrations_of_own_candidates_are_made_and_cancelled()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada", tour.Emploi);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        var page = $"{Page}/candidates/{ada}";
        await prescriber.GetAsync(page);
        await prescriber.PostAsync($"{page}/sites/{tour.Tourcoing}");
        await prescriber.GetAsync($"{page}/sites/{tour.Ronchin}/cancel");
        Assert.Contains("Annuler l’inscription à Ronchin", prescriber.Html);
        await prescriber.PostAsync($"{page}/sites/{tour.Ronchin}/cancel");
        Assert.Equal(page, prescriber.At.AbsolutePath);
        Assert.Equal((1, 1), (await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NULL"), await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NOT NULL")));
    }

    [Fact]
    public async Task Wishes_of_own_candidates_are_changed_and_a_second_tab_is_told()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var ada = await Cast.RegisterAsync(tour, "Ada", tour.Emploi);
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        using var other = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        var page = $"{Page}/candidates/{ada}";
        await prescriber.GetAsync($"{page}/wishes");
        await other.GetAsync($"{page}/wishes");
        Assert.Contains("Le candidat peut en choisir", prescriber.Html);
        Assert.DoesNotContain("/registration/me", prescriber.Html);
        await prescriber.PostAsync($"{page}/wishes", ($"rank-{tour.Cook:N}", "1"), ($"rank-{tour.Baker:N}", "2"), ("go", "save"));
        Assert.Equal(page, prescriber.At.AbsolutePath);
        Assert.Contains("Cuisinière", WebUtility.HtmlDecode(prescriber.Html));
        await other.PostAsync($"{page}/wishes", ($"rank-{tour.Baker:N}", "1"), ("go", "save"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        await tour.House.SettleAsync();
        Assert.Equal(2, await tour.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM wish WHERE candidate_id = @Ada", new { Ada = ada }, CancellationToken.None));
    }

    [Fact]
    public async Task Somebody_elses_ids_are_not_found_in_any_address()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var grace = await Cast.RegisterAsync(tour, "Grace", tour.Mission);
        var alone = await Cast.RegisterAsync(tour, "Ada");
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync($"{Page}/register");
        foreach (var id in (Guid[])[grace, alone, Guid.NewGuid()])
        {
            foreach (var path in (string[])[$"{Page}/candidates/{id}", $"{Page}/candidates/{id}/link", $"{Page}/candidates/{id}/sites/{tour.Ronchin}/cancel", $"{Page}/candidates/{id}/wishes"])
            {
                await prescriber.GetAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, prescriber.Status);
                Assert.DoesNotContain("Hopper", prescriber.Html);
            }
            foreach (var path in (string[])[$"{Page}/candidates/{id}/sites/{tour.Tourcoing}", $"{Page}/candidates/{id}/sites/{tour.Ronchin}/cancel", $"{Page}/candidates/{id}/wishes"])
            {
                await prescriber.GetAsync($"{Page}/register");
                await prescriber.PostAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, prescriber.Status);
            }
        }
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NULL"));
        using var nobody = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), Guid.NewGuid());
        await nobody.GetAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        using var candidate = await tour.EnterAsync(Role.Candidate, grace, grace);
        await candidate.GetAsync(Page);
        Assert.Equal(HttpStatusCode.Forbidden, candidate.Status);
    }
}
