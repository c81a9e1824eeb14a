using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Accounts;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Everybody's own account: password, second factor, programs' tokens.</summary>
public sealed partial class OwnAccountTests
{
    private const string Page = "/registration/account";

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var here = await house.SignedInAsync(Staff.Grace);
        using var there = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.SendAsync(Page, $"{Page}/password", ("old", "not my password"), ("password", "another long password"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.SendAsync(Page, $"{Page}/password", ("old", Staff.Password), ("password", "short"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.SendAsync(Page, $"{Page}/password", ("old", Staff.Password), ("password", "Password1234"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await here.SendAsync(Page, $"{Page}/password", ("old", Staff.Password), ("password", "another long password"))).StatusCode);
        Assert.Equal([2, 2, 2], await house.RevisionsAsync(account.Id));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync(Page)).StatusCode);
        Assert.Contains("password set", await house.ActsAsync(account.Id));
        using var again = await house.SignedInAsync(Staff.Grace, "another long password");
    }

    [Fact]
    public async Task The_second_factor_is_asked_for_and_a_recovery_code_is_good_once()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        const string At = $"{Page}/second-factor";
        await grace.SendAsync(At, $"{At}/begin");
        var key = (await house.ReadAsync(account.Id)).AuthenticatorKey!;
        var setup = await grace.ReadAsync(At);
        Assert.Contains(QrSquares.Draw(SecondFactor.Uri(await house.ReadAsync(account.Id))).Path, setup);
        Assert.Contains(SecondFactor.Grouped(key), setup);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await grace.SendAsync(At, At, ("code", "000000"))).StatusCode);
        using var on = await grace.SendAsync(At, At, ("code", Staff.Code(key)));
        var codes = RecoveryCodes().Matches(await on.Content.ReadAsStringAsync()).Select(code => code.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);
        Assert.DoesNotContain(SecondFactor.Grouped(key), await grace.ReadAsync(At));

        // The password alone does not let in any more; the telephone's code does.
        using var there = new Browser(house.Address);
        using var asked = await there.SignInAsync(Staff.Grace, Staff.Password, "/registration/import");
        Assert.StartsWith("/registration/sign-in/code", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync(Page)).StatusCode);
        var page = asked.Headers.Location.ToString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await there.SendAsync(page, null, ("code", "123"))).StatusCode);
        var used = Staff.Code(key);
        using var entered = await there.SendAsync(page, null, ("code", used));
        Assert.Equal("/registration/import", entered.Headers.Location!.ToString());

        // Read over the shoulder, the same six digits let nobody in a second time.
        using var second = new Browser(house.Address);
        var again = (await second.SignInAsync(Staff.Grace, Staff.Password)).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await second.SendAsync(again, null, ("code", used))).StatusCode);

        // One recovery code, typed without its dash, in two browsers at once: one of them is in.
        var tries = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var browser = new Browser(house.Address);
            var next = (await browser.SignInAsync(Staff.Grace, Staff.Password)).Headers.Location!.ToString();
            return (await browser.SendAsync(next, null, ("code", codes[0].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()))).StatusCode;
        }));
        Assert.Single(tries, HttpStatusCode.Redirect);
        Assert.Equal(9, (await house.ReadAsync(account.Id)).RecoveryCodes!.Split(' ').Length);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await there.SendAsync(At, $"{At}/codes", ("password", "wrong"))).StatusCode);
        var html = await (await there.GetAsync(At)).Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await there.PostAsync($"{At}/off", [("password", Staff.Password), ("__RequestVerificationToken", Token().Match(html).Groups[1].Value)])).StatusCode);
        Assert.False((await house.ReadAsync(account.Id)).TwoFactor);
    }

    [Fact]
    public async Task A_token_is_shown_once_may_what_its_account_may_and_ends_when_taken_back()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        var token = await TokenAsync(grace);
        Assert.DoesNotContain(token, await grace.ReadAsync(Page));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (await AskAsync(house, token, "/outcomes/api/editions/2023/followups.csv"), await AskAsync(house, token, "/registration/accounts")));
        // Nobody's session: a program has no account page.
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(house, token, Page));

        var at = TakeBack().Match(await grace.ReadAsync(Page)).Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await grace.SendAsync(at, at)).StatusCode);
        Assert.Equal([1, 1, 1], await house.RevisionsAsync(Guid.Parse(at.Split('/')[^1])));
        foreach (var page in (string[])["/registration/import", "/scheduling/api/editions/2023/interviews.csv", "/outcomes/api/editions/2023/followups.csv"])
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, token, page));
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync(Page)).StatusCode);
    }

    [Fact]
    public async Task A_token_ends_with_its_time_and_with_its_account_s_password()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        var (first, second) = (await TokenAsync(grace), await TokenAsync(grace));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, first[..^3] + "AAA", "/registration/import"));
        await grace.SendAsync(Page, $"{Page}/password", ("old", Staff.Password), ("password", "another long password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, first, "/registration/import"));
        var third = await TokenAsync(grace);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, third, "/registration/import"));
        house.Clock.Advance(Duration.FromDays(40));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, third, "/registration/import"));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_token_never_passes_for_somebody_else_whatever_id_its_form_names()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var ada = await house.AccountAsync(Staff.Ada, Role.Administrator);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        using var given = await grace.SendAsync($"{Page}/tokens", $"{Page}/tokens", ("id", $"{ada.Id}"), ("name", "Export"), ("ends", "15/02/2024"));
        var token = GivenToken().Match(await given.Content.ReadAsStringAsync()).Groups[1].Value.Trim();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await AskAsync(house, token, "/registration/import"), await AskAsync(house, token, Page)));
        // Nor does taking it back end anything of hers; and the same form again gives no second one.
        using var again = await grace.SendAsync($"{Page}/tokens", $"{Page}/tokens", ("id", $"{ada.Id}"), ("name", "Export"), ("ends", "15/02/2024"));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        var at = TakeBack().Match(await grace.ReadAsync(Page)).Value;
        await grace.SendAsync(at, at);
        Assert.Equal([0, 0, 0], await house.RevisionsAsync(ada.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, token, "/registration/import"));
    }

    [Fact]
    public async Task Somebody_else_s_token_cannot_be_taken_back()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var grace = await house.SignedInAsync(Staff.Grace);
        await TokenAsync(grace);
        var at = TakeBack().Match(await grace.ReadAsync(Page)).Value;
        using var ada = await house.SignedInAsync(Staff.Ada);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(at)).StatusCode);
        var html = await (await ada.GetAsync(Page)).Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await ada.PostAsync(at, [("__RequestVerificationToken", Token().Match(html).Groups[1].Value)])).StatusCode);
    }

    private static async Task<string> TokenAsync(Browser browser)
    {
        using var answer = await browser.SendAsync($"{Page}/tokens", $"{Page}/tokens", ("name", "Export"), ("ends", "15/02/2024"));
        return GivenToken().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value.Trim();
    }

    private static async Task<HttpStatusCode> AskAsync(TestHouse house, string token, string path)
    {
        using var program = house.Client(asAdministrator: false);
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await program.GetAsync(path)).StatusCode;
    }

    [GeneratedRegex("<li><code>([A-Z0-9-]+)</code></li>")]
    private static partial Regex RecoveryCodes();

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("/registration/account/tokens/[0-9a-f-]{36}")]
    private static partial Regex TakeBack();

    [GeneratedRegex("<textarea id=\"token\"[^>]*>([^<]+)<")]
    private static partial Regex GivenToken();
}
