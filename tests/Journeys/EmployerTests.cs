using JobDating.Tests.Registration.Imports;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// Hank of Acme, in English, in a browser that runs no scripts.
/// 1. He comes by the link in his mail, sees who chose his offer, and says whom he wants to meet.
/// 2. He books Grace, then Alan; both times of his table are taken, so for Joan he waits.
/// 3. He moves Grace to another time once Alan has been cancelled, and waits for Joan no more: he books her.
/// 4. He notes what came of yesterday's interview with Ada.
/// </summary>
[Collection(Demo.Name)]
public sealed class EmployerTests(Demo demo)
{
    [Fact]
    public async Task From_the_personal_link_to_a_result_in_English_without_scripts()
    {
        using var site = await SiteToBook.MakeAsync(demo, "2041");
        foreach (var (first, last) in new[] { ("Grace", "Hopper"), ("Alan", "Turing"), ("Joan", "Clarke") })
            await site.RegisterAsync(first, last, "Boulanger");
        await site.TwoRoundsAsync();
        await using var his = await demo.VisitAsync("en-GB", scripts: false);
        await his.Page.GotoAsync(await site.EmployerLinkAsync(WrittenArchive.Acme, "en"));
        await his.Page.GotoAsync("/scheduling/employer");
        await his.ReadsAsync("h1", "Your interviews");
        // Acme comes to other journeys' sites too.
        await his.See($"main h3 a[href$='{site.Id}']").ClickAsync();
        await his.See("main a[href$='/candidates']").ClickAsync();
        await his.ReadsAsync("main tbody th", "Hopper");
        await his.Page.Locator("main tr", new() { HasText = "Hopper" }).Locator("button[name=mark]").First.ClickAsync();
        await Assertions.Expect(his.Page.Locator("main tr", new() { HasText = "Hopper" }).Locator("button[aria-pressed=true]")).ToContainTextAsync("Yes");

        await BookAsync(his, "Hopper", "09:00");
        await BookAsync(his, "Turing", "09:10");
        await his.See("main a[href$='/candidates']").ClickAsync();
        await his.Page.Locator("main tr", new() { HasText = "Clarke" }).Locator("a[href$='/book']").ClickAsync();
        await his.ReadsAsync(".note", "no free time in common any more");
        await his.See("main form[action$='/wait'] button").ClickAsync();
        await his.ReadsAsync("[role=status]", "you will be told");

        await OfAsync(his, "Turing", "cancel");
        await his.See("main form[action$='/cancel'] button").ClickAsync();
        await his.ReadsAsync("[role=status]", "The interview is cancelled.");
        await OfAsync(his, "Hopper", "move");
        await his.Page.GetByLabel("09:10").CheckAsync();
        await his.See("main form[action$='/move'] button").ClickAsync();
        await his.ReadsAsync("[role=status]", "The interview is moved.");
        await BookAsync(his, "Clarke", "09:00");
        Assert.Equal(0, await his.Page.Locator("form[action$='/leave']").CountAsync());

        await his.Page.GotoAsync("/scheduling/employer/results");
        await his.Page.Locator("main li", new() { HasText = "Lovelace" }).Locator("a[href$='/result']").First.ClickAsync();
        await his.See("input[name=outcome][value=conclusive]").CheckAsync();
        await his.See("#secondOn").FillAsync($"{ComingEdition.Today.PlusDays(7):dd/MM/uuuu}");
        await his.See("main form[action$='/result'] button").ClickAsync();
        await his.ReadsAsync("[role=status]", "The result is noted.");
        await his.ReadsAsync("main li .tag.good", "Conclusive");
    }

    private static async Task BookAsync(Visitor his, string name, string time)
    {
        if (!his.Page.Url.Contains("/candidates", StringComparison.Ordinal))
            await his.See("main a[href$='/candidates']").ClickAsync();
        await his.Page.Locator("main tr", new() { HasText = name }).Locator("a[href$='/book']").ClickAsync();
        await his.Page.GetByLabel(time).CheckAsync();
        await his.See("main form[action$='/book'] button").ClickAsync();
        await his.ReadsAsync("[role=status]", "The interview is booked.");
    }

    private static Task OfAsync(Visitor his, string name, string act) => his.Page.Locator("main li", new() { HasText = name }).Locator($"a[href$='/{act}']").ClickAsync();
}
