using JobDating.Tests.Outcomes.FollowUp.Answering;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A month after Ronchin Ada opens the link in her mail: one question, three buttons.
/// 2. "Working" is an answer already. She adds since when, which contract and with whom: Acme, whom she met, stands first.
/// 3. She changes her mind, then asks to be asked no more, and takes that back.
/// 4. When the wave is closed the page says so, and what she had said.
/// 5. By the link at the end of a mail she ends the asking without being signed in.
/// In French with the keyboard alone, seeing where she is at every stop; in English in a browser that runs no scripts.
/// </summary>
[Collection(Demo.Name)]
public sealed class AnswerTests(Demo demo)
{
    [Fact]
    public async Task In_French_with_the_keyboard_alone()
    {
        await using var at = await AfterRonchin.StartAsync();
        await using var her = await demo.VisitAsync();
        await her.Page.GotoAsync(new Uri(at.House.Address, await at.LinkAsync(at.AdaId)).ToString());
        await her.ReadsAsync("h1", "Où en êtes-vous aujourd’hui ?");
        await her.LooksGoodAsync();
        await her.Page.SetViewportSizeAsync(Visitor.Phone, 740);
        foreach (var answer in (string[])["hired", "training", "neither"])
            Assert.True((await her.See($"button[value={answer}]").BoundingBoxAsync()) is { Height: >= 60, Width: >= 300, Y: var top } && top < 740, $"{answer} is in sight of a thumb.");
        await her.PressAsync("button[value=hired]");
        await her.ReadsAsync("[role=status]", "Votre réponse est enregistrée.");
        Assert.Equal(["hired"], await at.AnswersAsync(at.AdaId));
        await her.LooksGoodAsync();

        await her.TypeAsync("#startedOn", "2/5/2024");
        await her.PressAsync("#contractType-0", "ArrowDown");
        await her.TypeAsync("#endedOn", "1/4/2024");
        await her.PressAsync("#employer-0", "Space");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.FocusIsOnAsync("#errors");
        await her.LooksGoodAsync();
        await her.PressAsync("#errors a[href='#endedOn']");
        await her.FocusIsOnAsync("#endedOn");
        await her.Page.Keyboard.PressAsync("Control+A");
        await her.Page.Keyboard.TypeAsync("1/12/2024");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("[role=status]", "Vos précisions sont enregistrées.");
        await her.ReadsAsync(".card", "Acme");
        await her.LooksGoodAsync();
        Assert.Equal(["hired withdrawn", $"hired {AfterRonchin.Acme} CDD 2024-05-02 2024-12-01"], await at.AnswersAsync(at.AdaId));

        await her.PressAsync("a[href$='change=yes']");
        await her.LooksGoodAsync();
        await her.PressAsync("button[value=neither]");
        await her.ReadsAsync(".card", "Ni l’un ni l’autre");
        Assert.Equal("neither", (await at.AnswersAsync(at.AdaId))[^1]);
        await her.PressAsync("button[value=no]");
        await her.ReadsAsync("[role=status]", "nous ne vous demanderons plus rien");
        await her.LooksGoodAsync();
        await her.PressAsync("button[value=yes]");
        await her.ReadsAsync("[role=status]", "de nouveau");

        await at.WriteAsync("UPDATE wave SET status = 'closed'");
        await her.PressAsync("a[href$='change=yes']");
        await her.ReadsAsync(".lead", "nous ne vous demandons rien");
        await her.LooksGoodAsync();
        Assert.Empty(await her.WrongAtAnyWidthAsync());

        await her.Page.GotoAsync(new Uri(at.House.Address, (await at.AddressesAsync(at.AdaId)).Stop.AbsolutePath).ToString());
        await her.LooksGoodAsync();
        await her.PressAsync("main button");
        await her.ReadsAsync("[role=status]", "vous ne recevrez plus de question");
        await her.LooksGoodAsync();
    }

    [Fact]
    public async Task In_English_without_scripts()
    {
        await using var at = await AfterRonchin.StartAsync();
        await using var her = await demo.VisitAsync("en-GB", scripts: false);
        await her.Page.GotoAsync(new Uri(at.House.Address, await at.LinkAsync(at.AdaId)).ToString());
        await her.See("button[value=training]").ClickAsync();
        await her.ReadsAsync("[role=status]", "Your answer has been recorded.");
        await her.See("#startedOn").FillAsync("6/5/2024");
        await her.See("section[aria-labelledby=details] button").ClickAsync();
        await her.ReadsAsync(".card", "from 6 May 2024");
        await her.See("a[href$='change=yes']").ClickAsync();
        await her.See("button[value=hired]").ClickAsync();
        await her.Page.GetByLabel("Business creation").CheckAsync();
        await her.See("section[aria-labelledby=details] button").ClickAsync();
        await her.ReadsAsync(".card", "Business creation");
        Assert.Equal(["training withdrawn", "training 2024-05-06 withdrawn", "hired withdrawn", "hired business_creation"], await at.AnswersAsync(at.AdaId));

        await her.Page.GotoAsync(new Uri(at.House.Address, (await at.AddressesAsync(at.AdaId)).Stop.AbsolutePath).ToString());
        await her.ReadsAsync("h1", "Stop asking me");
        await her.See("main button").ClickAsync();
        await her.ReadsAsync("[role=status]", "you will receive no more questions");
    }
}
