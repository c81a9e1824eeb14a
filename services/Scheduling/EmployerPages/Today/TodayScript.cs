using System.Security.Cryptography;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary><c>/scheduling/employer/today/today.js</c>: what a phone needs to go on without network, for the page and for its service worker; it names nobody.</summary>
internal static class TodayScript
{
    private static readonly byte[] Script = Read();

    /// <summary>Its address changes with its content.</summary>
    public static string Path { get; } = $"/scheduling/employer/today/today.js?v={Convert.ToHexStringLower(SHA256.HashData(Script))[..12]}";

    internal static IResult Run(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(Script, "text/javascript; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(TodayScript).Assembly.GetManifestResourceStream("JobDating.Scheduling.EmployerPages.Today.today.js")!;
        using var read = new MemoryStream();
        stream.CopyTo(read);
        return read.ToArray();
    }
}
