using JobDating.Tests.Outcomes.FollowUp.Calling;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. Two days after the wave has opened Marie, of the staff, opens the telephone: Grace and Carol have no address.
/// 2. She takes the next person. Carol does not pick up; the next page, Grace's, says what was noted.
/// 3. Grace answers: working, since when, with Acme, whom she met. Nobody is left.
/// 4. It was a mistake: she undoes it on the spot, and notes that Grace is in training.
/// 5. An answer of Carol's came on paper: she types three letters and what stands on it.
/// With the keyboard alone, seeing where she is at every stop.
/// </summary>
[Collection(Demo.Name)]
public sealed class TelephoneTests(Demo demo)
{
    [Fact]
    public async Task A_list_is_phoned_with_the_keyboard_alone()
    {
        await using var at = await CallHouse.StartAsync();
        var carol = await at.AddAsync("Carol");
        at.To(5, 13);
        await using var her = await demo.VisitAsync(other: at.Work.House.Address);
        await her.Page.SetExtraHTTPHeadersAsync([KeyValuePair.Create("Authorization", $"{at.Marie.DefaultRequestHeaders.Authorization}")]);

        await her.Page.GotoAsync(CallHouse.Calls);
        await her.ReadsAsync(".figures", "à appeler aujourd’hui");
        await her.LooksGoodAsync();
        await her.PressAsync("main a[href$='/calls/next']");
        await her.ReadsAsync("h1", "Carol");
        await her.ReadsAsync("blockquote", "Je m’appelle Marie");
        await her.ReadsAsync("main", "Encore 1 autre personne à appeler maintenant.");
        await her.LooksGoodAsync();
        Assert.Empty(await her.WrongAtAnyWidthAsync());
        await her.PressAsync("button[value=no_answer]");

        await her.ReadsAsync("h1", "Grace");
        await her.ReadsAsync("[role=status]", "Noté : Carol Carol – Ne répond pas.");
        await her.LooksGoodAsync();
        await her.TypeAsync("#startedOn", "2/5/2027");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.FocusIsOnAsync("#errors");
        await her.LooksGoodAsync();
        await her.PressAsync("#errors a[href='#startedOn']");
        await her.Page.Keyboard.PressAsync("Control+A");
        await her.Page.Keyboard.TypeAsync("2/5/2024");
        await her.PressAsync("#employer-0", "Space");
        await her.Page.Keyboard.PressAsync("Enter");

        await her.ReadsAsync("[role=status]", "Noté : Grace Grace – En emploi.");
        await her.ReadsAsync("main", "Personne n’est à appeler maintenant.");
        Assert.Equal([$"candidate hired {CallHouse.Acme}"], await at.AnswersAsync(at.Grace));
        await her.LooksGoodAsync();
        await her.PressAsync("form[action$='/undo'] button");
        await her.ReadsAsync("[role=status]", "C’est annulé.");
        await her.PressAsync("button[value=training]");
        await her.ReadsAsync("[role=status]", "Noté : Grace Grace – En formation.");
        Assert.Equal([$"candidate hired {CallHouse.Acme} withdrawn", "candidate training"], await at.AnswersAsync(at.Grace));

        await her.PressAsync("main a[href$='/answers/new']");
        await her.FocusIsOnAsync("#search");
        await her.LooksGoodAsync();
        await her.Page.Keyboard.TypeAsync("car");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("h1", "Carol");
        await her.LooksGoodAsync();
        await her.TypeAsync("#answeredOn", "12/5/2024");
        await her.PressAsync("#situation-0", "ArrowDown");
        await her.Page.Keyboard.PressAsync("ArrowDown");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("[role=status]", "Noté : Carol Carol – Ni l’un ni l’autre.");
        await her.FocusIsOnAsync("#search");
        await her.LooksGoodAsync();
        Assert.Equal((0, 1, 2), await at.FiguresAsync(5, 13));
        Assert.Equal(["candidate neither", "staff unreachable"], await at.AnswersAsync(carol));
    }
}
