using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A visitor of the demonstration chooses to look as a coordinator, and sees the edition of 2023.
/// 2. She looks at its sites, then at its bilan as of the end of November: 144 hires.
/// 3. A colleague reads no French: one click in the footer and the bilan is in English.
/// 4. She sends an archive with a date that does not exist, and reads which cell of which file is wrong.
/// 5. She sends the corrected one, sees it done, and opens its bilan.
/// </summary>
[Collection(Demo.Name)]
public sealed class CoordinatorTests(Demo demo)
{
    private const string Edition = "a[href='/registration/editions/2023']";
    private const string Bilan = "main a[href^='/outcomes/editions/2023/bilan']";
    private const string English = "footer a[lang=en]";

    [Fact]
    public async Task From_the_first_page_to_the_bilan_and_an_import()
    {
        await using var her = await demo.VisitAsync();
        await her.LooksGoodAsync();
        await her.LookAsAsync("coordinator");
        await her.ReadsAsync("main", "Job Dating Tour 2023");
        await her.LooksGoodAsync();

        await her.See(Edition).ClickAsync();
        await her.ReadsAsync("h1", "Job Dating Tour 2023");
        await her.ReadsAsync("main th", "Tourcoing");
        await her.LooksGoodAsync();

        await her.See(Bilan).ClickAsync();
        await her.See("#asOf").FillAsync("2023-11-30");
        await her.See("form.filter button").ClickAsync();
        await her.ReadsAsync("main", "30 novembre 2023");
        await her.ReadsAsync(".report-cards li", "144");
        await her.LooksGoodAsync();

        await her.See(English).ClickAsync();
        await her.ReadsAsync("main", "November 2023");
        Assert.Equal("en", await her.See("html").GetAttributeAsync("lang"));
        await her.LooksGoodAsync();

        await SendAsync(her, "tour.zip", DemoZip.Of("2024", ("press.csv", "published_on,outlet,title\n2023-02-30,La Voix,Le tour\n")));
        var finding = her.See("main tr:has-text('press.csv')");
        await Assertions.Expect(finding).ToBeVisibleAsync(new() { Timeout = 20_000 });
        foreach (var part in (string[])["2", "published_on", "2023-02-30"])
            Assert.Contains(part, await finding.InnerTextAsync());
        await her.LooksGoodAsync();

        await SendAsync(her, "tour.zip", DemoZip.Of("2024"));
        await her.See("main a[href='/outcomes/editions/2024/bilan']").ClickAsync(new() { Timeout = 60_000 });
        await her.See("#asOf").FillAsync("2023-11-30");
        await her.See("form.filter button").ClickAsync();
        await her.ReadsAsync(".report-cards li", "144");
        await her.LooksGoodAsync();
    }

    [Fact]
    public async Task With_the_keyboard_alone()
    {
        await using var his = await demo.VisitAsync();
        await his.TabToAsync("a.skip");
        await his.TabToAsync("form:has(input[value=staff]) button");
        await his.Page.Keyboard.PressAsync("Enter");
        await his.ReadsAsync("main", "Job Dating Tour 2023");
        await his.TabToAsync(Edition);
        await his.Page.Keyboard.PressAsync("Enter");
        await his.ReadsAsync("main th", "Tourcoing");
        await his.TabToAsync(Bilan);
        await his.Page.Keyboard.PressAsync("Enter");
        await his.ReadsAsync(".report-cards li", "950");
        await his.TabToAsync(English);
        await his.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(his.See("html[lang=en]")).ToBeAttachedAsync();
    }

    private static async Task SendAsync(Visitor visitor, string name, byte[] zip)
    {
        await visitor.See("header a[href='/registration/import']").ClickAsync();
        await visitor.LooksGoodAsync();
        await visitor.See("#archive").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/zip", Buffer = zip });
        await visitor.See("main form button").ClickAsync();
        await visitor.ReadsAsync("h1", name);
    }
}
