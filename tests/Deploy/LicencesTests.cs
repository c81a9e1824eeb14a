using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using JobDating.Tests.Platform;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>
/// <c>deploy/licences.md</c> is what restore has resolved, with the licence that each package itself brings; a licence that an association may not use freely is refused.
/// When they differ, the right text lies in <c>tests/bin/licences.md</c>.
/// </summary>
public sealed class LicencesTests
{
    private const string File = "deploy/licences.md";

    /// <summary>One of those that a package offers must be here.</summary>
    private static readonly string[] _free = ["Apache-2.0", "MIT", "MPL-2.0", "LGPL-3.0", Microsofts];

    private const string Microsofts = "Microsoft's terms for its SNI library: free to use and to pass on with a program";

    /// <summary>Packages that bring their licence as a file: known by what stands in it, so that another text is another licence.</summary>
    private static readonly IReadOnlyDictionary<string, string> _files = new Dictionary<string, string>
    {
        ["8d389547068f9fe8cf61e9d3b0a40d2858dc217f4daa53e83208040530e0c9b0"] = "LGPL-3.0 OR Hangfire's commercial one",
        ["a4a51be07f725a12b66231a908e64d560de245b8a0d0cb0e0046097e486d0800"] = "LGPL-3.0 OR Hangfire's commercial one",
        ["9335e8bad875dd7be4eebd55d2335eb6433d1cea61aadb3817af7807bef8932a"] = Microsofts,
    };

    private sealed record Package(string Name, string Version, string Licence, IReadOnlySet<string> Users)
    {
        public string Use => Users.Any(user => user is not ("Tests" or "Benchmarks")) ? string.Join(", ", Users.Where(user => user is "AllInOne" or "Gateway" or "Registration" or "Scheduling" or "Outcomes").Order(StringComparer.Ordinal)) : "tests only";
    }

    [Fact]
    public void The_list_is_what_was_resolved()
    {
        var right = Write(Resolved());
        var written = Known.Exists(File) ? Known.Text(File) : "";
        if (right != written)
            System.IO.File.WriteAllText(Path.Combine(SourceTree.Root, "tests/bin/licences.md"), right);
        Assert.Equal(right, written);
    }

    [Fact]
    public void Every_licence_is_one_that_an_association_may_use_freely() => Assert.Empty(Resolved().Where(package => !IsFree(package.Licence)).Select(package => $"{package.Name}: {package.Licence}"));

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("Apache-2.0 OR MPL-2.0", true)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("AGPL-3.0-only", false)]
    [InlineData("unknown: LICENSE.txt", false)]
    [InlineData("none", false)]
    public void A_licence_is_free_when_one_of_those_offered_is(string licence, bool expected) => Assert.Equal(expected, IsFree(licence));

    /// <summary>No script, font or picture of others lies in the tree: what browsers get is written here.</summary>
    [Fact]
    public void Nothing_of_others_lies_in_the_tree() => Assert.Empty(SourceTree.Files()
        .Where(source => source.File.Extension is ".woff" or ".woff2" or ".ttf" or ".otf" or ".map" or ".dll" or ".nupkg" || source.File.Name is "package.json" or "package-lock.json" || source.File.Name.EndsWith(".min.js", StringComparison.Ordinal) || source.Path.Contains("node_modules/", StringComparison.Ordinal))
        .Select(source => source.Path));

    private static bool IsFree(string licence) => licence.Split(" OR ").Any(one => one.Split(" AND ").All(part => _free.Contains(part.Trim('(', ')', ' '))));

    private static string Write(IReadOnlyList<Package> packages)
    {
        var text = new StringBuilder("""
            # Packages and their licences

            Everything that restore resolves, with the licence that each package itself brings. Made, not written: `dotnet test -c Release --filter-class "*LicencesTests"; cp tests/bin/licences.md deploy/licences.md`.
            A test holds it against what was resolved, and refuses licences other than Apache-2.0, MIT, MPL-2.0, LGPL-3.0 and Microsoft's terms for its SNI library (used on Windows only).

            The .NET runtime and ASP.NET Core are MIT, SQLite is in the public domain. Programs beside ours, not part of it: RabbitMQ (MPL-2.0), Caddy (Apache-2.0), SQL Server (Microsoft's, Express costs nothing).
            Scripts, styles and pictures that browsers get are our own; there is no font.

            | package | version | licence | part of |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var package in packages)
            text.Append($"| {package.Name} | {package.Version} | {package.Licence} | {package.Use} |\n");
        return text.ToString();
    }

    private static IReadOnlyList<Package> Resolved()
    {
        var users = new SortedDictionary<(string Name, string Version), HashSet<string>>();
        var folders = new Dictionary<(string, string), string>();
        foreach (var (_, project) in SourceTree.Files("", "*.csproj"))
        {
            using var assets = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(project.DirectoryName!, "obj", "project.assets.json")));
            var roots = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
            foreach (var library in assets.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
            {
                var key = (library.Name.Split('/')[0], library.Name.Split('/')[1]);
                if (!users.TryGetValue(key, out var who))
                    users[key] = who = [];
                who.Add(Path.GetFileNameWithoutExtension(project.Name));
                folders[key] = roots.Select(root => Path.Combine(root, library.Value.GetProperty("path").GetString()!)).First(Directory.Exists);
            }
        }
        return [.. users.OrderBy(one => one.Key.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Key.Version, StringComparer.Ordinal).Select(one => new Package(one.Key.Name, one.Key.Version, Licence(folders[one.Key]), one.Value))];
    }

    private static string Licence(string folder)
    {
        var written = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        if (written is null)
            return "none";
        if (written.Attribute("type")!.Value == "expression")
            return written.Value;
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(Path.Combine(folder, written.Value))));
        return _files.GetValueOrDefault(digest, $"unknown: {written.Value}");
    }
}
