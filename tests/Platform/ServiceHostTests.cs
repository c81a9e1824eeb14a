using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>The doors that every service has, asked as a browser and as a program would.</summary>
public sealed class ServiceHostTests(ServiceHostTests.OpenHouse open) : IClassFixture<ServiceHostTests.OpenHouse>
{
    private const string Html = "text/html,application/xhtml+xml";

    public sealed class OpenHouse : IAsyncLifetime
    {
        internal Rehearsal Rehearsal { get; } = new();
        internal TestHouse House { get; private set; } = null!;
        internal HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            House = await TestHouse.StartAsync(listen: true, change: settings => settings with { Retries = [] }, more: Rehearsal);
            Client = House.Client();
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await House.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers(string path)
    {
        using var answer = await AskAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Only_our_own_pages_and_programs_may_post(string? from, HttpStatusCode expected)
    {
        using var answer = await AskAsync(HttpMethod.Post, "/rehearsal/said", ("Sec-Fetch-Site", from), ("Accept", Html), ("Accept-Language", "en"));
        Assert.Equal(expected, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        if (expected == HttpStatusCode.OK)
            Assert.Equal("said", text);
        else
            Assert.Contains("comes from another site", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.10")]
    public async Task Under_another_name_nothing_is_shown(string name)
    {
        using var answer = await AskAsync(HttpMethod.Get, "/rehearsal/refused", ("Host", name));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("The table is taken.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "fr")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("fr-BE", "fr")]
    [InlineData("de,en;q=0.5", "en")]
    [InlineData("nl", "fr")]
    public async Task The_browsers_language_is_the_pages(string? wanted, string expected)
    {
        using var answer = await AskAsync(HttpMethod.Get, "/no/such/page", ("Accept", Html), ("Accept-Language", wanted));
        Assert.Contains($"lang=\"{expected}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "fr")]
    [InlineData("fr", "en")]
    public async Task A_chosen_language_is_kept_against_the_browsers(string chosen, string browsers)
    {
        using var choice = await AskAsync(HttpMethod.Get, $"/ui/language/{chosen}?back=/health/live%3Fa=b");
        Assert.Equal(HttpStatusCode.Redirect, choice.StatusCode);
        Assert.Equal("/health/live?a=b", choice.Headers.Location!.OriginalString);
        var cookie = Assert.Single(choice.Headers.GetValues("Set-Cookie")).Split(';')[0];
        using var answer = await AskAsync(HttpMethod.Get, "/no/such/page", ("Accept", Html), ("Accept-Language", browsers), ("Cookie", cookie));
        Assert.Contains($"lang=\"{chosen}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~//evil.example")]
    [InlineData("")]
    public async Task The_way_back_never_leads_elsewhere(string back)
    {
        using var answer = await AskAsync(HttpMethod.Get, $"/ui/language/en?back={back}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_language_we_do_not_speak_changes_nothing()
    {
        using var answer = await AskAsync(HttpMethod.Get, "/ui/language/xx");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/no/such/page", Html, "text/html")]
    [InlineData("/no/such/page", "application/json", "application/problem+json")]
    [InlineData("/no/such/page", null, "application/problem+json")]
    [InlineData("/outcomes/api/no/such", Html, "application/problem+json")]
    public async Task What_is_not_there_is_said_in_a_sentence(string path, string? accept, string type)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, ("Accept", accept), ("Accept-Language", "en"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("This page does not exist", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertGuarded(answer);
    }

    [Theory]
    [InlineData(Html, "text/html")]
    [InlineData("application/json", "application/problem+json")]
    public async Task A_defect_of_ours_is_said_without_its_innards(string accept, string type)
    {
        using var answer = await AskAsync(HttpMethod.Get, "/rehearsal/broken", ("Accept", accept), ("Accept-Language", "en"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Something went wrong on our side", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Rehearsal.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        AssertGuarded(answer);
    }

    [Theory]
    [InlineData(Html)]
    [InlineData("application/json")]
    public async Task A_rule_that_says_no_is_heard_in_its_own_words(string accept)
    {
        using var answer = await AskAsync(HttpMethod.Get, "/rehearsal/refused", ("Accept", accept));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("The table is taken.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_in_error_are_listed_and_retried()
    {
        var edition = EmbeddedBusTests.Edition("in error");
        open.Rehearsal.Fails["in error"] = true;
        await EmbeddedBusTests.SayAsync(open.House, edition);
        await open.House.SettleAsync();

        var listed = await open.Client.GetFromJsonAsync<JsonElement>("/registration/api/messages-in-error");
        var failure = Assert.Single(listed.EnumerateArray());
        Assert.Equal("rehearsal.registration.edition-saved", failure.GetProperty("destination").GetString());
        Assert.Contains(Rehearsal.Secret, failure.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await open.Client.GetFromJsonAsync<JsonElement>("/outcomes/api/messages-in-error")).GetArrayLength());

        open.Rehearsal.Fails.Clear();
        using var retried = await open.Client.PostAsync("/registration/api/messages-in-error/retry", null);
        Assert.Equal(1, (await retried.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("retried").GetInt32());
        await open.House.SettleAsync();
        Assert.Contains(edition.EditionId, open.Rehearsal.Heard);
        Assert.Equal(0, (await open.Client.GetFromJsonAsync<JsonElement>("/registration/api/messages-in-error")).GetArrayLength());
    }

    private static void AssertGuarded(HttpResponseMessage answer)
    {
        Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.StartsWith("camera=(self), geolocation=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        return await open.Client.SendAsync(request);
    }
}
