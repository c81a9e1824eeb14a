using System.Net;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>The one-time link of the first start.</summary>
public sealed class FirstAdministratorTests
{
    private static readonly (string, string)[] _ada = [("name", "Ada"), ("email", Staff.Ada), ("password", Staff.Password)];

    [Fact]
    public async Task It_makes_the_first_administrator_once()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = Link(house, Duration.FromDays(1));
        using var ada = new Browser(house.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.SendAsync(link, null, ("name", "Ada"), ("email", Staff.Ada), ("password", "short"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ada.SendAsync(link, null, _ada)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/registration/administration")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await ada.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await ada.GetAsync(Link(house, Duration.FromDays(1)))).StatusCode);
    }

    [Fact]
    public async Task Altered_guessed_and_expired_ones_are_gone()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = Link(house, Duration.FromDays(1));
        using var anybody = new Browser(house.Address);
        foreach (var wrong in (string[])[link[..^3] + "AAA", "/registration/first/guessed", Link(house, Duration.FromSeconds(-1))])
            Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(wrong)).StatusCode);
        house.Clock.Advance(Duration.FromHours(25));
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Two_browsers_at_once_make_one()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = Link(house, Duration.FromDays(1));
        using Browser one = new(house.Address), other = new(house.Address);
        var answers = await Task.WhenAll(one.SendAsync(link, null, _ada), other.SendAsync(link, null, ("name", "Eve"), ("email", "eve@example.org"), ("password", Staff.Password)));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM account", null, CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_administrator_already_makes_it_useless()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var link = Link(house, Duration.FromDays(1));
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var anybody = new Browser(house.Address);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(link)).StatusCode);
    }

    /// <summary>As the start prints it.</summary>
    private static string Link(TestHouse house, Duration goodFor) =>
        $"/registration/first/{house.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("JobDating.first administrator").Protect(InstantPattern.General.Format(house.Clock.GetCurrentInstant() + goodFor))}";
}
