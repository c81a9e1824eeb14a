using System.Diagnostics;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Scheduling;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// 1. An import of the 2023 scenario is killed without warning. 2. It is killed again, elsewhere. 3. Run once more to its end, it leaves what an
/// undisturbed one leaves: the same bilan the moment it returns, figures that agree with the facts, no message waiting or put aside.
/// </summary>
public sealed class KilledImportTests(ITestOutputHelper output)
{
    private static readonly bool _isLong = Environment.GetEnvironmentVariable("JOBDATING_LONG") is { Length: > 0 };

    /// <summary>Rows of Registration's that say how far an import is; the first two are the short form's.</summary>
    private static readonly (string Table, int Rows)[] _moments =
    [
        ("candidate", 500), ("mobility_visit", 1), ("import_part", 25), ("attendance", 1), ("edition", 1), ("registration", 1), ("registration", 1000),
        ("workshop_attendance", 1), ("press_article", 1), ("edition_import", 1),
    ];

    [Fact]
    public async Task An_import_that_is_killed_at_any_moment_is_completed_by_running_it_again()
    {
        using var demo = new WrittenDemo();
        using var undisturbed = new CommandLine();
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await undisturbed.RunAsync("import", demo.Folder)).Exit);
        output.WriteLine($"undisturbed: {watch.Elapsed.TotalSeconds:0.00} s");
        var bilan = await BilanAsync(undisturbed);
        for (var round = 0; round < (_isLong ? 30 : 2); round++)
        {
            using var line = new CommandLine();
            var (table, rows) = _moments[round % _moments.Length];
            var pause = TimeSpan.FromMilliseconds(round / _moments.Length * 120);
            await KillAsync(line, demo.Folder, table, rows, pause);
            var left = await CountAsync(line, "import_part");
            // Again, on what the first has left: before its first row, or while others take theirs in.
            await KillAsync(line, demo.Folder, "edition_import", 2, TimeSpan.FromMilliseconds(100 * (round % 5)));
            watch.Restart();
            var again = await line.RunAsync("import", demo.Folder);
            Assert.True(again.Exit == 0, again.Err);
            output.WriteLine($"killed at {rows} {table} and {pause.TotalMilliseconds} ms with {left} messages said; completed in {watch.Elapsed.TotalSeconds:0.00} s");
            Assert.Equal(bilan, await BilanAsync(line));
            var recount = await line.RunAsync("recount", "2023");
            Assert.True(recount.Exit == 0, recount.Err);
            await NothingLeftAsync(line);
        }
    }

    private static async Task<string> BilanAsync(CommandLine line)
    {
        var bilan = await line.RunAsync("bilan", "2023", "--as-of", "2023-11-30");
        Assert.Equal((0, ""), (bilan.Exit, bilan.Err));
        return bilan.Out;
    }

    /// <summary>As soon as Registration has so many rows there, and a pause.</summary>
    private static async Task KillAsync(CommandLine line, string archive, string table, int rows, TimeSpan pause)
    {
        using var process = line.Start("import", archive);
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && await CountAsync(line, table) < rows)
            await Task.Delay(3);
        await Task.Delay(pause);
        process.Kill();
        await process.WaitForExitAsync();
        await said;
    }

    private static async Task<int> CountAsync(CommandLine line, string table)
    {
        var path = Path.Combine(line.Folder, "jobdating-data", "registration.db");
        if (!File.Exists(path))
            return 0;
        await using var database = new RegistrationDatabase(DatabaseAddress.Sqlite(path), SystemClock.Instance);
        return await database.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = @Table", new { Table = table }, CancellationToken.None) == 0 ? 0 : await Dump.CountAsync(database, table);
    }

    private sealed record Taken
    {
        public Guid MessageId { get; init; }
        public string Queue { get; init; } = "";
    }

    /// <summary>
    /// Receipts of the last messages may still be on their way when the program ends; facts may not, and nothing may be put aside. A fact that a
    /// killed process delivered without ticking it off stays in the outbox until that process's claim runs out, which nobody waits for.
    /// </summary>
    private static async Task NothingLeftAsync(CommandLine line)
    {
        string At(string service) => Path.Combine(line.Folder, "jobdating-data", $"{service}.db");
        await using var registration = new RegistrationDatabase(DatabaseAddress.Sqlite(At("registration")), SystemClock.Instance);
        await using var scheduling = new SchedulingDatabase(DatabaseAddress.Sqlite(At("scheduling")), SystemClock.Instance);
        await using var outcomes = new OutcomesDatabase(DatabaseAddress.Sqlite(At("outcomes")), SystemClock.Instance);
        Database[] all = [registration, scheduling, outcomes];
        var taken = new HashSet<Taken>();
        foreach (var database in all)
            taken.UnionWith(await database.QueryAsync<Taken>("SELECT message_id, queue FROM flow_receipt", null, CancellationToken.None));
        foreach (var database in all)
        {
            Assert.Empty(await new Outbox(database).ErrorsAsync(10, CancellationToken.None));
            Assert.All(await database.QueryAsync<Taken>("SELECT d.message_id, d.destination AS queue FROM outbox_delivery d JOIN outbox_message m ON m.id = d.message_id WHERE m.kind NOT LIKE '%PartTaken'", null, CancellationToken.None), delivered => Assert.Contains(delivered, taken));
        }
        Assert.Equal(0, await registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM import_part WHERE taken_at IS NULL", null, CancellationToken.None));
    }
}
