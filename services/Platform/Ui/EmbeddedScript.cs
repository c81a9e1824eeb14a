using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.Ui;

/// <summary>A script of ours that is part of the program: its file lies beside the class that it belongs to. It names nobody.</summary>
public sealed class EmbeddedScript
{
    private readonly byte[] _content;
    private readonly string _version;

    /// <param name="beside">In whose folder, so in whose namespace, the file is.</param>
    /// <param name="path">Where browsers find it; the last part is the file's name.</param>
    /// <exception cref="FileNotFoundException">No such file was built in: a defect, so it is loud.</exception>
    public EmbeddedScript(Type beside, string path)
    {
        var name = $"{beside.Namespace}.{path.Split('/')[^1]}";
        using var file = beside.Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} is not in {beside.Assembly.GetName().Name}.");
        using var all = new MemoryStream();
        file.CopyTo(all);
        _content = all.ToArray();
        _version = Convert.ToHexStringLower(SHA256.HashData(_content))[..12];
        Path = path;
    }

    public string Path { get; }

    /// <summary>Changes with its content, so browsers may keep it for ever.</summary>
    public string Address => $"{Path}?v={_version}";

    public IResult Answer(HttpContext http)
    {
        http.Response.Headers.CacheControl = http.Request.Query["v"] == _version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(_content, "text/javascript; charset=utf-8");
    }
}
