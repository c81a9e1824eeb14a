using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace JobDating.Tests.Platform.Api;

/// <summary>The pages as programs use them: JSON in, JSON out, the same rules.</summary>
public sealed class ApiDoorsTests(ApiDoorsTests.DemoHouse demo) : IClassFixture<ApiDoorsTests.DemoHouse>
{
    public sealed class DemoHouse : IAsyncLifetime
    {
        internal TestHouse House { get; private set; } = null!;

        public async ValueTask InitializeAsync() => House = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    [Fact]
    public async Task A_page_answers_with_what_it_would_show()
    {
        using var program = demo.House.Client();
        var editions = await program.GetFromJsonAsync<JsonElement>("/registration/api/editions");
        Assert.Equal(JsonValueKind.Array, editions.GetProperty("editions").ValueKind);
    }

    [Theory]
    [InlineData("/registration/api/editions")]
    [InlineData("/registration/api/import")]
    [InlineData("/outcomes/api/editions/2023/bilan")]
    public async Task Nobody_gets_nothing(string path)
    {
        using var nobody = demo.House.Client(asAdministrator: false);
        using var answer = await nobody.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/registration/api/nothing")]
    [InlineData("/registration/api/")]
    [InlineData("/registration/api/api/editions")]
    [InlineData("/registration/api/../../health/live/no")]
    public async Task What_is_no_page_is_not_found(string path)
    {
        using var program = demo.House.Client();
        using var answer = await program.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_is_a_JSON_object_and_a_redirect_says_where_it_leads()
    {
        using var program = demo.House.Client();
        using var answer = await program.PostAsJsonAsync("/registration/api/demo", new { role = "coordinator" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("location").GetString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"role\":{\"a\":1}}")]
    [InlineData("{\"role\":[[1]]}")]
    public async Task A_body_that_is_no_form_is_refused_with_a_sentence(string body)
    {
        using var program = demo.House.Client();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync("/registration/api/demo", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("JSON", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_a_form_needs_to_be_ours()
    {
        using var nobody = demo.House.Client(asAdministrator: false);
        using var answer = await nobody.PostAsJsonAsync("/registration/api/demo", new { role = "coordinator" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_said_by_field()
    {
        using var program = demo.House.Client();
        using var answer = await program.PostAsJsonAsync("/registration/api/sign-in", new { email = "nobody@example.org", password = "guessed" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("").EnumerateArray());
    }

    [Theory]
    [InlineData("registration", "/registration/api/editions/{code}", "/registration/api/editions/import")]
    [InlineData("scheduling", "/scheduling/api/editions/{code}/interviews.csv", "/scheduling/api/messages-in-error/retry")]
    [InlineData("outcomes", "/outcomes/api/editions/{code}/bilan", "/outcomes/api/figures")]
    public async Task Each_service_describes_its_doors(string service, params string[] paths)
    {
        using var nobody = demo.House.Client(asAdministrator: false);
        var document = await nobody.GetFromJsonAsync<JsonElement>($"/{service}/api/openapi.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var doors = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.All(paths, path => Assert.Contains(path, doors));
        Assert.All(doors, door => Assert.StartsWith($"/{service}/api/", door, StringComparison.Ordinal));
        // Personal pages, signing in and the like are no doors for programs.
        Assert.DoesNotContain(doors, door => door.Contains("sign-in", StringComparison.Ordinal) || door.EndsWith("/me", StringComparison.Ordinal));
    }
}
