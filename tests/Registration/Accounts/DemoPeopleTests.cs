using System.Net;
using System.Text.RegularExpressions;
using JobDating.AllInOne.Demo.Coming;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Whom one may look as in the demonstration: people of the tour to come, two of each role that comes by link.</summary>
public sealed partial class DemoPeopleTests
{
    [Fact]
    public async Task Each_role_leads_to_somebody_who_has_something_to_do()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });
        using var visitor = Visitor(house);
        Assert.Equal(HttpStatusCode.Conflict, (await LookAsync(visitor, "employer")).StatusCode);

        await ComingScenario.MakeAsync(house.App.Services, CancellationToken.None);
        await house.SettleAsync();
        var page = WebUtility.HtmlDecode(await visitor.GetStringAsync("/registration/demo"));
        Assert.Equal(6, Regex.Count(page, "Regarder comme"));
        Assert.Contains("a déjà tous ses entretiens", page, StringComparison.Ordinal);
        foreach (var role in (string[])["candidate", "candidate 2", "prescriber", "prescriber 2", "employer", "employer 2"])
        {
            using var answer = await LookAsync(visitor, role);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/in/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await LookAsync(visitor, "candidate 3")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await LookAsync(visitor, "nobody")).StatusCode);
    }

    [Fact]
    public async Task Outside_the_demonstration_there_is_nobody_to_look_as()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var visitor = Visitor(house);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/registration/demo")).StatusCode);
    }

    private static HttpClient Visitor(TestHouse house)
    {
        var visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = house.Address };
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");
        visitor.DefaultRequestHeaders.Add("Accept-Language", "fr");
        return visitor;
    }

    private static async Task<HttpResponseMessage> LookAsync(HttpClient visitor, string role)
    {
        var token = Token().Match(await visitor.GetStringAsync("/registration/demo")).Groups[1].Value;
        return await visitor.PostAsync("/registration/demo", new FormUrlEncodedContent([new("role", role), new("__RequestVerificationToken", token)]));
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
