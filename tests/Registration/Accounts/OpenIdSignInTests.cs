using System.Net;
using System.Security.Cryptography;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Sign-in by the organisation's provider, a real one on loopback.</summary>
public sealed class OpenIdSignInTests
{
    private const string Button = "your organisation’s account";

    [Fact]
    public async Task A_verified_address_of_an_account_comes_in_and_its_login_is_remembered()
    {
        await using var provider = await Provider.StartAsync();
        await using var house = await StartAsync(provider);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator, password: null);
        using var browser = new Browser(house.Address);
        Assert.Contains(Button, await browser.ReadAsync("/registration/sign-in"));
        using var answer = await ComeAsync(browser, "/registration/import");
        Assert.Equal((HttpStatusCode.Redirect, "/registration/import"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/registration/import")).StatusCode);

        // Known by its login from now on, whatever the address.
        (provider.Email, provider.Verified) = ("other@example.org", false);
        using var later = new Browser(house.Address);
        Assert.Equal(HttpStatusCode.Redirect, (await ComeAsync(later)).StatusCode);
        Assert.Equal(account.Id, await house.Registration.QueryFirstOrDefaultAsync<Guid>("SELECT account_id FROM account_login", null, CancellationToken.None));
        Assert.Equal(1, await CountAsync(house, "SELECT COUNT(*) FROM audit WHERE act = 'provider''s sign-in linked'"));

        // No password of ours leads past the provider.
        const string Forgotten = "/registration/sign-in/forgotten";
        Assert.Equal(HttpStatusCode.OK, (await later.SendAsync(Forgotten, Forgotten, ("email", Staff.Grace))).StatusCode);
        Assert.Equal(0, await CountAsync(house, "SELECT COUNT(*) FROM mail"));

        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            var closed = (await ReadAccounts.FindAsync(tx, account.Id, CancellationToken.None))!;
            closed.DisabledAt = tx.Now;
            await SaveAccount.UpdateAsync(tx, closed, "account closed", true, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await ComeAsync(later)).StatusCode);
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("nonce")]
    [InlineData("forged")]
    [InlineData("not verified")]
    [InlineData("unknown")]
    [InlineData("no address")]
    public async Task Anything_else_is_refused_and_makes_no_account(string what)
    {
        await using var provider = await Provider.StartAsync();
        await using var house = await StartAsync(provider);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var forged = RSA.Create(2048);
        switch (what)
        {
            case "issuer": provider.Issuer = "http://127.0.0.1:1"; break;
            case "expired": provider.Lasts = TimeSpan.FromHours(-1); break;
            case "nonce": provider.Nonce = "another"; break;
            case "forged": provider.ForgedBy = forged; break;
            case "not verified": provider.Verified = false; break;
            case "unknown": provider.Email = "nobody@example.org"; break;
            default: provider.Email = null; break;
        }
        using var browser = new Browser(house.Address);
        using var answer = await ComeAsync(browser);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/registration/import")).StatusCode);
        Assert.Equal((1, 0), (await CountAsync(house, "SELECT COUNT(*) FROM account"), await CountAsync(house, "SELECT COUNT(*) FROM account_login")));
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_or_that_comes_to_another_browser_is_refused()
    {
        await using var provider = await Provider.StartAsync();
        await using var house = await StartAsync(provider);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using Browser grace = new(house.Address), other = new(house.Address);
        var back = await BackAsync(grace, "/");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(back)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/registration/sign-in/organisation/back?code=1&state=2")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await grace.GetAsync(back)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await grace.GetAsync(back)).StatusCode);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_button_and_no_door()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var browser = new Browser(house.Address);
        Assert.DoesNotContain(Button, await browser.ReadAsync("/registration/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/registration/sign-in/organisation")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/registration/sign-in/organisation/back")).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_sent_elsewhere_afterwards()
    {
        await using var provider = await Provider.StartAsync();
        await using var house = await StartAsync(provider);
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var browser = new Browser(house.Address);
        Assert.Equal("/", (await ComeAsync(browser, "//evil.example")).Headers.Location!.ToString());
    }

    private static Task<TestHouse> StartAsync(Provider provider) => TestHouse.StartAsync(listen: true, change: settings =>
        settings with { OpenIdAuthority = provider.Address, OpenIdClientId = Provider.ClientId, OpenIdClientSecret = Provider.ClientSecret });

    private static async Task<HttpResponseMessage> ComeAsync(Browser browser, string back = "/") => await browser.GetAsync(await BackAsync(browser, back));

    /// <summary>To the provider, and the address that it sends the browser back to.</summary>
    private static async Task<string> BackAsync(Browser browser, string back)
    {
        using var away = await browser.GetAsync($"/registration/sign-in/organisation?back={Uri.EscapeDataString(back)}");
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var there = await provider.GetAsync(away.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, there.StatusCode);
        return there.Headers.Location!.PathAndQuery;
    }

    private static async Task<int> CountAsync(TestHouse house, string sql) => await house.Registration.QueryFirstOrDefaultAsync<int>(sql, null, CancellationToken.None);
}
