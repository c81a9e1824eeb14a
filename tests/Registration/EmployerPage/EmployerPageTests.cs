using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Employers;
using JobDating.Tests.Registration.Registering;
using JobDating.Tests.Registration.Sites;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.EmployerPage;

/// <summary>Hank of Globex, expected at Ronchin with an offer, looks at the page that his personal link opens.</summary>
public sealed class EmployerPageTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task It_shows_what_stands_and_says_what_does_not()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await SitePeople.SiteAsync(house, "2024", "Ronchin", new LocalDate(2024, 4, 11));
        await SitePeople.RegisterAsync(house, "2024", "ronchin");
        var edition = await SitePeople.EditionAsync(house, "2024");
        string link;
        await using (var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct))
        {
            await SaveOffers.ApplyAsync(tx, edition, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>>
            {
                ["g1"] = old => old! with { ContractType = "temp" },
                ["g2"] = _ => new() { Id = Guid.CreateVersion7(), EditionId = edition, Code = "g2", Siret = SitePeople.Globex, Title = "Chauffeur", WithdrawnAt = tx.Now },
            }, Ct);
            link = await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new() { Role = Role.Employer, Holder = Guid.CreateVersion7(), Subject = SitePeople.Globex, Name = "Hank", Expires = tx.Now + Duration.FromDays(9) }, Ct);
            await tx.CommitAsync(Ct);
        }
        using var hank = new Reader(house.Address, "fr");
        await hank.GetAsync(link);
        var page = WebUtility.HtmlDecode(await hank.GetAsync("/registration/employer"));
        Assert.Contains("Comptable · Intérim", page);
        Assert.DoesNotContain("Chauffeur", page);
        Assert.Contains("Attendue", page);
        Assert.Contains("href=\"/scheduling/employer\"", page);
        Assert.DoesNotContain("pas encore ouverte", page);

        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync("/registration/editions/2024/sites/ronchin/cancel", ("reason", "Grève des transports"));
        Assert.Contains(">annulé</span>", (await coordinator.GetAsync($"/registration/editions/2024/employers/{SitePeople.Globex}")).Html);
        page = WebUtility.HtmlDecode(await hank.GetAsync("/registration/employer"));
        Assert.Contains("<span class=\"tag bad\">annulé</span>", page);
        Assert.Contains("Raison : Grève des transports", page);
        Assert.DoesNotContain("Attendue", page);
    }
}
