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
    public async Task He_adds_an_offer_once_changes_it_and_takes_it_back()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await SitePeople.SiteAsync(house, "2024", "Ronchin", new LocalDate(2024, 4, 11));
        await SitePeople.RegisterAsync(house, "2024", "ronchin");
        using var hank = new Reader(house.Address, "fr");
        await hank.GetAsync(await LinkAsync(house));
        const string Offers = "/registration/employer/editions/2024/offers";
        Assert.Contains($"{Offers}/new", await hank.GetAsync("/registration/employer"));
        await hank.GetAsync($"{Offers}/new");
        Assert.Contains("id=\"title-wrong\"", await hank.PostAsync($"{Offers}/new", ("title", " ")));
        foreach (var twice in (string[])["", "again"])
            await hank.PostAsync($"{Offers}/new", ("id", "018f0000-0000-7000-8000-0000000000aa"), ("title", "Soudeur"), ("contractType", "CDI"), ("positions", "2"));
        Assert.Equal("/registration/employer", hank.At.AbsolutePath);
        var id = Assert.Single(await house.Registration.QueryAsync<Guid>("SELECT id FROM offer WHERE title = 'Soudeur'", null, Ct));

        await hank.GetAsync($"{Offers}/{id}/change");
        await hank.PostAsync($"{Offers}/{id}/change", ("title", "Soudeur TIG"));
        Assert.Contains("Soudeur TIG", WebUtility.HtmlDecode(hank.Html));
        await hank.GetAsync($"{Offers}/{id}/change");
        await hank.PostAsync($"{Offers}/{id}/withdraw");
        Assert.Contains("retirée", WebUtility.HtmlDecode(hank.Html));
        await house.SettleAsync();
        Assert.Equal(1, await house.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM offer WHERE title = 'Soudeur TIG' AND withdrawn_at IS NOT NULL", null, Ct));

        // Another establishment's offer, an edition where he is not expected, and one that is over.
        var other = await house.Registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM offer WHERE siret <> @Globex", new { SitePeople.Globex }, Ct);
        foreach (var path in (string[])[$"{Offers}/{other}/change", "/registration/employer/editions/1999/offers/new"])
        {
            await hank.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, hank.Status);
        }
        house.Clock.Advance(Duration.FromDays(200));
        using var later = new Reader(house.Address, "fr");
        await later.GetAsync(await LinkAsync(house));
        Assert.DoesNotContain(Offers, await later.GetAsync("/registration/employer"));
        await later.GetAsync($"{Offers}/new");
        Assert.Equal(HttpStatusCode.NotFound, later.Status);
    }

    [Fact]
    public async Task It_shows_what_stands_and_says_what_does_not()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await SitePeople.SiteAsync(house, "2024", "Ronchin", new LocalDate(2024, 4, 11));
        await SitePeople.RegisterAsync(house, "2024", "ronchin");
        var edition = await SitePeople.EditionAsync(house, "2024");
        await using (var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct))
        {
            await SaveOffers.ApplyAsync(tx, edition, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>>
            {
                ["g1"] = old => old! with { ContractType = "temp" },
                ["g2"] = _ => new() { Id = Guid.CreateVersion7(), EditionId = edition, Code = "g2", Siret = SitePeople.Globex, Title = "Chauffeur", WithdrawnAt = tx.Now },
            }, Ct);
            await tx.CommitAsync(Ct);
        }
        using var hank = new Reader(house.Address, "fr");
        await hank.GetAsync(await LinkAsync(house));
        var page = WebUtility.HtmlDecode(await hank.GetAsync("/registration/employer"));
        Assert.Contains("Comptable · Intérim", page);
        Assert.Matches("Chauffeur.{0,120}retirée", page);
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

    [Fact]
    public async Task What_comes_next_stands_first_and_a_commune_is_said_once()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        foreach (var (name, month) in new[] { ("Lesquin", 3), ("Ronchin", 4), ("Lille", 9), ("Wattrelos", 11) })
            await SitePeople.SiteAsync(house, "2024", name, new LocalDate(2024, month, 11), new LocalTime(9, 0));
        await SitePeople.RegisterAsync(house, "2024", "ronchin");
        await using (var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct))
        {
            await tx.ExecuteAsync("INSERT INTO attendance (site_id, siret, edition_id, version, tables, status) SELECT id, @Globex, edition_id, 1, 1, 'expected' FROM site WHERE name <> 'Ronchin'", new { SitePeople.Globex }, Ct);
            await tx.ExecuteAsync("UPDATE site SET commune = name, address = CASE WHEN name = 'Lille' THEN '59790 LILLE' ELSE 'Salle des fêtes' END", null, Ct);
            await tx.ExecuteAsync("UPDATE establishment SET name = 'Usine Lesquin', commune = 'Lesquin'", null, Ct);
            await tx.CommitAsync(Ct);
        }
        house.Clock.Reset(Instant.FromUtc(2024, 6, 1, 8, 0));
        using var hank = new Reader(house.Address, "fr");
        await hank.GetAsync(await LinkAsync(house));
        var page = WebUtility.HtmlDecode(await hank.GetAsync("/registration/employer"));
        Assert.Equal(["Lille", "Wattrelos", "Ronchin", "Lesquin"], System.Text.RegularExpressions.Regex.Matches(page, "<h3 id=\"site-[^>]*>([A-Za-z]+)").Select(match => match.Groups[1].Value));
        Assert.Contains("2024</strong> · ", page);
        Assert.Contains("<br>59790 LILLE</p>", page);
        Assert.Contains("<br>Salle des fêtes, Ronchin</p>", page);
        Assert.Contains(">Usine Lesquin</small>", page);
    }

    private static async Task<string> LinkAsync(TestHouse house)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct);
        var link = await house.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new() { Role = Role.Employer, Holder = Guid.CreateVersion7(), Subject = SitePeople.Globex, Name = "Hank", Expires = tx.Now + Duration.FromDays(9) }, Ct);
        await tx.CommitAsync(Ct);
        return link;
    }
}
