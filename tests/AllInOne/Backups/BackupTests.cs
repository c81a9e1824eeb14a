using System.IO.Compression;
using Dapper;
using JobDating.AllInOne;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Scheduling;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.AllInOne.Backups;

/// <summary>
/// 1. While the 2023 scenario is being imported, by a process that writes all the time, the installation is backed up again and again.
/// 2. A backup is restored into an empty place, and the import is run to its end there.
/// 3. It has the figures of an import that nobody disturbed, and agrees with its facts: nothing was in neither copy.
/// </summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_made_while_everything_is_written_is_of_one_moment()
    {
        using var demo = new WrittenDemo();
        using var line = new CommandLine();
        var backups = new List<string>();
        using (var import = line.Start("import", demo.Folder))
        {
            var said = Task.WhenAll(import.StandardOutput.ReadToEndAsync(), import.StandardError.ReadToEndAsync());
            while (!import.HasExited)
            {
                var backup = Path.Combine(line.Folder, $"{backups.Count}.zip");
                var ended = await line.RunAsync("backup", backup);
                // Before the import has made its databases there is nothing to copy.
                Assert.True(ended.Exit == 0 || backups.Count == 0, ended.Err);
                if (ended.Exit == 0)
                    backups.Add(backup);
            }
            Assert.True(import.ExitCode == 0, string.Join("\n", await said));
        }
        Assert.True(backups.Count >= 2, $"Only {backups.Count} backups were made while it ran.");
        var bilan = await line.RunAsync("bilan", "2023", "--as-of", "2023-11-30");

        foreach (var backup in backups)
            await NothingIsInNeitherAsync(await RestoreAsync(backup));

        // Of the whole import and of the middle of it.
        Assert.Equal(0, (await line.RunAsync("backup", "after.zip")).Exit);
        foreach (var (place, isWhole) in ((string, bool)[])[(await RestoreAsync("after.zip"), true), (await RestoreAsync(backups[backups.Count / 2], "again"), false)])
        {
            if (!isWhole)
                Assert.Equal(0, (await line.RunAsync("import", demo.Folder, "--data", place)).Exit);
            Assert.Equal(bilan, await line.RunAsync("bilan", "2023", "--as-of", "2023-11-30", "--data", place));
            var recount = await line.RunAsync("recount", "2023", "--data", place);
            Assert.True(recount.Exit == 0, recount.Err);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(line.Folder, "*.part"));

        async Task<string> RestoreAsync(string backup, string name = "restored")
        {
            var place = Path.Combine(line.Folder, $"{name}-{Path.GetFileNameWithoutExtension(backup)}");
            var restored = await line.RunAsync("restore", backup, "--data", place);
            Assert.True(restored.Exit == 0, restored.Err);
            return place;
        }
    }

    /// <summary>What a service has written and said, the others have or get: once nothing waits any more, each has the same facts in the same versions.</summary>
    private static async Task NothingIsInNeitherAsync(string place)
    {
        await using var app = ServiceHost.Build(new Settings { Data = place }, Commands.Services(), "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        Database registration = app.Services.GetRequiredService<RegistrationDatabase>(), scheduling = app.Services.GetRequiredService<SchedulingDatabase>(), outcomes = app.Services.GetRequiredService<OutcomesDatabase>();
        foreach (var database in (Database[])[registration, scheduling, outcomes, registration])
            await Journeys.Journeys.UntilAsync("nothing waits", async () => await database.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM outbox_delivery WHERE status = 'waiting'", null, CancellationToken.None) == 0);
        foreach (var (owner, table, copies) in ((Database, string, (Database, string)[])[])
            [(registration, "candidate", [(scheduling, "candidate"), (outcomes, "person")]), (registration, "site", [(scheduling, "site"), (outcomes, "site")]), (scheduling, "interview", [(registration, "interview"), (outcomes, "interview")])])
        {
            var facts = await FactsAsync(owner, table);
            foreach (var (database, copy) in copies)
                Assert.Equal(facts, await FactsAsync(database, copy));
        }
        await app.StopHouseAsync();

        static async Task<IReadOnlyList<string>> FactsAsync(Database database, string table) => await database.QueryAsync<string>($"SELECT id || ' ' || version FROM {table} ORDER BY id", null, CancellationToken.None);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_and_leaves_nothing()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        await RefusedAsync(line, "jobdating-data", "backup", "early.zip");
        Assert.Equal(0, (await line.RunAsync("import", archive.Zip())).Exit);
        Directory.CreateDirectory(Path.Combine(line.Folder, "jobdating-data", "keys"));
        await File.WriteAllTextAsync(Path.Combine(line.Folder, "jobdating-data", "keys", "key-1.xml"), "<key/>");
        Assert.Equal(0, (await line.RunAsync("backup", "good.zip")).Exit);
        await RefusedAsync(line, "good.zip", "backup", "good.zip");
        await RefusedAsync(line, "jobdating-data", "restore", "good.zip");
        await RefusedAsync(line, "nowhere.zip", "restore", "nowhere.zip", "--data", "new");

        var good = Path.Combine(line.Folder, "good.zip");
        await File.WriteAllTextAsync(Path.Combine(line.Folder, "text.zip"), "Not a zip at all.");
        await RefusedAsync(line, "text.zip", "restore", "text.zip", "--data", "new");
        await RefusedAsync(line, "archive", "restore", Altered("archive.zip", zip => zip.GetEntry("jobdating-backup.json")!.Delete()), "--data", "new");
        await RefusedAsync(line, "lost", "restore", Altered("lost.zip", zip => zip.GetEntry("outcomes.db")!.Delete()), "--data", "new");
        await RefusedAsync(line, "../out.txt", "restore", Altered("out.zip", zip => Write(zip, "../out.txt", "Out")), "--data", "new");
        await RefusedAsync(line, "outcomes.db", "restore", Altered("broken.zip", zip =>
        {
            zip.GetEntry("outcomes.db")!.Delete();
            Write(zip, "outcomes.db", new string('x', 100_000));
        }), "--data", "new");
        Assert.Empty(Directory.EnumerateFileSystemEntries(line.Folder, "new*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(line.Folder, "*.part"));

        Directory.CreateDirectory(Path.Combine(line.Folder, "empty"));
        Assert.Equal(0, (await line.RunAsync("restore", "good.zip", "--data", "empty")).Exit);
        Assert.Equal(await line.RunAsync("bilan", "2023"), await line.RunAsync("bilan", "2023", "--data", "empty"));
        // The same keys: the links that people have in their mails open the restored installation too.
        Assert.Equal("<key/>", await File.ReadAllTextAsync(Path.Combine(line.Folder, "empty", "keys", "key-1.xml")));

        string Altered(string name, Action<ZipArchive> alter)
        {
            var file = Path.Combine(line.Folder, name);
            File.Copy(good, file);
            using var zip = ZipFile.Open(file, ZipArchiveMode.Update);
            alter(zip);
            return file;
        }
    }

    /// <summary>Whoever holds a database for long is waited for; the copy has what they wrote.</summary>
    [Fact]
    public async Task It_waits_for_whoever_is_writing()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        Assert.Equal(0, (await line.RunAsync("import", archive.Zip())).Exit);
        await using var writer = new SqliteConnection($"Data Source={Path.Combine(line.Folder, "jobdating-data", "outcomes.db")};Pooling=False");
        await writer.OpenAsync();
        await writer.ExecuteAsync("BEGIN IMMEDIATE; CREATE TABLE written_meanwhile (id int)");
        using var backup = line.Start("backup", "late.zip");
        Assert.False(backup.WaitForExit(TimeSpan.FromSeconds(3)));
        await writer.ExecuteAsync("COMMIT");
        Assert.True(backup.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, (await line.RunAsync("restore", "late.zip", "--data", "there")).Exit);
        await using var restored = new SqliteConnection($"Data Source={Path.Combine(line.Folder, "there", "outcomes.db")};Pooling=False");
        Assert.Equal(0, await restored.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM written_meanwhile"));
    }

    private static async Task RefusedAsync(CommandLine line, string says, params string[] words)
    {
        var ended = await line.RunAsync(words);
        Assert.Equal((1, ""), (ended.Exit, ended.Out));
        Assert.Single(ended.Err.Trim().Split('\n'));
        Assert.Contains(says, ended.Err, StringComparison.Ordinal);
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
