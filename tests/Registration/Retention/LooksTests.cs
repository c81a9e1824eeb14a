using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Tests.Journeys;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Registration.Retention;

/// <summary>
/// 1. An administrator looks at how long data are kept, and begins a dry run. 2. Types a wrong number, then the right one; the run is done. 3. Prepares somebody's data. 4. Reads the file of who was erased,
/// and of who keeps her data, with her consents. 5. Ada looks at her own page, keeps her data and asks for them.
/// </summary>
public sealed class LooksTests
{
    [Theory]
    [InlineData("fr-FR"), InlineData("en-GB")]
    public async Task Whoever_keeps_and_whoever_is_kept_reads_these_pages(string locale)
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var (ada, grace) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Grace"));
        await tour.House.WriteAsync($"UPDATE candidate SET email = NULL WHERE id = '{grace.ToString().ToUpperInvariant()}'");
        tour.House.Clock.AdvanceDays(735);
        await tour.House.AccountAsync(Staff.Ada, Role.Administrator);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        await using var visitor = await Visitor.ArriveAsync(await browser.NewContextAsync(new() { BaseURL = tour.House.Address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));
        await visitor.Page.GotoAsync("/registration/sign-in");
        await visitor.TypeAsync("#email", Staff.Ada);
        await visitor.TypeAsync("#password", Staff.Password);
        await visitor.See("main form button").ClickAsync();
        await visitor.Page.GotoAsync("/registration/retention");
        await GoodAsync(visitor);
        await tour.House.NightAsync();
        await visitor.Page.GotoAsync("/registration/retention");
        await GoodAsync(visitor);
        await visitor.See("main form[method=post] button").ClickAsync();
        await GoodAsync(visitor);
        await tour.House.WorkAsync();
        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync("main .lead", "1 ");
        await GoodAsync(visitor);
        await visitor.TypeAsync("#people", "7");
        await visitor.See("main button.danger").ClickAsync();
        await visitor.FocusIsOnAsync("#errors");
        await GoodAsync(visitor);
        await visitor.Page.FillAsync("#people", "1");
        await visitor.See("main button.danger").ClickAsync();
        await tour.House.WorkAsync();
        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync("main .tag.good", "");
        await GoodAsync(visitor);

        await visitor.Page.GotoAsync($"/registration/editions/2023/candidates/{grace}");
        await GoodAsync(visitor);
        await visitor.Page.GotoAsync($"/registration/editions/2023/candidates/{ada}/access");
        await GoodAsync(visitor);
        await visitor.See("main form[method=post] button").ClickAsync();
        await tour.House.SettleAsync();
        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync("main .note a.button[download]", "");
        await GoodAsync(visitor);

        await using var own = await Visitor.ArriveAsync(await browser.NewContextAsync(new() { BaseURL = tour.House.Address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));
        await own.Page.Context.APIRequest.GetAsync(await LinkAsync(tour, ada), new() { MaxRedirects = 0 });
        await own.Page.GotoAsync("/registration/me");
        await GoodAsync(own);
        foreach (var _ in (int[])[1, 2])
        {
            await tour.House.WriteAsync("UPDATE retention SET due_on = '2026-01-15'");
            await own.Page.GotoAsync("/registration/me");
            await own.See("form[action$='/keep'] button").ClickAsync();
        }
        await GoodAsync(own);
        await own.Page.GotoAsync("/registration/me/access");
        await GoodAsync(own);
        await visitor.Page.GotoAsync($"/registration/editions/2023/candidates/{ada}");
        await visitor.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await GoodAsync(visitor);
    }

    private static async Task<string> LinkAsync(ComingTour tour, Guid ada)
    {
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var candidate = (await FindCandidates.ByIdAsync(tx, [ada], CancellationToken.None))[ada];
        return await CandidateLink.IssueAsync(tour.House.Links(), tx, candidate, CancellationToken.None);
    }

    private static async Task GoodAsync(Visitor visitor)
    {
        var wrong = (await visitor.WrongAtAsync(Visitor.Phone)).Concat(await visitor.WrongAtAsync(Visitor.Laptop)).Concat(await visitor.WrongAtAnyWidthAsync()).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        await visitor.LooksGoodAsync();
    }
}
