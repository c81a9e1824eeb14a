using System.Text;
using Microsoft.Playwright;
using QRCoder;

namespace JobDating.Tests.Journeys;

/// <summary>A Chromium of its own with a camera that shows one badge for ever, held a little askew; or with another camera, or none.</summary>
internal sealed class FakeCamera : IAsyncDisposable
{
    public const string Allowed = "--use-fake-ui-for-media-stream", Refused = "--use-fake-ui-for-media-stream=deny", NoCamera = "--use-fake-device-for-media-stream=device-count=0";
    private const int Width = 640, Height = 480;

    /// <summary>Chromium knows a film by its name's end.</summary>
    private readonly string _film = Path.Combine(Path.GetTempPath(), $"jobdating-{Guid.NewGuid():n}.y4m");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <param name="badge">What the badge says; null: what it shows is of no interest.</param>
    public static async Task<FakeCamera> OpenAsync(string? badge, params string[] arguments)
    {
        var camera = new FakeCamera();
        if (badge is not null)
        {
            await camera.FilmAsync(badge);
            arguments = ["--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={camera._film}", .. arguments];
        }
        camera._playwright = await Playwright.CreateAsync();
        camera._browser = await camera._playwright.Chromium.LaunchAsync(new() { ExecutablePath = Demo.Chromium, Args = [.. Demo.Arguments, .. arguments] });
        return camera;
    }

    public async Task<Visitor> VisitAsync(Uri address, string locale = "fr-FR") =>
        await Visitor.ArriveAsync(await _browser!.NewContextAsync(new() { BaseURL = address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));

    /// <summary>Three pictures without colour in the plainest of films, YUV4MPEG2.</summary>
    private async Task FilmAsync(string badge)
    {
        using var code = QRCodeGenerator.GenerateQrCode(badge, QRCodeGenerator.ECCLevel.M);
        var picture = new CodePicture(Width, Height, Unit: 7, Turn: 12, Tilt: 15, Noise: 8).Of(code);
        var colour = new byte[Width * Height / 2];
        Array.Fill(colour, (byte)128);
        await using var film = File.Create(_film);
        await film.WriteAsync(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        for (var i = 0; i < 3; i++)
        {
            await film.WriteAsync("FRAME\n"u8.ToArray());
            await film.WriteAsync(picture);
            await film.WriteAsync(colour);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        File.Delete(_film);
    }
}
