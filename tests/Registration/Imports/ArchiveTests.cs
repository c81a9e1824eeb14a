using System.IO.Compression;
using System.Text;
using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class ArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("tour-2023/")]
    [InlineData("./")]
    public async Task A_zip_is_read_like_its_folder_with_or_without_one_folder_at_its_top(string prefix)
    {
        using var written = new WrittenArchive().WithCast();
        var check = await WrittenArchive.CheckAsync(written.Zip(prefix,
            ($"__MACOSX/{prefix}._sites.csv", [1]), (prefix + ".DS_Store", [1]), (prefix + "Thumbs.db", [1])));
        check.Are();
        Assert.Equal(("2023", "Tour 2023", "Europe/Paris"), (check.Result.EditionCode, check.Result.EditionName, check.Result.Zone?.Id));
        Assert.Equal(2, check.Result.Rows["candidates.csv"]);
        Assert.Equal((await written.CheckAsync()).Result.Rows, check.Result.Rows);
    }

    [Fact]
    public async Task Names_of_files_are_matched_in_any_case()
    {
        using var written = new WrittenArchive().With("Structures.CSV", "code,name", "S1,");
        (await written.CheckAsync()).Are("structures.csv:2 name Required");
    }

    [Fact]
    public async Task A_file_of_another_name_is_a_notice()
    {
        using var written = new WrittenArchive().With("notes.txt", "to do");
        var check = await written.CheckAsync();
        check.Are(":0  FileUnknown?");
        Assert.Equal("notes.txt", check.Only.Value);
    }

    [Fact]
    public async Task Only_the_edition_must_be_there()
    {
        using var written = new WrittenArchive();
        (await written.CheckAsync()).Are();
        written.Without("edition.csv").With("structures.csv", "code,name", "S1,");
        (await written.CheckAsync()).Are("edition.csv:0  EditionFileMissing", "structures.csv:2 name Required");
    }

    [Theory]
    [InlineData("../structures.csv")]
    [InlineData("x/../../etc/structures.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/structures.csv")]
    [InlineData("tour\\structures.csv")]
    [InlineData("..")]
    public async Task A_path_that_leads_out_of_the_zip_is_refused(string name)
    {
        using var written = new WrittenArchive();
        var check = await WrittenArchive.CheckAsync(written.Zip("", (name, "code,name\n"u8.ToArray())));
        check.Are(":0  PathRefused");
        Assert.Equal(name, check.Only.Value);
    }

    [Fact]
    public async Task The_same_file_twice_is_an_error()
    {
        using var written = new WrittenArchive();
        (await WrittenArchive.CheckAsync(written.Zip("", ("EDITION.csv", [1])))).Are("edition.csv:0  FileTwice");
        written.With("Edition.csv", "code,name,time_zone", "2024,x,Europe/Paris");
        (await written.CheckAsync()).Are("edition.csv:0  FileTwice");
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_no_zip_is_said()
    {
        using var written = new WrittenArchive();
        (await WrittenArchive.CheckAsync(Path.Combine(written.Folder, "nothing"))).Are(":0  ArchiveNotFound");
        (await WrittenArchive.CheckAsync(Path.Combine(written.Folder, "edition.csv"))).Are(":0  ArchiveUnreadable");
        written.WithBytes("empty.zip", []);
        (await WrittenArchive.CheckAsync(Path.Combine(written.Folder, "empty.zip"))).Are(":0  ArchiveUnreadable");
    }

    [Fact]
    public async Task A_zip_that_was_cut_is_said()
    {
        using var written = new WrittenArchive().WithCast();
        var bytes = File.ReadAllBytes(written.Zip());
        written.WithBytes("cut.zip", bytes[..(bytes.Length / 2)]);
        (await WrittenArchive.CheckAsync(Path.Combine(written.Folder, "cut.zip"))).Are(":0  ArchiveUnreadable");
    }

    [Fact]
    public async Task A_zip_whose_bytes_were_changed_is_said()
    {
        using var written = new WrittenArchive();
        var path = Path.Combine(written.Folder, "stored.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("edition.csv", CompressionLevel.NoCompression).Open())
            entry.Write("code,name,time_zone\n2023,Tour 2023,Europe/Paris\n"u8);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("Tour"u8)] = (byte)'S';
        File.WriteAllBytes(path, bytes);
        (await WrittenArchive.CheckAsync(path)).Are("edition.csv:0  FileDamaged");
    }

    [Fact]
    public async Task A_protected_entry_is_said()
    {
        using var written = new WrittenArchive();
        var path = written.Zip();
        var bytes = File.ReadAllBytes(path);
        // The first flag of an entry, in its own header and in the directory: encrypted.
        bytes[bytes.AsSpan().IndexOf("PK\u0003\u0004"u8) + 6] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        File.WriteAllBytes(path, bytes);
        (await WrittenArchive.CheckAsync(path)).Are("edition.csv:0  EntryEncrypted");
    }

    [Fact]
    public async Task A_thousand_files_are_no_edition()
    {
        using var written = new WrittenArchive();
        var path = written.Zip("", [.. Enumerable.Range(0, Archive.MaxEntries).Select(i => ($"{i}.txt", Array.Empty<byte>()))]);
        (await WrittenArchive.CheckAsync(path)).Are(":0  TooManyEntries");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bomb_is_measured_by_the_bytes_it_gives_and_takes_little_memory(bool understated)
    {
        using var written = new WrittenArchive();
        var path = Path.Combine(written.Folder, "bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using (var edition = zip.CreateEntry("edition.csv").Open())
                edition.Write("code,name,time_zone\n2023,Tour 2023,Europe/Paris\n"u8);
            using var bomb = zip.CreateEntry("structures.csv", CompressionLevel.Fastest).Open();
            bomb.Write("code,name\n"u8);
            var blank = Encoding.ASCII.GetBytes(new string('\n', 1 << 20));
            for (var i = 0; i < 130; i++)
                bomb.Write(blank);
        }
        if (understated)
            Understate(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var check = await WrittenArchive.CheckAsync(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
        check.Are(understated ? "structures.csv:0  FileDamaged" : "structures.csv:0  FileTooLarge");
        if (!understated)
            Assert.Equal("128 MiB", Assert.Single(check.Only.Arguments));
    }

    [Fact]
    public async Task Limits_are_named_and_hold_for_folders_and_for_all_files_together()
    {
        using var written = new WrittenArchive().With("structures.csv", "code,name", "S1," + new string('x', 100)).With("press.csv", "published_on,outlet,title");
        foreach (var path in new[] { written.Folder, written.Zip() })
        {
            using (var archive = Archive.Open(path, 100, 1000))
            {
                var check = await WrittenArchive.CheckAsync(archive);
                check.Are("structures.csv:0  FileTooLarge");
                Assert.EndsWith(" MiB", Assert.Single(check.Only.Arguments));
            }
            using (var archive = Archive.Open(path, 150, 160))
                (await WrittenArchive.CheckAsync(archive)).Are("structures.csv:0  ArchiveTooLarge", "press.csv:0  ArchiveTooLarge");
            using (var archive = Archive.Open(path, 200, 200))
            {
                // Read twice, counted once.
                (await WrittenArchive.CheckAsync(archive)).Are();
                (await WrittenArchive.CheckAsync(archive)).Are();
            }
        }
    }

    /// <summary>Makes the directory of the zip claim that its last entry is ten bytes long.</summary>
    private static void Understate(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var entry = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 10);
        File.WriteAllBytes(path, bytes);
    }
}
