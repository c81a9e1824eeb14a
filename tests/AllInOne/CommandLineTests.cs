using System.Text.Json;
using JobDating.Tests.Registration.Imports;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>What IMPORT.md fixes for the outside world: commands, exit codes, what stands on stdout and what on stderr.</summary>
public sealed class CommandLineTests
{
    private const string Counts = "registered received prepared preparedRate establishmentsPresent companiesPresent interviewsHeld candidatesInterviewed conclusive conclusiveRate hires trainingEntries toSettle asked answered responseRate hireRate mobilityVisits";

    [Fact]
    public async Task An_edition_is_imported_counted_and_exported_from_where_one_stands()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        Directory.Move(archive.Folder, Path.Combine(line.Folder, "tour"));
        Directory.CreateDirectory(archive.Folder);

        var import = await line.RunAsync("import", "tour", "--data", "base");
        // An unknown column, a table beyond the announced: notices, which stop nothing.
        Assert.Equal((0, ""), (import.Exit, import.Out));
        Assert.Contains("couleur", import.Err, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(line.Folder, "base", "registration.db")));

        var bilan = await line.RunAsync("bilan", "2023", "--as-of", "2023-11-30", "--data", "base");
        Assert.Equal((0, ""), (bilan.Exit, bilan.Err));
        using var json = JsonDocument.Parse(bilan.Out);
        var root = json.RootElement;
        Assert.Equal("edition asOf total sites preparedVersusNot", Keys(root));
        Assert.Equal($"{Counts} pressArticles", Keys(root.GetProperty("total")));
        Assert.Equal($"code name date {Counts}", Keys(root.GetProperty("sites")[0]));
        Assert.Equal("prepared notPrepared", Keys(root.GetProperty("preparedVersusNot")));
        Assert.Equal("received candidatesInterviewed hires hireRate", Keys(root.GetProperty("preparedVersusNot").GetProperty("notPrepared")));
        Assert.Equal(("2023", "2023-11-30", "2023-04-11"), (root.GetProperty("edition").GetString(), root.GetProperty("asOf").GetString(), root.GetProperty("sites")[0].GetProperty("date").GetString()));
        Assert.Equal(2, root.GetProperty("total").GetProperty("hires").GetInt32());
        Assert.Equal("0.6667", root.GetProperty("total").GetProperty("hireRate").GetRawText());

        var export = await line.RunAsync("export", "2023", "out/there", "--data", "base");
        Assert.Equal((0, ""), (export.Exit, export.Out));
        Assert.Equal(14, Directory.EnumerateFiles(Path.Combine(line.Folder, "out", "there")).Count());
        Assert.Equal(0, (await line.RunAsync("recount", "2023", "--data", "base")).Exit);
    }

    [Fact]
    public async Task Before_anything_was_known_every_rate_is_null()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        Assert.Equal(0, (await line.RunAsync("import", archive.Zip())).Exit);
        using var json = JsonDocument.Parse((await line.RunAsync("bilan", "2023", "--as-of", "2023-01-01")).Out);
        Assert.Equal(0, json.RootElement.GetProperty("total").GetProperty("received").GetInt32());
        foreach (var rate in (string[])["preparedRate", "conclusiveRate", "responseRate", "hireRate"])
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("total").GetProperty(rate).ValueKind);
    }

    [Fact]
    public async Task An_edition_that_nobody_knows_is_exit_1_and_a_sentence()
    {
        using var line = new CommandLine();
        foreach (var words in (string[][])[["bilan", "1999"], ["export", "1999", "out"], ["recount", "1999"], ["bilan", "1999", "--as-of", "2023-02-30"]])
        {
            var ended = await line.RunAsync(words);
            Assert.Equal((1, ""), (ended.Exit, ended.Out));
            Assert.Single(ended.Err.Trim().Split('\n'));
            Assert.Contains(words.Contains("--as-of") ? "2023-02-30" : "1999", ended.Err, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public async Task Errors_are_exit_1_with_file_and_line_and_a_dry_run_leaves_no_edition()
    {
        using var line = new CommandLine();
        using var archive = new WrittenArchive().WithCast();
        Assert.Equal(0, (await line.RunAsync("import", archive.Folder, "--dry-run")).Exit);
        Assert.Equal(1, (await line.RunAsync("bilan", "2023")).Exit);
        archive.With("registrations.csv", "candidate_code,site_code,registered_at,channel", "C1,ronchin,2023-02-30T09:00,online", "C9,ronchin,2023-03-26T02:30,online");
        var refused = await line.RunAsync("import", archive.Folder);
        Assert.Equal((1, ""), (refused.Exit, refused.Out));
        foreach (var found in (string[])["2023-02-30T09:00", "2023-03-26T02:30", "C9"])
            Assert.Contains(refused.Err.Split('\n'), sentence => sentence.Contains("registrations.csv", StringComparison.Ordinal) && sentence.Contains(found, StringComparison.Ordinal));
        Assert.Equal(1, (await line.RunAsync("bilan", "2023")).Exit);
        Assert.Equal(1, (await line.RunAsync("import", "nowhere")).Exit);
    }

    [Fact]
    public async Task A_move_without_a_server_is_exit_1_and_a_sentence_without_the_password()
    {
        using var archive = AwkwardArchive.Write();
        using var line = new CommandLine();
        const string Nobody = "Server=tcp:127.0.0.1,1;User ID=sa;Password=hunter2-hunter2;Connect Timeout=2;ConnectRetryCount=0";
        await RefusedAsync("JOBDATING_SQLSERVER", "move");
        await RefusedAsync("jobdating-data", "move", "--to", Nobody);
        Assert.Equal(0, (await line.RunAsync("import", archive.Zip())).Exit);
        await RefusedAsync("", "move", "--to", Nobody);
        await RefusedAsync("", "move", "--to", "no connection string");
        Assert.Equal(0, (await line.RunAsync("recount", "2023")).Exit);

        async Task RefusedAsync(string says, params string[] words)
        {
            var ended = await line.RunAsync(words);
            Assert.Equal((1, ""), (ended.Exit, ended.Out));
            Assert.Single(ended.Err.Trim().Split('\n'));
            Assert.Contains(says, ended.Err, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", ended.Err, StringComparison.Ordinal);
        }
    }

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(property => property.Name));
}
