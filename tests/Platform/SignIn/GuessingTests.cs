using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Platform.Operations;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>
/// 1. Twenty addresses guess Grace's password, three try personal links and three try tokens: a thousand guesses at once.
/// 2. Meanwhile Grace signs in again where she always does, and changes her name ten times; an employer at a guesser's own address comes by his link.
/// 3. Few guesses are looked at, nothing is answered by an error of ours, and all that Grace saved stands.
/// 4. The operator reads that somebody is guessing, and from where.
/// </summary>
public sealed class GuessingTests
{
    private const string Account = "/registration/account";

    [Fact]
    public async Task A_thousand_guesses_at_once_keep_nobody_from_working_and_the_operator_is_told()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        var link = await LinkAsync(house, Guid.CreateVersion7());
        using var read = new Readings(house);
        using var quiet = house.Client();
        Assert.DoesNotContain("Somebody is guessing", await quiet.GetStringAsync("/registration/api/operations"));

        var began = Stopwatch.GetTimestamp();
        var guesses = await Task.WhenAll([.. Enumerable.Range(1, 20).Select(at => PasswordsAsync(house, $"198.51.100.{at}")), .. Enumerable.Range(21, 3).Select(at => LinksAsync(house, $"198.51.100.{at}")), .. Enumerable.Range(24, 3).Select(at => TokensAsync(house, $"198.51.100.{at}"))]);
        var all = guesses.SelectMany(made => made).ToList();
        Assert.Equal(1000, all.Count);
        grace.LoseSession();
        using var beside = new Browser(house.Address, from: "198.51.100.21");
        var answers = Task.WhenAll(all);
        Assert.Equal(HttpStatusCode.Redirect, (await grace.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        foreach (var i in Enumerable.Range(0, 10))
            Assert.Equal(HttpStatusCode.SeeOther, (await grace.SendAsync(Account, Account, ("name", $"Grace {i}"))).StatusCode);
        Assert.Equal("/registration/employer", (await beside.GetAsync(link)).Headers.Location!.ToString());
        var codes = (await answers).Select(answer => answer.StatusCode).ToList();
        TestContext.Current.SendDiagnosticMessage($"1000 guesses in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {string.Join(", ", codes.CountBy(code => code))}");

        Assert.DoesNotContain(codes, code => (int)code >= 500);
        Assert.DoesNotContain(codes, code => (int)code < 400);
        // Of strangers a hundred passwords are looked at, and the few that were being looked at then.
        Assert.InRange(codes.Count(code => code == HttpStatusCode.UnprocessableEntity), 50, 110);
        // Sixty from each address, and what the time allows.
        Assert.InRange(codes.Count(code => code == HttpStatusCode.Gone), 180, 240);
        Assert.InRange(codes.Count(code => code == HttpStatusCode.Unauthorized), 180, 240);
        Assert.All((await answers).Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), answer => Assert.Equal("60", Assert.Single(answer.Headers.GetValues("Retry-After"))));
        Assert.Equal("Grace 9", (await house.ReadAsync(account.Id)).Name);
        Assert.Equal(10, (await house.ActsAsync(account.Id)).Count(act => act == "account changed"));

        using var operatorsProgram = house.Client();
        operatorsProgram.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        foreach (var page in (string[])["/registration/operations", "/health/dependencies"])
            Assert.Contains("Somebody is guessing: in the last 15 minutes", await (await operatorsProgram.GetAsync(page)).Content.ReadAsStringAsync());
        await house.Watch().LookAsync(CancellationToken.None);
        Assert.InRange(read.Of("jobdating.guesses.refused", "registration") ?? 0, 400, 1000);
        Assert.InRange(read.Of("jobdating.guesses.wrong", "registration") ?? 0, 400, 600);
    }

    [Fact]
    public async Task Whoever_asks_without_end_by_one_link_waits_and_the_others_do_not()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var employer = new Browser(house.Address, from: "198.51.100.1");
        await employer.GetAsync(await LinkAsync(house, Guid.CreateVersion7()));
        var codes = await Task.WhenAll(Enumerable.Range(0, 3000).Select(async _ =>
        {
            using var answer = await employer.GetAsync("/signed-in");
            return answer.StatusCode;
        }));
        Assert.InRange(codes.Count(code => code == HttpStatusCode.OK), 1000, 2900);
        Assert.Equal(3000, codes.Count(code => code is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        using var refused = await RefusedAsync(employer);
        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("Retry-After")));
        // Another's link at the same address, and whoever is nobody yet.
        using var other = new Browser(house.Address, from: "198.51.100.1");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/signed-in")).StatusCode);
        await other.GetAsync(await LinkAsync(house, Guid.CreateVersion7()));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/signed-in")).StatusCode);
    }

    private static async Task<HttpResponseMessage> RefusedAsync(Browser browser)
    {
        for (var i = 0; i < 1000; i++)
        {
            var answer = await browser.GetAsync("/signed-in");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return answer;
        }
        throw new InvalidOperationException("It was never refused.");
    }

    private static async Task<IEnumerable<Task<HttpResponseMessage>>> PasswordsAsync(TestHouse house, string from)
    {
        var guesser = new Browser(house.Address, from);
        var html = await (await guesser.GetAsync(Sessions.SignInPath)).Content.ReadAsStringAsync();
        return Enumerable.Range(0, 20).Select(i => guesser.SendPageAsync(html, Sessions.SignInPath, Sessions.SignInPath, ("email", Staff.Grace), ("password", $"guess {i} of {from}")));
    }

    private static Task<IEnumerable<Task<HttpResponseMessage>>> LinksAsync(TestHouse house, string from)
    {
        var guesser = new Browser(house.Address, from);
        return Task.FromResult(Enumerable.Range(0, 100).Select(i => guesser.GetAsync($"/in/guess{i}")));
    }

    private static Task<IEnumerable<Task<HttpResponseMessage>>> TokensAsync(TestHouse house, string from)
    {
        var guesser = house.Client(asAdministrator: false);
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        return Task.FromResult(Enumerable.Range(0, 100).Select(i =>
        {
            var asked = new HttpRequestMessage(HttpMethod.Get, "/registration/api/messages-in-error");
            asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"guess-{i}-of-a-token-of-the-right-length");
            return guesser.SendAsync(asked);
        }));
    }

    private static async Task<string> LinkAsync(TestHouse house, Guid holder)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        return await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new PersonalLinks.Content
        {
            Role = Role.Employer,
            Holder = holder,
            Subject = "73282932000074",
            Name = "Acme",
            Expires = tx.Now + Duration.FromDays(30),
        }, CancellationToken.None);
    }
}
