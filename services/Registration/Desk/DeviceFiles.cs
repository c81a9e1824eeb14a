using System.Security.Cryptography;
using JobDating.Platform;

namespace JobDating.Registration.Desk;

/// <summary>What makes the desk's page one that can be installed: its script, its service worker, its manifest and icon. Nothing about anybody, so open to all.</summary>
internal static class DeviceFiles
{
    private static readonly byte[] App = Read("app.js");
    private static readonly byte[] Worker = Read("worker.js");

    private const string Icon = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#073d48"/><g transform="translate(10 10) scale(1.57)"><path d="M3 4h16v11H10l-5 5v-5H3z" fill="#8fbcc4"/><path d="M22 9h4v11h-3v5l-5-5h-7v-2h11z" fill="#fff"/></g></svg>""";

    /// <summary>Its address changes with its content.</summary>
    public static string AppPath { get; } = $"/registration/desk/app.js?v={Convert.ToHexStringLower(SHA256.HashData(App))[..12]}";

    public const string IconPath = "/registration/desk/icon.svg";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/registration/desk/app.js", (HttpContext http) => Of(http, App, "text/javascript; charset=utf-8")).AllowAnonymous();
        routes.Get("/registration/desk/worker.js", (HttpContext http) => Of(http, Worker, "text/javascript; charset=utf-8")).AllowAnonymous();
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

    private static IResult Of(HttpContext http, byte[] file, string type)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(file, type);
    }

    private static byte[] Read(string name)
    {
        using var file = typeof(DeviceFiles).Assembly.GetManifestResourceStream($"JobDating.Registration.Desk.{name}")!;
        using var all = new MemoryStream();
        file.CopyTo(all);
        return all.ToArray();
    }
}
