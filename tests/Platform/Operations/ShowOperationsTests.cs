using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Journeys;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>
/// 1. An administrator comes from the administration's page to a service's state: all is well.
/// 2. A message is put aside, mails cannot leave, the disk is nearly full: each is said in a sentence, with what to do and where.
/// 3. The page is good on a telephone and on a laptop, in French and in English.
/// </summary>
public sealed class ShowOperationsTests
{
    [Fact]
    public async Task An_administrator_reads_what_is_wrong_and_what_to_do()
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Retries = [], Smtp = new Uri("smtp://127.0.0.1:1") }, more: rehearsal);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        using var grace = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync("/outcomes/operations")).StatusCode);
        Assert.Contains("/scheduling/operations", await ada.ReadAsync("/registration/administration"));
        foreach (var service in (string[])["registration", "scheduling", "outcomes"])
            Assert.Contains("All is well", await ada.ReadAsync($"/{service}/operations"));

        rehearsal.Fails["bad"] = true;
        await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("bad"));
        await house.SettleAsync();
        await using (var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, CancellationToken.None))
        {
            await tx.MailAsync([Mail.MailTryout.Mail()], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await SendMails.RunAsync(house.Registration, "registration", house.App.Services.GetRequiredService<Settings>(), NullLoggerFactory.Instance, CancellationToken.None);
        house.Clock.Advance(Duration.FromMinutes(20));
        var page = await ada.ReadAsync("/registration/operations");
        Assert.Contains("put aside because they could not be taken in: 1.", page);
        Assert.Contains("href=\"/registration/messages-in-error\"", page);
        Assert.Contains("Mails do not leave: 1 wait, late by 20 min. The mail server says:", page);
        Assert.Contains("See to JOBDATING_SMTP", page);
        Assert.DoesNotContain("All is well", page);
        Assert.DoesNotContain("put aside", await ada.ReadAsync("/scheduling/operations"));
    }

    [Fact]
    public async Task The_jobs_are_listed_with_when_they_begin()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.ConditionAsync("outcomes");
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        var page = await ada.ReadAsync("/outcomes/operations");
        Assert.Contains("open-due-waves", page);
        Assert.DoesNotContain("tell-schedules", page);
        using var program = house.Client();
        Assert.Contains("\"name\":\"open-due-waves\"", await program.GetStringAsync("/outcomes/api/operations"));
    }

    [Theory]
    [InlineData("fr-FR"), InlineData("en-GB")]
    public async Task Anybody_can_read_it(string locale)
    {
        var rehearsal = new Rehearsal();
        rehearsal.Fails["bad"] = true;
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Retries = [], LeastDisk = int.MaxValue }, more: rehearsal);
        await EmbeddedBusTests.SayAsync(house, EmbeddedBusTests.Edition("bad"));
        await house.SettleAsync();
        await house.ConditionAsync("registration");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        await using var olga = await Visitor.ArriveAsync(await browser.NewContextAsync(new()
        {
            BaseURL = house.Address.ToString(),
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {TestHouse.Token}" },
        }));
        foreach (var page in (string[])["/registration/operations", "/outcomes/operations", "/outcomes/recount?edition=bad"])
        {
            await olga.Page.GotoAsync(page);
            await olga.LooksGoodAsync();
            Assert.Empty(await olga.WrongAtAnyWidthAsync());
        }
    }
}
