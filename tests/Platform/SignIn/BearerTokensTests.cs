using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>What programs bring: the operator's token, and those of accounts.</summary>
public sealed class BearerTokensTests
{
    private const string Page = "/outcomes/api/messages-in-error";

    [Theory]
    [InlineData(TestHouse.Token, HttpStatusCode.OK)]
    [InlineData(TestHouse.Token + "x", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("CfDJ8", HttpStatusCode.Unauthorized)]
    [InlineData("é\"<>", HttpStatusCode.Unauthorized)]
    public async Task The_operator_s_token_is_an_administrator_and_nothing_like_it_is(string token, HttpStatusCode expected)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        Assert.Equal(expected, await AskAsync(house, token));
    }

    [Fact]
    public async Task Without_JOBDATING_TOKEN_nobody_has_it()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Token = null });
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, TestHouse.Token));
    }

    [Theory]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    [InlineData(Role.Coordinator, HttpStatusCode.Forbidden)]
    public async Task A_token_may_what_its_roles_may_until_it_ends_or_is_taken_back(string role, HttpStatusCode expected)
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var id = Guid.CreateVersion7();
        var token = house.App.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = id, Name = "a program", Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, house.Clock.GetCurrentInstant() + Duration.FromHours(1));
        Assert.Equal(expected, await AskAsync(house, token));
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await Access.ChangeAsync(tx, id, 1, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.SettleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(house, token));
    }

    [Fact]
    public async Task A_session_s_cookie_is_no_token_and_a_token_no_cookie()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var id = Guid.CreateVersion7();
        var tokens = house.App.Services.GetRequiredService<BearerTokens>();
        var token = tokens.Issue(new Ticket { Id = id, Name = "a program", Roles = [Role.Administrator], Revisions = new Dictionary<Guid, int>() }, house.Clock.GetCurrentInstant() + Duration.FromHours(1));
        using var client = house.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Add("Cookie", $"jobdating={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Page)).StatusCode);
        house.Clock.Advance(Duration.FromHours(2));
        Assert.Null(tokens.Read(token));
    }

    private static async Task<HttpStatusCode> AskAsync(TestHouse house, string token)
    {
        using var client = house.Client(asAdministrator: false);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(token)}");
        using var answer = await client.GetAsync(Page);
        Assert.Equal(answer.StatusCode == HttpStatusCode.Unauthorized && token.Length > 0, answer.Headers.WwwAuthenticate.Count > 0);
        return answer.StatusCode;
    }
}
