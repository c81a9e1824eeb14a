using JobDating.Platform;
using JobDating.Registration;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed class MigratorTests
{
    private const string MadeSql = "SELECT name FROM migration ORDER BY name";

    [Theory, EachEngine]
    public async Task Running_again_does_nothing(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await using var end = folder;
        await database.RunAsync("INSERT INTO audit (id, happened_at, actor, subject, subject_id, act) VALUES (@Id, @Now, 'Ada', 'test', @Id, 'tried')", new { Id = Guid.CreateVersion7(), database.Now });
        var before = await database.AllAsync<string>(MadeSql);
        await Migrator.RunAsync(database, typeof(MigratorTests).Assembly, CancellationToken.None);
        Assert.Equal(before, await database.AllAsync<string>(MadeSql));
        Assert.Equal(1, Assert.Single(await database.AllAsync<int>("SELECT COUNT(*) FROM audit")));
    }

    [Theory, EachEngine]
    public async Task Several_at_the_same_time_run_each_file_once(Engine engine)
    {
        await using var folder = new TryoutFolder();
        var database = folder.Unmade(engine);
        var instances = Enumerable.Range(0, 6).Select(_ => folder.Keep(database.Again())).ToList();
        await Task.WhenAll(instances.Select(instance => Task.Run(() => Migrator.RunAsync(instance, typeof(RegistrationService).Assembly, CancellationToken.None))));
        var expected = Migrator.Files(typeof(Migrator).Assembly).Concat(Migrator.Files(typeof(RegistrationService).Assembly)).Select(file => file.Name);
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await database.AllAsync<string>(MadeSql)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_come_in_the_order_of_their_numbers_and_no_number_twice()
    {
        foreach (var assembly in SqlSource.Migrations.GroupBy(file => file.Assembly))
        {
            var numbers = assembly.Select(file => int.Parse(file.Name.Split('/')[1][..4], System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        }
    }

    [Theory, EachEngine]
    public async Task A_stopped_run_leaves_nothing_half_made(Engine engine)
    {
        await using var folder = new TryoutFolder();
        var database = folder.Unmade(engine);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Migrator.RunAsync(database, typeof(RegistrationService).Assembly, stop.Token));
        await Migrator.RunAsync(database, typeof(RegistrationService).Assembly, CancellationToken.None);
        Assert.Empty(await database.AllAsync<Guid>("SELECT id FROM edition"));
    }
}
