using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Tests.AllInOne;
using Microsoft.Data.Sqlite;
using NodaTime.Testing;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>
/// 1. The program is started in an empty folder, and killed at some moment while it makes its databases.
/// 2. Each database has all of its migrations or none.
/// 3. The next start makes what is missing, and every database has the shape of one that was made undisturbed.
/// </summary>
public sealed class KilledMigrationTests
{
    private const int Wanted = 3;
    private const int MostRounds = 25;

    [Fact]
    public async Task A_kill_half_way_leaves_all_or_nothing_and_the_next_start_goes_on()
    {
        await using var undisturbed = new TryoutFolder();
        var shapes = await MigrateAsync(undisturbed.Path);
        var inTheMiddle = 0;
        for (var round = 0; round < MostRounds && inTheMiddle < Wanted; round++)
        {
            using var program = new CommandLine();
            var data = Path.Combine(program.Folder, "data");
            using (var process = program.Start("say-again", "--data", data))
            {
                var first = Path.Combine(data, "registration.db");
                while (!File.Exists(first) && !process.HasExited)
                    await Task.Delay(1);
                await Task.Delay(round * 10);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
            var made = Commands.Services().Select(service => Made(data, service)).ToList();
            Assert.All(made.Zip(Commands.Services()), one => Assert.Contains(one.First, (int[])[0, Files(one.Second)]));
            inTheMiddle += made.Contains(0) ? 1 : 0;
            Assert.Equal(shapes, await MigrateAsync(data));
        }
        Assert.True(inTheMiddle >= Wanted, $"Of {MostRounds} kills only {inTheMiddle} came in the middle.");
    }

    /// <summary>Every object of every database with its text, after what a start does.</summary>
    private static async Task<IReadOnlyList<string>> MigrateAsync(string data)
    {
        var settings = new Settings { Data = data };
        var shapes = new List<string>();
        foreach (var service in Commands.Services())
        {
            await using var database = new TryoutDatabase(settings.Address(service.Name), new FakeClock(TestHouse.Start));
            await Migrator.RunAsync(database, service.Assembly, CancellationToken.None);
            shapes.AddRange(await database.AllAsync<string>("SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master ORDER BY name"));
            shapes.AddRange(await database.AllAsync<string>("SELECT name FROM migration ORDER BY name"));
        }
        return shapes;
    }

    private static int Files(Service service) => Migrator.Files(typeof(Migrator).Assembly).Concat(Migrator.Files(service.Assembly)).Count();

    /// <summary>The migrations that a database has; 0 also when there is no file yet.</summary>
    private static int Made(string data, Service service)
    {
        var file = Path.Combine(data, $"{service.Name}.db");
        if (!File.Exists(file))
            return 0;
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'migration'";
        if ((long)command.ExecuteScalar()! == 0)
            return 0;
        command.CommandText = "SELECT COUNT(*) FROM migration";
        return (int)(long)command.ExecuteScalar()!;
    }
}
