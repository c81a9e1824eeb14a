using System.Globalization;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// Of a morning at Ronchin's doors.
/// 1. On pages that have no script, with the keyboard alone: somebody at door A types three letters, reads where Ada goes, receives her with one button and takes it back.
/// 2. Joan has not registered: three fields, and she is in. A namesake is shown first.
/// 3. A device is opened with network, then has none: it finds, receives three, takes one back, registers one, and is opened again; all that waits is said.
/// 4. The network comes back and breaks while it sends: everything counts, once.
/// 5. Two devices without network receive the same person: one counts, both are told. What another door does is seen within a second.
/// 6. Signing out leaves nothing on the device; nor does the end of the day, but for what waits. Its clock may be wrong by hours.
/// </summary>
[Collection(Demo.Name)]
public sealed class DeskTests(Demo demo)
{
    /// <summary>The first send reaches the server, and its answer never comes.</summary>
    private const string BreaksOnce = """
        const real = window.fetch;
        window.fetch = async (address, how) => {
          const answer = await real(address, how);
          if (String(address).endsWith('/commands') && !localStorage.getItem('broke')) { localStorage.setItem('broke', '1'); throw new TypeError('Failed to fetch'); }
          return answer;
        };
        """;

    [Fact]
    public async Task A_door_with_forms_alone()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2071", ComingEdition.Today);
        await using var door = await demo.VisitAsync();
        await door.LookAsAsync("desk");
        await door.ReadsAsync("h1", "Accueil du jour");
        await door.Page.GotoAsync("/registration/desk/2071/ronchin");
        await door.Page.FillAsync("#door", "Entrée A");
        await door.See("form[action$='/door'] button").ClickAsync();
        await door.ReadsAsync(".desk-place", "Entrée A");
        await door.FocusIsOnAsync("#find");
        await door.Page.Keyboard.TypeAsync("LÔV");
        await door.Page.Keyboard.PressAsync("Enter");
        await door.ReadsAsync(".desk-people li", "Lovelace Ada");
        await door.LooksGoodAsync();
        await door.PressAsync("form[action$='/check-ins'] button");
        await door.ReadsAsync("[role=status]", "Lovelace Ada : arrivée notée à");
        await door.ReadsAsync("[role=status]", "(Entrée A)");
        await door.LooksGoodAsync();
        await door.PressAsync("form[action$='/undo'] button");
        await door.ReadsAsync("[role=status]", "La personne reste inscrite et attendue.");

        await door.See("main a[href$='/walk-in']").ClickAsync();
        await door.Page.FillAsync("#lastName", "Hopper");
        await door.Page.FillAsync("#firstName", "Grace");
        await door.See("#consent").CheckAsync();
        await door.LooksGoodAsync();
        await door.See("main form button").ClickAsync();
        await door.ReadsAsync(".desk-people li", "Hopper Grace");
        await door.LooksGoodAsync();
        await door.Page.FillAsync("#firstName", "Joan");
        await door.See("button[name=other]").ClickAsync();
        await door.ReadsAsync("[role=status]", "Hopper Joan : inscription et arrivée notées à");
        await door.LooksGoodAsync();
        await door.See("main a[href$='/wishes']").ClickAsync();
        await door.Page.Locator("ul.wishes li", new() { HasText = "Boulanger" }).Locator("select").SelectOptionAsync("1");
        await door.See("button[value=save]").ClickAsync();
        await door.ReadsAsync("main ol li", "Boulanger");
        await door.LooksGoodAsync();
        Assert.Contains("\"received\":1", await edition.BilanAsync(), StringComparison.Ordinal);
        Assert.Contains("\"registered\":4", await edition.BilanAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_network()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2072", ComingEdition.Today);
        await using var a = await OpenAsync();
        await a.Page.Context.SetOfflineAsync(true);
        await a.ReadsAsync("#state", "Sans réseau");
        foreach (var (sought, name) in new[] { ("lov", "Lovelace"), ("hop", "Hopper"), ("tur", "Turing") })
            await ReceiveAsync(a, sought, name);
        await a.Page.FillAsync("#find", "tur");
        await a.ReadsAsync("#people li", "pas encore envoyée");
        await a.See("#people button").ClickAsync();
        await a.See("#walk-in summary").ClickAsync();
        await a.Page.FillAsync("#lastName", "Clarke");
        await a.Page.FillAsync("#firstName", "Joan");
        await a.See("#walk-in-form button").ClickAsync();
        await a.ReadsAsync("#wrong", "Sans son accord");
        await a.See("#consent").CheckAsync();
        await a.See("#walk-in-form button").ClickAsync();
        await a.ReadsAsync("#state", "5 actions attendent sur cet appareil.");
        await a.LooksGoodAsync();

        await a.Page.ReloadAsync();
        await a.ReadsAsync("#state", "5 actions attendent sur cet appareil.");
        await a.ReadsAsync("#waiting", "Sans inscription : Clarke Joan");
        await a.Page.FillAsync("#find", "hop");
        await a.ReadsAsync("#people li", "pas encore envoyée");
        // Nothing that waits is lost by leaving.
        await a.See("#leave button").ClickAsync();
        await a.ReadsAsync("#told", "Rien n’est effacé");

        await a.Page.Context.SetOfflineAsync(false);
        await a.ReadsAsync("#state", "En ligne. Tout est enregistré.");
        Assert.Equal("1", await a.Page.EvaluateAsync<string>("localStorage.getItem('broke')"));
        await a.ReadsAsync("#done", "Clarke Joan : inscription et arrivée notées à");
        await a.ReadsAsync("[data-count=received]", "3");
        await a.ReadsAsync("#arrivals li", "Hopper Grace");
        await a.LooksGoodAsync();
        Assert.Contains("\"registered\":4", await edition.BilanAsync(), StringComparison.Ordinal);
        Assert.Contains("\"received\":3", await edition.BilanAsync(), StringComparison.Ordinal);

        // Two at once, and neither knows of the other.
        await using var b = await OpenAsync();
        foreach (var device in (Visitor[])[a, b])
        {
            await device.Page.Context.SetOfflineAsync(true);
            await device.ReadsAsync("#state", "Sans réseau");
            await ReceiveAsync(device, "tur", "Turing");
        }
        await a.Page.Context.SetOfflineAsync(false);
        await a.ReadsAsync("#done", "Turing Alan : arrivée notée à");
        await b.Page.Context.SetOfflineAsync(false);
        await b.ReadsAsync("#done", "Turing Alan est déjà là depuis");
        await b.ReadsAsync("#state", "Tout est enregistré.");
        Assert.Contains("\"received\":4", await edition.BilanAsync(), StringComparison.Ordinal);

        // What one does the other sees.
        await b.Page.FillAsync("#find", "lov");
        await b.ReadsAsync("#people li", "Là depuis");
        await a.Page.FillAsync("#find", "lov");
        await a.See("#people button").ClickAsync();
        var pressed = DateTimeOffset.UtcNow;
        await b.ReadsAsync("#people li", "Attendu");
        var seen = DateTimeOffset.UtcNow - pressed;
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"Seen at the other door after {seen.TotalMilliseconds:0} ms."));

        await a.ReadsAsync("#state", "Tout est enregistré.");
        await a.See("#leave button").ClickAsync();
        await a.Page.WaitForURLAsync("**/registration/demo**");
        Assert.Equal(0, await a.Page.EvaluateAsync<int>("indexedDB.databases().then(all => all.length)"));
        Assert.Equal(0, await a.Page.EvaluateAsync<int>("navigator.serviceWorker.getRegistrations().then(all => all.length)"));
    }

    [Fact]
    public async Task A_button_that_has_just_become_another_is_not_pressed_by_the_same_finger()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2074", ComingEdition.Today);
        await using var a = await OpenAsync("2074", "// Its network does not break.");
        await using var b = await OpenAsync("2074", "// Its network does not break.");
        await b.Page.FillAsync("#find", "lov");
        await b.ReadsAsync("#people li", "Attendu");
        // Somebody is about to receive Ada here too when the other door has done so: the finger lands on what would take it back.
        await b.Page.EvaluateAsync("new MutationObserver(() => document.querySelector('#people button.quiet')?.click()).observe(document.getElementById('people'), { childList: true })");
        await a.Page.FillAsync("#find", "lov");
        await a.See("#people button").ClickAsync();
        await b.ReadsAsync("#people li", "Là depuis");
        await b.ReadsAsync("[data-count=received]", "1");
        Assert.Contains("\"received\":1", await edition.BilanAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await b.Page.Locator("#waiting li, #done li").CountAsync());

        // A moment later it is meant.
        await b.Page.WaitForTimeoutAsync(800);
        await b.See("#people button").ClickAsync();
        await b.ReadsAsync("#done", "Lovelace Ada : arrivée annulée");
    }

    [Fact]
    public async Task A_device_whose_clock_is_five_hours_slow_and_the_end_of_its_day()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2073", ComingEdition.Today);
        await using var device = await OpenAsync("2073", """
            const hours = Number(localStorage.getItem('hours') ?? -5), RealDate = Date;
            window.Date = class extends RealDate { constructor(...of) { of.length ? super(...of) : super(RealDate.now() + hours * 3600000); } static now() { return RealDate.now() + hours * 3600000; } };
            """);
        await device.Page.Context.SetOfflineAsync(true);
        await device.ReadsAsync("#state", "Sans réseau");
        await ReceiveAsync(device, "lov", "Lovelace");
        // Wrong as it is, it says the hour that it is.
        var hour = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]).Hour;
        await device.ReadsAsync("#waiting", $"{hour}h");
        await device.Page.Context.SetOfflineAsync(false);
        await device.ReadsAsync("#done", $"Lovelace Ada : arrivée notée à {hour}h");

        // The day after, still without network: what was not sent is there, the names are not.
        await device.Page.Context.SetOfflineAsync(true);
        await device.ReadsAsync("#state", "Sans réseau");
        await ReceiveAsync(device, "hop", "Hopper");
        await device.Page.EvaluateAsync("localStorage.setItem('hours', 20)");
        await device.Page.ReloadAsync();
        await device.ReadsAsync("#state", "La journée est finie : la liste est effacée de cet appareil.");
        await device.ReadsAsync("#state", "1 action attend sur cet appareil.");
        await device.Page.FillAsync("#find", "lov");
        await device.ReadsAsync("#none", "Personne ne correspond");
        await device.Page.Context.SetOfflineAsync(false);
        await device.ReadsAsync("#done", "Hopper Grace : arrivée notée à");
        Assert.Contains("\"received\":2", await edition.BilanAsync(), StringComparison.Ordinal);
    }

    private async Task<Visitor> OpenAsync(string edition = "2072", string script = BreaksOnce)
    {
        var visitor = await demo.VisitAsync();
        await visitor.LookAsAsync("desk");
        await visitor.Page.AddInitScriptAsync(script);
        await visitor.Page.GotoAsync($"/registration/desk/{edition}/ronchin");
        await visitor.See("main a[href$='/device']").ClickAsync();
        await visitor.ReadsAsync("#kept", "gardée sur l’appareil");
        await visitor.ReadsAsync("#state", "En ligne. Tout est enregistré.");
        return visitor;
    }

    private static async Task ReceiveAsync(Visitor device, string sought, string name)
    {
        await device.Page.FillAsync("#find", sought);
        await device.ReadsAsync("#people li", name);
        await device.See("#people button").ClickAsync();
        await device.ReadsAsync("#told", $"Arrivée : {name}");
    }
}
