using JobDating.Tests.Journeys;
using Xunit;

namespace JobDating.Tests.Registration.Sites;

/// <summary>
/// 1. A coordinator creates the edition of 2027: two fields, one press.
/// 2. She adds Ronchin with hours, interview length and places: one wrong date is said at its field, everything else stays.
/// 3. She copies Ronchin to five other towns and dates on one page, with the keyboard alone: the tour has its six sites.
/// 4. Tourcoing's hall is flooded: she postpones it, and sees who is told.
/// 5. Wattrelos cannot take place: she reads what will happen, cancels it, and brings it back.
/// Steps: 4 pages, 4 presses, 21 things to type for six sites; at 10 seconds a thing and 10 a page that is under 5 minutes.
/// </summary>
[Collection(Demo.Name)]
public sealed class SetUpJourneyTests(Demo demo)
{
    private const string Send = "main form.card button:not(.quiet)";

    private static readonly (string Town, string Date)[] Towns =
        [("Wambrechies", "09/03/2027"), ("Mons-en-Barœul", "23/3/27"), ("Wattrelos", "2027-05-18"), ("Val-de-Marque", "14/09/2027"), ("Tourcoing", "05.10.2027")];

    [Theory]
    [InLanguage("fr-FR", "Lieu", "reporté", "annulé")]
    [InLanguage("en-GB", "Site", "postponed", "cancelled")]
    public async Task An_edition_with_six_sites_from_nothing(string locale, string line, string postponed, string cancelled)
    {
        var year = locale == "fr-FR" ? "2027" : "2028";
        await using var her = await demo.VisitAsync(locale);
        await her.LookAsAsync("coordinator");
        await her.Page.GotoAsync("/registration/editions");
        await her.LooksGoodAsync();
        await her.See("main a[href='/registration/editions/new']").ClickAsync();
        await her.See(Send).ClickAsync();
        await her.ReadsAsync("[role=alert]", ":");
        Assert.Equal("errors", await her.Page.EvaluateAsync<string>("document.activeElement.id"));
        await her.LooksGoodAsync();
        await her.See("#name").FillAsync($"Job Dating Tour {year}");
        await her.See("#code").FillAsync(year);
        await her.See(Send).ClickAsync();
        await her.ReadsAsync("h1", $"Job Dating Tour {year}");
        await her.LooksGoodAsync();

        await her.See($"main a[href='/registration/editions/{year}/sites/new']").ClickAsync();
        await her.LooksGoodAsync();
        foreach (var (field, text) in new[] { ("name", "Ronchin"), ("address", "Salle des fêtes, Ronchin"), ("date", "31/04/2027"), ("opensAt", "9h"), ("closesAt", "17h30"), ("interviewMinutes", "10"), ("capacity", "180") })
            await her.See($"#{field}").FillAsync(text);
        await her.See(Send).ClickAsync();
        await her.See("[role=alert] a").ClickAsync();
        Assert.Equal("date", await her.Page.EvaluateAsync<string>("document.activeElement.id"));
        await her.LooksGoodAsync();
        await her.See("#date").FillAsync("30/04/2027");
        await her.See(Send).ClickAsync();
        await her.ReadsAsync("h1", "Ronchin");
        await her.LooksGoodAsync();

        await her.See("main a[href$='/clone']").ClickAsync();
        await her.LooksGoodAsync();
        await her.See("#name-1").FocusAsync();
        foreach (var (town, date) in Towns)
        {
            await her.Page.Keyboard.TypeAsync(town);
            await her.Page.Keyboard.PressAsync("Tab");
            await her.Page.Keyboard.TypeAsync(date);
            await her.Page.Keyboard.PressAsync("Tab");
            await her.Page.Keyboard.PressAsync("Tab");
        }
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("main th", "Tourcoing");
        Assert.Equal(6, await her.Page.Locator("main table.cards tbody tr").CountAsync());
        Assert.Equal(6, await her.Page.Locator("main td:has-text('/ 180')").CountAsync());
        await her.ReadsAsync("main th small", "Salle des fêtes, Wattrelos");
        await her.LooksGoodAsync();

        await her.Page.GotoAsync($"/registration/editions/{year}/sites/tourcoing/postpone");
        await her.LooksGoodAsync();
        await her.See("#date").FillAsync("12/10/2027");
        await her.See("#reason").FillAsync("La salle est inondée");
        await her.See(Send).ClickAsync();
        await her.ReadsAsync(".tag", postponed);
        await her.LooksGoodAsync();

        await her.Page.GotoAsync($"/registration/editions/{year}/sites/wattrelos/cancel");
        await her.LooksGoodAsync();
        await her.See("#reason").FillAsync("Grève");
        await her.See(Send).ClickAsync();
        await her.ReadsAsync(".tag", cancelled);
        await her.LooksGoodAsync();
        await her.See("main a[href$='/to-phone']").Or(her.See("main a[href$='/restore']")).First.ClickAsync();
        await her.LooksGoodAsync();
        await her.See("form.card button").ClickAsync();
        Assert.Equal(0, await her.Page.Locator(".tag").CountAsync());
        await her.ReadsAsync("main", line);
    }

    /// <summary>The pages of a site that is full of people: after the day, for a coordinator of the demonstration.</summary>
    [Theory]
    [InLanguage("fr-FR")]
    [InLanguage("en-GB")]
    public async Task A_site_of_2023_can_be_read_by_everybody(string locale)
    {
        await using var her = await demo.VisitAsync(locale);
        await her.LookAsAsync("coordinator");
        foreach (var page in (string[])["", "/sites/ronchin", "/sites/ronchin/edit", "/sites/ronchin/clone", "/edit", "/sites/new", "?search=ron&sort=name&direction=down", "?search=atlantis"])
        {
            await her.Page.GotoAsync($"/registration/editions/2023{page}");
            await her.LooksGoodAsync();
        }
    }
}
