using System.IO.Compression;
using JobDating.Contracts.Flow;

namespace JobDating.Registration.Imports;

/// <summary>
/// An edition's files, from a folder or a zip that is read where it is (nothing is ever unpacked to disk). What is wrong with the
/// archive itself is in <see cref="Findings"/>; opening never throws for what the archive holds.
/// </summary>
public sealed class Archive : IDisposable
{
    /// <summary>Entries looked at; an archive of fourteen files that has more is something else.</summary>
    public const int MaxEntries = 1000;

    private readonly Dictionary<string, Func<Stream>> _files = [];
    private readonly Dictionary<string, uint> _crcs = [];
    private readonly List<Finding> _findings = [];
    private readonly ReadBudget _budget;
    private FileStream? _zipFile;
    private ZipArchive? _zip;

    private Archive(ReadBudget budget) => _budget = budget;

    /// <summary>Files of the format that are there, in the format's order.</summary>
    public IReadOnlyList<ArchiveFile> Files => [.. ArchiveFormat.Files.Where(file => _files.ContainsKey(file.Name))];

    /// <summary>Bounded by <see cref="MaxEntries"/>.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public bool Has(ArchiveFile file) => _files.ContainsKey(file.Name);

    public static Archive Open(string folderOrZip) => Open(folderOrZip, ArchiveFormat.MaxFileBytes, ArchiveFormat.MaxArchiveBytes);

    /// <summary>With other limits, so that tests reach them with small files.</summary>
    internal static Archive Open(string folderOrZip, long maxFileBytes, long maxArchiveBytes)
    {
        var archive = new Archive(new ReadBudget(maxFileBytes, maxArchiveBytes));
        try
        {
            if (Directory.Exists(folderOrZip))
                archive.AddFolder(folderOrZip);
            else if (File.Exists(folderOrZip))
                archive.AddZip(folderOrZip);
            else
                archive.Find(FindingRules.ArchiveNotFound, folderOrZip);
        }
        catch (Exception damage) when (damage is not OutOfMemoryException)
        {
            // ZipArchive answers damage with exceptions of many kinds; to the reader they are one.
            archive._files.Clear();
            archive.Find(FindingRules.ArchiveUnreadable, Path.GetFileName(folderOrZip));
            return archive;
        }
        if (archive._findings.All(finding => finding.IsNotice) && !archive.Has(ArchiveFormat.Edition))
            archive._findings.Add(ArchiveFindings.About(ArchiveFormat.Edition.Name, 0, "", "", FindingRules.EditionFileMissing));
        return archive;
    }

    /// <summary>The file's bytes, from its start, as often as asked.</summary>
    /// <exception cref="ArchiveReadException">Here or while reading: a limit is passed, or the file is damaged or may not be read.</exception>
    public Stream OpenRead(ArchiveFile file)
    {
        try
        {
            return new CountedStream(_files[file.Name](), _budget, file.Name, Crc(file));
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchiveReadException(FindingRules.FileDamaged, [], refusal);
        }
    }

    public void Dispose()
    {
        _zip?.Dispose();
        _zipFile?.Dispose();
    }

    private uint? Crc(ArchiveFile file) => _crcs.TryGetValue(file.Name, out var crc) ? crc : null;

    private void AddFolder(string folder)
    {
        var seen = 0;
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (++seen > MaxEntries)
            {
                Find(FindingRules.TooManyEntries, Path.GetFileName(folder), MaxEntries.ToString());
                return;
            }
            Add(Path.GetFileName(path), () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
    }

    private void AddZip(string path)
    {
        _zipFile = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        _zip = new ZipArchive(_zipFile, ZipArchiveMode.Read);
        if (_zip.Entries.Count > MaxEntries)
        {
            Find(FindingRules.TooManyEntries, Path.GetFileName(path), MaxEntries.ToString());
            return;
        }
        foreach (var entry in _zip.Entries.Where(entry => !IsSafe(entry.FullName)))
            Find(FindingRules.PathRefused, entry.FullName);
        var entries = _zip.Entries.Where(entry => IsSafe(entry.FullName) && !IsLitter(entry.FullName)).ToList();
        var top = TopFolder(entries);
        foreach (var entry in entries)
        {
            var name = WithoutDot(entry.FullName)[top.Length..];
            if (entry.IsEncrypted && ArchiveFormat.Find(name) is { } file)
                _findings.Add(ArchiveFindings.About(file.Name, 0, "", entry.FullName, FindingRules.EntryEncrypted));
            else if (Add(name, entry.Open) is { } known)
                _crcs[known.Name] = entry.Crc32;
        }
    }

    private ArchiveFile? Add(string name, Func<Stream> open)
    {
        if (IsLitter(name))
            return null;
        if (ArchiveFormat.Find(name) is not { } file)
        {
            _findings.Add(ArchiveFindings.About("", 0, "", name, FindingRules.FileUnknown) with { IsNotice = true });
            return null;
        }
        if (_files.TryAdd(file.Name, open))
            return file;
        _findings.Add(ArchiveFindings.About(file.Name, 0, "", name, FindingRules.FileTwice));
        return null;
    }

    private void Find(string rule, string value, params string[] arguments) =>
        _findings.Add(ArchiveFindings.About("", 0, "", value, rule, arguments));

    /// <summary>The one folder that everything is in, with its slash, or an empty text.</summary>
    private static string TopFolder(IReadOnlyList<ZipArchiveEntry> entries)
    {
        if (entries.Count == 0)
            return "";
        var first = WithoutDot(entries[0].FullName);
        var top = first[..(first.IndexOf('/') + 1)];
        return entries.All(entry => WithoutDot(entry.FullName).StartsWith(top, StringComparison.Ordinal)) ? top : "";
    }

    private static string WithoutDot(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private static bool IsSafe(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains('\\') && !path.Contains('\0')
        && !(path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':')
        && !path.Split('/').Contains("..");

    /// <summary>What operating systems leave behind, and folders, which a zip may list of their own.</summary>
    private static bool IsLitter(string path) =>
        path.EndsWith('/') || path.Split('/') is var parts
        && (parts[..^1].Contains("__MACOSX") || parts[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini");
}
