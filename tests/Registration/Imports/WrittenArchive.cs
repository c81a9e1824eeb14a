using System.IO.Compression;
using System.Text;
using JobDating.Contracts.Flow;
using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

/// <summary>An edition's files as a test writes them, in a folder that is gone afterwards. It starts with a good <c>edition.csv</c>.</summary>
internal sealed class WrittenArchive : IDisposable
{
    /// <summary>Valid SIRETs of Acme (two establishments) and Globex.</summary>
    public const string Acme = "73282932000074";
    public const string AcmeLille = "73282932000082";
    public const string Globex = "40483304800022";

    private readonly string _root = Directory.CreateTempSubdirectory("jobdating-archive-").FullName;

    public WrittenArchive()
    {
        Directory.CreateDirectory(Folder);
        With("edition.csv", "code,name,time_zone", "2023,Tour 2023,Europe/Paris");
    }

    public string Folder => Path.Combine(_root, "edition");

    public WrittenArchive With(string name, params string[] lines) => WithText(name, string.Join("\n", lines) + "\n");

    public WrittenArchive WithText(string name, string text) => WithBytes(name, Encoding.UTF8.GetBytes(text));

    public WrittenArchive WithBytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        return this;
    }

    public WrittenArchive Without(string name)
    {
        File.Delete(Path.Combine(Folder, name));
        return this;
    }

    /// <summary>Ronchin, Acme and Globex there with one table each, Ada and Grace.</summary>
    public WrittenArchive WithCast() =>
        With("sites.csv", "code,name,date", "ronchin,Ronchin,2023-04-11")
        .With("establishments.csv", "siret,company_name", $"{Acme},Acme", $"{Globex},Globex")
        .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{Acme},1,present", $"ronchin,{Globex},1,present")
        .With("candidates.csv", "code,last_name,first_name", "C1,Lovelace,Ada", "C2,Hopper,Grace");

    /// <summary>A zip of the folder's files under that prefix, and of further entries as they are given.</summary>
    public string Zip(string prefix = "", params (string Name, byte[] Bytes)[] more)
    {
        var path = Path.Combine(_root, $"{Guid.CreateVersion7()}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var file in Directory.EnumerateFiles(Folder).Order())
            Add(prefix + Path.GetFileName(file), File.ReadAllBytes(file));
        foreach (var (name, bytes) in more)
            Add(name, bytes);
        return path;

        void Add(string name, byte[] bytes)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(bytes);
        }
    }

    public Task<Checked> CheckAsync(KnownCodes? known = null) => CheckAsync(Folder, known);

    /// <summary>What the check said of what stands at that path.</summary>
    public static async Task<Checked> CheckAsync(string path, KnownCodes? known = null)
    {
        using var archive = Archive.Open(path);
        return await CheckAsync(archive, known);
    }

    public static async Task<Checked> CheckAsync(Archive archive, KnownCodes? known = null)
    {
        var findings = new List<Finding>();
        var sink = new FindingSink((batch, _) =>
        {
            findings.AddRange(batch);
            return ValueTask.CompletedTask;
        });
        var result = await CheckArchive.RunAsync(archive, known ?? NothingKnown, sink, null, CancellationToken.None);
        Assert.Equal(findings.Count(finding => !finding.IsNotice), result.Errors);
        Assert.Equal(findings.Count(finding => finding.IsNotice), result.Notices);
        return new Checked(result, findings);
    }

    public static Task<IReadOnlyDictionary<string, string?>> NothingKnown(
        string edition, string file, IReadOnlyCollection<string> codes, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>());

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

internal sealed record Checked(CheckedArchive Result, IReadOnlyList<Finding> Findings)
{
    /// <summary>All findings, each as <c>file:line column rule</c>, a notice with a question mark behind.</summary>
    public void Are(params string[] expected) => Assert.Equal(expected, Findings.Select(finding =>
        $"{finding.FileName}:{finding.Line} {finding.Column} {finding.Rule}{(finding.IsNotice ? "?" : "")}"));

    public Finding Only => Assert.Single(Findings);
}
