using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Platform.Administration;

/// <summary>The administrator's pages of a service, as a browser gets them.</summary>
public sealed class AdministrationPagesTests
{
    private const string Errors = "/registration/messages-in-error";

    [Fact]
    public async Task The_trail_names_accounts_where_they_are_known_and_finds_them_by_name()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Ada, Role.Administrator);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        await ada.SendAsync("/registration/account", "/registration/account", ("name", "Ada Lovelace"));
        var page = await ada.ReadAsync("/registration/audit?search=LOVELACE");
        Assert.Contains("Ada Lovelace", page);
        Assert.Contains("Account changed", page);
        Assert.DoesNotContain("Staff", page);
        Assert.Contains("Several accounts match", await ada.ReadAsync("/registration/audit?search=example"));
        Assert.Contains("Nothing matches", await ada.ReadAsync("/registration/audit?search=nobody"));
        Assert.Contains("Nothing matches", await ada.ReadAsync("/registration/audit?from=01/01/2025"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.GetAsync("/registration/audit?from=yesterday")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/registration/audit?sort=%27&after=AAAA&act=%00&kind=<script>&search=" + new string('x', 5000))).StatusCode);
        var csv = await ada.ReadAsync($"/registration/audit.csv?search={account.Id}");
        Assert.Contains("Ada Lovelace", csv);
        Assert.Equal(5, csv.Split('\n').Length);
        foreach (var service in (string[])["scheduling", "outcomes"])
            Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/{service}/audit?search={account.Id}")).StatusCode);
    }

    [Fact]
    public async Task A_message_in_error_is_shown_tried_again_and_given_up_in_full_knowledge()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        Assert.Contains("No message in error", await ada.ReadAsync(Errors));
        await BreakAsync(house, "ALTER TABLE press_article RENAME TO broken");
        var queue = Messages.Queue("outcomes", typeof(PressArticlesSaved));
        await SayAsync(house);
        await SayAsync(house);
        await UntilAsync(async () => (await new Outbox(house.Registration).ErrorsAsync(10, CancellationToken.None)).Count == 2);
        var page = await ada.ReadAsync(Errors);
        Assert.Contains("PressArticlesSaved", page);
        Assert.Contains("no such table", page);

        // One is given up, after a question; the other goes through once the table is back.
        var failures = await new Outbox(house.Registration).ErrorsAsync(10, CancellationToken.None);
        var ask = $"{Errors}/discard?queue={queue}&mark={failures[0].Mark}";
        Assert.Contains("will never be known", await ada.ReadAsync(ask));
        Assert.Equal(2, (await new Outbox(house.Registration).ErrorsAsync(10, CancellationToken.None)).Count);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SendAsync(ask, $"{Errors}/discard")).StatusCode);
        Assert.Contains("gone=1", (await ada.GetAsync(ask)).Headers.Location!.ToString());
        Assert.Equal(["message discarded"], await house.ActsAsync(failures[0].MessageId));

        await BreakAsync(house, "ALTER TABLE broken RENAME TO press_article");
        var html = await (await ada.GetAsync(Errors)).Content.ReadAsStringAsync();
        Assert.Equal($"{Errors}?retried=1", (await ada.SendPageAsync(html, Errors, $"{Errors}/retry", ("queue", queue), ("mark", failures[1].Mark))).Headers.Location!.ToString());
        await house.SettleAsync();
        Assert.Empty(await new Outbox(house.Registration).ErrorsAsync(10, CancellationToken.None));
        Assert.Equal(1, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM press_article", null, CancellationToken.None));
        Assert.Contains("message retried", await house.ActsAsync(failures[1].MessageId));
    }

    [Fact]
    public async Task The_jobs_dashboard_is_an_administrator_s_and_keeps_to_its_policy()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var grace = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync("/outcomes/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync("/outcomes/jobs/recurring")).StatusCode);
        using var page = await ada.GetAsync("/outcomes/jobs/recurring");
        Assert.Contains("outcomes.open-due-waves", await page.Content.ReadAsStringAsync());
        Assert.DoesNotContain("script-src", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        // A post without the page's token starts nothing.
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsync("/outcomes/jobs/recurring/trigger", [("jobs[]", "outcomes.open-due-waves")])).StatusCode);
        Assert.DoesNotContain("unsafe-inline", Assert.Single((await ada.GetAsync("/registration/administration")).Headers.GetValues("Content-Security-Policy")));
    }

    private static async Task SayAsync(TestHouse house)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.PublishAsync(new PressArticlesSaved
        {
            EditionId = Guid.CreateVersion7(),
            Articles = [new() { Id = Guid.CreateVersion7(), Version = 1, PublishedOn = new NodaTime.LocalDate(2023, 3, 14), Outlet = "La Voix du Nord", Title = "Job dating" }],
        }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task BreakAsync(TestHouse house, string sql)
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, null, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var look = 0; look < 500 && !await done(); look++)
            await Task.Delay(20);
        Assert.True(await done());
    }
}
