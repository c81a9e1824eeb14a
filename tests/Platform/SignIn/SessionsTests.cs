using System.Globalization;
using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>What the session's cookie is, and when it ends.</summary>
public sealed class SessionsTests
{
    [Theory]
    [InlineData(6, HttpStatusCode.OK)]
    [InlineData(8, HttpStatusCode.Redirect)]
    [InlineData(null, HttpStatusCode.Redirect)]
    public async Task A_session_ends_after_a_week_however_often_it_was_prolonged(int? days, HttpStatusCode expected)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var account = await house.AccountAsync(Staff.Grace, Role.Coordinator);
        var ticket = new Ticket { Id = account.Id, Name = "Grace", Roles = [Role.Coordinator], Revisions = new Dictionary<Guid, int>() };
        var now = ServiceHost.Real.GetCurrentInstant().ToDateTimeOffset();
        var prolonged = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(10) };
        if (days is not null)
            prolonged.Items["begun"] = now.AddDays(-days.Value).ToString("O", CultureInfo.InvariantCulture);
        var cookie = house.App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Sessions.Scheme)
            .TicketDataFormat.Protect(new AuthenticationTicket(ticket.Principal(Sessions.Scheme), prolonged, Sessions.Scheme));
        using var client = house.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        client.DefaultRequestHeaders.Add("Cookie", $"jobdating={cookie}");
        Assert.Equal(expected, (await client.GetAsync("/registration/account")).StatusCode);
    }

    [Fact]
    public async Task By_https_no_cookie_goes_without_it_and_none_is_read_by_a_script_or_set_by_another_host()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { PublicAddress = "https://jobdating.example.org" });
        await house.AccountAsync(Staff.Grace, Role.Coordinator);
        using var client = house.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var asked = await client.GetAsync(Sessions.SignInPath);
        var form = Assert.Single(asked.Headers.GetValues("Set-Cookie"));
        var token = System.Text.RegularExpressions.Regex.Match(await asked.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;
        using var sent = new HttpRequestMessage(HttpMethod.Post, Sessions.SignInPath)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = Staff.Grace, ["password"] = Staff.Password, ["__RequestVerificationToken"] = token }),
        };
        sent.Headers.Add("Cookie", form.Split(';')[0]);
        using var entered = await client.SendAsync(sent);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        string[] cookies = [form, .. entered.Headers.GetValues("Set-Cookie")];
        Assert.Equal(["__Host-jobdating", "__Host-jobdating-device", "jobdating-form"], cookies.Select(cookie => cookie.Split('=')[0]).Order(StringComparer.Ordinal));
        foreach (var cookie in cookies)
        {
            var flags = cookie.Split("; ").Select(flag => flag.ToLowerInvariant()).ToList();
            Assert.Contains("secure", flags);
            Assert.Contains("httponly", flags);
            Assert.Contains("path=/", flags);
            Assert.Contains(flags, flag => flag is "samesite=lax" or "samesite=strict");
            Assert.DoesNotContain(flags, flag => flag.StartsWith("domain", StringComparison.Ordinal));
        }
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(entered.Headers.GetValues("Strict-Transport-Security")));
        Assert.Equal("same-origin", Assert.Single(entered.Headers.GetValues("Cross-Origin-Opener-Policy")));
    }

    [Fact]
    public async Task What_somebody_signed_in_has_read_is_kept_nowhere()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        foreach (var path in (string[])["/registration/account", "/registration/accounts.csv", "/registration/api/accounts", "/outcomes/operations", "/no/such/page"])
            Assert.True((await ada.GetAsync(path)).Headers.CacheControl is { NoStore: true }, path);
    }

    [Fact]
    public async Task Whoever_is_nobody_sends_no_more_than_a_form()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var client = house.Client(asAdministrator: false);
        // Nothing of it is sent before the answer: the server says no to its length.
        client.DefaultRequestHeaders.ExpectContinue = true;
        foreach (var path in (string[])[Sessions.SignInPath, "/out", "/registration/api/sign-in", "/registration/unsubscribe/guessed"])
        {
            using var much = new ByteArrayContent(new byte[(int)ServiceHost.LargestForm + 1]);
            much.Headers.ContentType = new(path.Contains("/api/", StringComparison.Ordinal) ? "application/json" : "application/x-www-form-urlencoded");
            using var answer = await client.PostAsync(path, much);
            Assert.True(path.Contains("unsubscribe", StringComparison.Ordinal) ? answer.StatusCode == HttpStatusCode.NotFound : answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
        }
    }
}
