using JobDating.Platform;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Testing;

namespace JobDating.Tests.Platform;

/// <summary>A database with Platform's own tables and whatever a test adds.</summary>
public sealed class TryoutDatabase(DatabaseAddress address, IClock clock) : Database(address, clock)
{
    private readonly DatabaseAddress _address = address;

    public static Actor Ada { get; } = Actor.Command("Ada");

    public FakeClock Clock { get; } = (FakeClock)clock;

    /// <summary>The same database, as another process has it open.</summary>
    public TryoutDatabase Again() => new(_address, Clock);

    /// <summary>A bare connection to the SQLite file, past every queue. The caller disposes it.</summary>
    public SqliteConnection Raw()
    {
        var raw = new SqliteConnection($"{_address.ConnectionString};Pooling=False");
        raw.Open();
        return raw;
    }

    public async Task RunAsync(string sql, object? parameters = null)
    {
        await using var tx = await BeginAsync(Ada, CancellationToken.None);
        await tx.ExecuteAsync(sql, parameters, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    public Task<IReadOnlyList<T>> AllAsync<T>(string sql, object? parameters = null) => QueryAsync<T>(sql, parameters, CancellationToken.None);
}

/// <summary>Where a test's own databases lie; gone when disposed.</summary>
public sealed class TryoutFolder : IAsyncDisposable
{
    private readonly List<TryoutDatabase> _opened = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("jobdating-tryout-").FullName;

    public static async Task<(TryoutFolder Folder, TryoutDatabase Database)> StartAsync(Engine engine = Engine.Sqlite)
    {
        var folder = new TryoutFolder();
        var database = folder.Unmade(engine);
        await Migrator.RunAsync(database, typeof(TryoutFolder).Assembly, CancellationToken.None);
        return (folder, database);
    }

    /// <summary>Named, not yet migrated.</summary>
    public TryoutDatabase Unmade(Engine engine)
    {
        var name = $"jobdating_tryout_{Guid.NewGuid():N}";
        var address = engine == Engine.Sqlite ? DatabaseAddress.Sqlite(System.IO.Path.Combine(Path, $"{name}.db")) : DatabaseAddress.SqlServer(TestHouse.SqlServer!, name);
        return Keep(new TryoutDatabase(address, new FakeClock(TestHouse.Start)));
    }

    public TryoutDatabase Keep(TryoutDatabase database)
    {
        _opened.Add(database);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
            await database.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }
}
