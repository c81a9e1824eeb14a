using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Sign-in by password: who comes in, who does not, and what is told.</summary>
public sealed class SignInTests
{
    private const string Wrong = "do not belong together";

    [Fact]
    public async Task Wrong_unknown_and_closed_are_told_the_same()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var browser = new Browser(house.Address);
        using var unknown = await browser.SignInAsync("nobody@example.org", Staff.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains(Wrong, await unknown.Content.ReadAsStringAsync());
        Assert.Contains("nobody@example.org", await unknown.Content.ReadAsStringAsync());
        Assert.Contains(Wrong, await (await browser.SignInAsync(Staff.Grace, "wrong")).Content.ReadAsStringAsync());
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.ExecuteAsync("UPDATE account SET disabled_at = @Now", new { tx.Now }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.Contains(Wrong, await (await browser.SignInAsync(Staff.Grace, Staff.Password)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Staff.Grace)]
    [InlineData("nobody@example.org")]
    public async Task After_eight_wrong_passwords_from_one_place_one_waits_there_and_nobody_else_does(string email)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var guesser = new Browser(house.Address, from: "203.0.113.7");
        for (var i = 0; i < 8; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await guesser.SignInAsync(email, $"wrong {i}")).StatusCode);
        using var refused = await guesser.SignInAsync(email, Staff.Password);
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.StatusCode, Assert.Single(refused.Headers.GetValues("Retry-After"))));
        Assert.Contains("Too many tries", await refused.Content.ReadAsStringAsync());
        // Nothing of it is in the account, and its person comes in from elsewhere.
        Assert.Null((await house.ReadAsync(account.Id)).LockoutEnd);
        using var grace = new Browser(house.Address, from: "203.0.113.8");
        Assert.Equal(HttpStatusCode.Redirect, (await grace.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        // Also from the guesser's own address, on a device on which she has signed in before.
        using var there = new Browser(house.Address, from: "203.0.113.7");
        foreach (Cookie cookie in grace.Cookies.GetCookies(house.Address))
            if (cookie.Name == "jobdating-device")
                there.Cookies.Add(house.Address, new Cookie(cookie.Name, cookie.Value));
        Assert.Equal(HttpStatusCode.Redirect, (await there.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
    }

    [Fact]
    public async Task A_device_is_known_for_those_who_signed_in_on_it_only()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var grace = new Browser(house.Address, from: "203.0.113.7");
        await grace.SignInAsync(Staff.Grace, Staff.Password);
        grace.LoseSession();
        for (var i = 0; i < 8; i++)
            await grace.SignInAsync(Staff.Ada, $"wrong {i}");
        // Another browser beside it shares what is counted of the address: Ada is not known here.
        using var beside = new Browser(house.Address, from: "203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await beside.SignInAsync(Staff.Ada, Staff.Password)).StatusCode);
    }

    [Fact]
    public async Task Strangers_together_have_a_hundred_wrong_tries_an_hour_and_a_new_password_by_mail_is_a_way_in()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var home = new Browser(house.Address, from: "203.0.113.200");
        Assert.Equal(HttpStatusCode.Redirect, (await home.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        for (var i = 0; i < 100; i++)
        {
            using var guesser = new Browser(house.Address, from: $"203.0.113.{i}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await guesser.SignInAsync(Staff.Grace, "guessed")).StatusCode);
        }
        using var stranger = new Browser(house.Address, from: "203.0.113.201");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        home.LoseSession();
        Assert.Equal(HttpStatusCode.Redirect, (await home.SignInAsync(Staff.Grace, Staff.Password)).StatusCode);
        const string At = "/registration/sign-in/forgotten";
        await stranger.SendAsync(At, At, ("email", Staff.Grace));
        var link = System.Text.RegularExpressions.Regex.Match(Assert.Single(await house.Registration.QueryAsync<string>("SELECT body FROM mail", null, CancellationToken.None)), "/registration/set-password/\\S+").Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.SendAsync(link, null, ("password", "remembered this time"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/registration/account")).StatusCode);
        stranger.LoseSession();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.SignInAsync(Staff.Grace, "remembered this time")).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string back)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var browser = new Browser(house.Address);
        using var answer = await browser.SendAsync("/registration/sign-in", "/registration/sign-in", ("email", Staff.Grace), ("password", Staff.Password), ("back", back));
        Assert.Equal("/", answer.Headers.Location!.ToString());
        using var asked = await browser.GetAsync($"/registration/sign-in?back={Uri.EscapeDataString(back)}");
        Assert.Equal("/", asked.Headers.Location!.ToString());
    }

    [Fact]
    public async Task One_cookie_opens_all_services_and_signing_out_ends_it()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var browser = await house.SignedInAsync(Staff.Grace);
        string[] pages = ["/registration/import", "/scheduling/api/editions/2023/interviews.csv", "/outcomes/editions/2023/bilan"];
        foreach (var page in pages)
            Assert.True((await browser.GetAsync(page)).StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, page);
        var cookie = Assert.Single(browser.Cookies.GetCookies(house.Address), cookie => cookie.Name == "jobdating");
        Assert.True(cookie.HttpOnly);
        var html = await (await browser.GetAsync("/registration/import")).Content.ReadAsStringAsync();
        Assert.Contains("action=\"/out\"", html);
        var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/out", [])).StatusCode);
        using var copy = new Browser(house.Address);
        copy.Cookies.Add(house.Address, new Cookie(cookie.Name, cookie.Value));
        using var elsewhere = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/registration/import")).StatusCode);
        await browser.PostAsync("/out", [("__RequestVerificationToken", token)]);
        await house.SettleAsync();
        foreach (var page in pages)
        {
            Assert.True((await browser.GetAsync(page)).StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, page);
            // Also for whoever has copied the cookie before; where she is signed in elsewhere, she stays.
            Assert.True((await copy.GetAsync(page)).StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, page);
            Assert.True((await elsewhere.GetAsync(page)).StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, page);
        }
    }

    [Fact]
    public async Task A_session_that_ends_while_typing_loses_nothing()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        const string New = "/registration/accounts/new", To = "/registration/accounts";
        var open = await (await ada.GetAsync(New)).Content.ReadAsStringAsync();
        ada.Cookies.GetCookies(house.Address)["jobdating"]!.Expired = true;

        using var kept = await ada.SendPageAsync(open, New, To, ("name", "Grace Hopper & <b>"), ("email", Staff.Grace), ("role", "staff"), ("role", "desk"), ("sites", "all"));
        var page = await kept.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, kept.StatusCode);
        Assert.Contains("Grace Hopper &amp; &lt;b&gt;", page);
        // In a second tab, then the same page once more.
        await ada.SignInAsync(Staff.Ada, Staff.Password, "/signed-in");
        using var sent = await ada.SendPageAsync(page, New, To);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var id = Guid.Parse(sent.Headers.Location!.ToString().Split('/')[^1]);
        Assert.Equal("Grace Hopper & <b>", (await house.ReadAsync(id)).Name);
        Assert.NotEqual(account.Id, id);
    }

    [Fact]
    public async Task A_thousand_sign_ins_at_once_are_told_to_wait_and_others_stay_served()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        using var flood = new Browser(house.Address);
        var html = await (await flood.GetAsync("/registration/sign-in")).Content.ReadAsStringAsync();
        var tries = Enumerable.Range(0, 1000).Select(i => flood.SendPageAsync(html, "/registration/sign-in", "/registration/sign-in", ("email", $"{i}@example.org"), ("password", "guessed"))).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync("/registration/account")).StatusCode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        var answers = await Task.WhenAll(tries);
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 800, 1000);
        Assert.DoesNotContain(answers, answer => answer.StatusCode == HttpStatusCode.InternalServerError);
        Assert.Contains("Too many tries", await refused[0].Content.ReadAsStringAsync());
        Assert.Equal("60", Assert.Single(refused[0].Headers.GetValues("Retry-After")));
    }

    [Fact]
    public async Task A_forgotten_password_is_answered_alike_whoever_asks_and_one_mail_goes()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var browser = new Browser(house.Address);
        const string At = "/registration/sign-in/forgotten";
        var known = await (await browser.SendAsync(At, At, ("email", Staff.Grace))).Content.ReadAsStringAsync();
        var unknown = await (await browser.SendAsync(At, At, ("email", "nobody@example.org"))).Content.ReadAsStringAsync();
        Assert.Equal(known.Replace(Staff.Grace, "", StringComparison.Ordinal), unknown.Replace("nobody@example.org", "", StringComparison.Ordinal));
        await browser.SendAsync(At, At, ("email", Staff.Grace));
        var link = System.Text.RegularExpressions.Regex.Match(Assert.Single(await house.Registration.QueryAsync<string>("SELECT body FROM mail", null, CancellationToken.None)), "/registration/set-password/\\S+").Value;

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SendAsync(link, null, ("password", "remembered this time"))).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).StatusCode);
        using var again = await house.SignedInAsync(Staff.Grace, "remembered this time");
    }
}
