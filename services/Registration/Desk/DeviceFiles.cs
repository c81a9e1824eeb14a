using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Desk;

/// <summary>What makes the desk's page one that can be installed: its scripts, its service worker, its manifest and icon. Nothing about anybody, so open to all.</summary>
internal static class DeviceFiles
{
    private static readonly EmbeddedScript App = Of("app.js"), Camera = Of("camera.js"), Decoder = Of("qr.js"), Worker = Of("worker.js");

    private const string Icon = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#073d48"/><g transform="translate(10 10) scale(1.57)"><path d="M3 4h16v11H10l-5 5v-5H3z" fill="#8fbcc4"/><path d="M22 9h4v11h-3v5l-5-5h-7v-2h11z" fill="#fff"/></g></svg>""";

    public static string AppPath => App.Address;

    /// <summary>Of the desk with network too.</summary>
    public static string CameraPath => Camera.Address;

    /// <summary>Reads QR codes where the browser does not: asked for only when a camera is on.</summary>
    public static string DecoderPath => Decoder.Address;

    public const string IconPath = "/registration/desk/icon.svg";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var script in (EmbeddedScript[])[App, Camera, Decoder, Worker])
            routes.Get(script.Path, script.Answer).AllowAnonymous();
        routes.Get("/registration/desk/icon.svg", () => Results.Text(Icon, "image/svg+xml")).AllowAnonymous();
        routes.Get("/registration/desk/{code}/{site}/app.webmanifest", Manifest).AllowAnonymous();
    }

    /// <summary>Browsers ask for it without saying who they are: it says no more than its own address.</summary>
    private static IResult Manifest(string code, string site)
    {
        var path = $"/registration/desk/{Uri.EscapeDataString(code)}/{Uri.EscapeDataString(site)}/";
        return Results.Json(new Dictionary<string, object>
        {
            ["name"] = $"{DeskTexts.Words["Device.Short"]} {site}",
            ["short_name"] = DeskTexts.Words["Device.Short"],
            ["start_url"] = $"{path}device",
            ["scope"] = path,
            ["display"] = "standalone",
            ["background_color"] = "#f4f7f7",
            ["theme_color"] = "#073d48",
            ["icons"] = new[] { new Dictionary<string, string> { ["src"] = IconPath, ["sizes"] = "any", ["type"] = "image/svg+xml" } },
        }, contentType: "application/manifest+json");
    }

    private static EmbeddedScript Of(string name) => new(typeof(DeviceFiles), $"/registration/desk/{name}");
}
