using System.Security.Cryptography;

namespace JobDating.Scheduling.Hall;

/// <summary>The one script of the board and the screen: it asks for what is new twice a second, counts down to the gong and sounds it. Without it the pages come again by themselves.</summary>
internal static class HallScript
{
    private static readonly byte[] Text = Read();

    /// <summary>What stands behind the question mark changes with its content, so browsers may keep it for ever.</summary>
    public static string Path { get; } = $"/scheduling/hall.js?{Convert.ToHexStringLower(SHA256.HashData(Text))[..12]}";

    public static IResult Send(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Text, "text/javascript; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var script = typeof(HallScript).Assembly.GetManifestResourceStream("JobDating.Scheduling.Hall.hall.js")!;
        using var all = new MemoryStream();
        script.CopyTo(all);
        return all.ToArray();
    }
}
