using JobDating.Registration.Prints;
using Microsoft.Playwright;
using QRCoder;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// Of badges held up to the camera of a desk; Chromium has no reader of its own here, so ours reads.
/// 1. On the pages with forms: one button, the camera sees Ada's badge, and Ada is found. Held up still, it is not read again. Without script there is no such button.
/// 2. A badge of another edition is told as one that is typed.
/// 3. On a device without network: the badge is read, Ada received, and the camera stops when the page is not looked at.
/// 4. A browser that reads codes itself is asked first; one that only says so is not believed.
/// 5. Refused, missing, or at an address that is not secure: what to do is said, in the reader's language.
/// 6. What any maker of QR codes draws is read, turned, tilted, smudged and in bad light.
/// </summary>
[Collection(Demo.Name)]
public sealed class CameraTests(Demo demo)
{
    private const string Desk = "/registration/desk/2091/ronchin";

    /// <summary>A browser's own reader, which sees Grace's badge whatever is held up, or breaks.</summary>
    private const string OwnReader = """
        window.BarcodeDetector = class {
          static async getSupportedFormats() { return ['ean_13', 'qr_code']; }
          async detect(video) { if (!CODE) throw new DOMException('Barcode detection service unavailable.', 'NotSupportedError'); return video.videoWidth ? [{ rawValue: CODE }] : []; }
        };
        """;

    private static string Ada { get; } = new BadgeCode("2091", "C1").ToString();

    [Fact]
    public async Task A_badge_is_read_at_the_desk()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2091", ComingEdition.Today);
        using var other = await ComingEdition.MakeAsync(demo, "2092", ComingEdition.Today);
        await using var camera = await FakeCamera.OpenAsync(Ada, FakeCamera.Allowed);
        await using (var visitor = await DeskAsync(camera))
        {
            await visitor.LooksGoodAsync();
            await visitor.PressAsync("#camera-open");
            await visitor.Page.WaitForURLAsync($"**{Desk}?find=**");
            await visitor.ReadsAsync(".desk-people li", "Lovelace Ada");
            Assert.Equal(Ada, await visitor.Page.InputValueAsync("#find"));

            await visitor.See("#camera-open").ClickAsync();
            await visitor.ReadsAsync("#camera-told", "Ce badge vient d’être lu. Montrez le suivant.");
            await visitor.LooksGoodAsync();
            await visitor.See("#camera-open").ClickAsync();
            await IsOffAsync(visitor);
            await visitor.ReadsAsync("#camera-open", "Lire un badge (caméra)");

            await visitor.Page.GotoAsync("/registration/desk/2092/ronchin");
            await visitor.See("#camera-open").ClickAsync();
            await visitor.ReadsAsync("[role=status]", "Ce badge est d’une autre édition (2091).");
        }

        await using var without = await demo.VisitAsync(scripts: false);
        await without.LookAsAsync("desk");
        await without.Page.GotoAsync(Desk);
        await Assertions.Expect(without.See("#find")).ToBeVisibleAsync();
        await Assertions.Expect(without.See("#camera-open")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_badge_is_read_without_network()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2091", ComingEdition.Today);
        await using var camera = await FakeCamera.OpenAsync(Ada, FakeCamera.Allowed);
        await using var device = await DeskAsync(camera);
        await device.See("main a[href$='/device']").ClickAsync();
        await device.ReadsAsync("#kept", "gardée sur l’appareil");
        await device.Page.Context.SetOfflineAsync(true);
        await device.Page.ReloadAsync();
        await device.ReadsAsync("#state", "Sans réseau");

        await device.See("#camera-open").ClickAsync();
        await device.ReadsAsync("#people li", "Lovelace Ada");
        await IsOffAsync(device);
        await device.See("#people button").ClickAsync();
        await device.ReadsAsync("#told", "Arrivée : Lovelace Ada");

        await device.See("#camera-open").ClickAsync();
        await device.ReadsAsync("#camera-told", "Ce badge vient d’être lu.");
        await device.LooksGoodAsync();
        await device.Page.EvaluateAsync("Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))");
        await device.ReadsAsync("#camera-told", "La caméra s’est arrêtée.");
        await IsOffAsync(device);
    }

    [Theory]
    [InlineData("C2", "Hopper Grace", 0)]
    [InlineData(null, "Lovelace Ada", 1)]
    public async Task A_browser_that_reads_codes_is_asked_first(string? candidate, string found, int loaded)
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2091", ComingEdition.Today);
        await using var camera = await FakeCamera.OpenAsync(Ada, FakeCamera.Allowed);
        await using var visitor = await DeskAsync(camera, OwnReader.Replace("CODE", candidate is null ? "null" : $"'{new BadgeCode("2091", candidate)}'", StringComparison.Ordinal));
        var readers = 0;
        visitor.Page.Request += (_, request) => readers += request.Url.Contains("/qr.js", StringComparison.Ordinal) ? 1 : 0;
        await visitor.See("#camera-open").ClickAsync();
        await visitor.ReadsAsync(".desk-people li", found);
        Assert.Equal(loaded, readers);
    }

    [Theory]
    [InlineData("refused", "La caméra est refusée à ce site. Autorisez-la dans les réglages du navigateur", "The camera is refused to this site. Allow it in the browser’s settings")]
    [InlineData("missing", "Cet appareil n’a pas de caméra. Tapez trois lettres du nom.", "This device has no camera. Type three letters of the name.")]
    [InlineData("insecure", "La caméra ne marche qu’à une adresse sûre, qui commence par https.", "The camera only works at a secure address, one that begins with https.")]
    public async Task Without_a_camera_it_is_said_why(string why, string french, string english)
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2091", ComingEdition.Today);
        await using var camera = await (why switch
        {
            "refused" => FakeCamera.OpenAsync(Ada, FakeCamera.Refused),
            "missing" => FakeCamera.OpenAsync(null, FakeCamera.NoCamera, FakeCamera.Allowed),
            _ => FakeCamera.OpenAsync(Ada, FakeCamera.Allowed),
        });
        foreach (var (locale, said) in ((string, string)[])[("fr-FR", french), ("en-GB", english)])
        {
            await using var visitor = await DeskAsync(camera, locale: locale);
            if (why == "insecure")
            {
                // The same house under a name without https: this machine's own addresses count as secure.
                const string name = "http://desk.example/";
                await visitor.Page.RouteAsync($"{name}**", async route => await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = route.Request.Url.Replace(name, demo.Address.ToString(), StringComparison.Ordinal) }) }));
                await visitor.Page.GotoAsync($"{name}{Desk[1..]}");
            }
            await visitor.See("#camera-open").ClickAsync();
            await visitor.ReadsAsync("#camera-told", said);
            await IsOffAsync(visitor);
            await visitor.LooksGoodAsync();
        }
    }

    [Fact]
    public async Task Any_code_is_read_however_it_is_held()
    {
        await using var visitor = await demo.VisitAsync();
        var levels = Enum.GetValues<QRCodeGenerator.ECCLevel>().Where(level => level != QRCodeGenerator.ECCLevel.Default).ToList();
        Assert.Equal(4, levels.Count);
        CodePicture[] held = [new(640, 640, 0, 0), new(640, 640, 0, 33, Tilt: 15, Noise: 12), new(640, 640, 0, 200, Tilt: -10, Smudged: true)];
        // All sizes in the long form, else each sixth.
        for (var version = 1; version <= 20; version += Journeys.Long ? 1 : 6)
        {
            foreach (var level in levels)
            {
                // Capitals and stars, digits alone, and letters that need two bytes: each is written in its own way, and as long as is sure to fit.
                var text = (((int)level + version / 3) % 3) switch { 0 => "JD*23*C42*", 1 => string.Concat(Enumerable.Repeat("01234567890", version)), _ => $"é{new string('x', version * 5)}" };
                using var code = QRCodeGenerator.GenerateQrCode(text, level, requestedVersion: version);
                Assert.Equal((version, level, text), (version, level, await ReadAsync(visitor.Page, held[(version + (int)level) % held.Length] with { Unit = Math.Min(8, 440.0 / (version * 4 + 25)) }, code)));
            }
        }
        foreach (var size in (double[])[3, 5, 8, 12])
            foreach (var (turn, tilt) in ((double, double)[])[(0, 0), (45, 0), (90, 25), (135, -25), (10, 40), (260, -40)])
            {
                using var code = QRCodeGenerator.GenerateQrCode(Ada, QRCodeGenerator.ECCLevel.M);
                Assert.Equal((size, turn, tilt, Ada), (size, turn, tilt, await ReadAsync(visitor.Page, new(640, 480, size, turn, tilt, Noise: 10), code)));
            }
        using var far = QRCodeGenerator.GenerateQrCode(Ada, QRCodeGenerator.ECCLevel.M);
        Assert.Null(await ReadAsync(visitor.Page, new(640, 480, 0.5, 20, Noise: 30), far));
    }

    private static async Task<string?> ReadAsync(IPage page, CodePicture held, QRCodeData code) => await page.EvaluateAsync<string?>("""
        async ([picture, width, height]) => (await import('/registration/desk/qr.js')).readQr(Uint8Array.from(atob(picture), one => one.charCodeAt(0)), width, height)
        """, new object[] { Convert.ToBase64String(held.Of(code)), held.Width, held.Height });

    private async Task<Visitor> DeskAsync(FakeCamera camera, string? script = null, string locale = "fr-FR")
    {
        var visitor = await camera.VisitAsync(demo.Address, locale);
        if (script is not null)
            await visitor.Page.AddInitScriptAsync(script);
        await visitor.LookAsAsync("desk");
        await visitor.Page.GotoAsync(Desk);
        return visitor;
    }

    /// <summary>Nothing of the camera is on: no picture in the page, no light beside the lens.</summary>
    private static async Task IsOffAsync(Visitor visitor)
    {
        await Assertions.Expect(visitor.See("#camera")).ToBeHiddenAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.getElementById('camera-picture').srcObject === null"));
    }
}
