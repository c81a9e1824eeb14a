using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed class DapperTypesTests
{
    private const string TableSql = """
        CREATE TABLE thing (
          id uniqueidentifier NOT NULL PRIMARY KEY,
          other_id uniqueidentifier NULL,
          happened_at datetime2 NULL,
          day date NULL,
          hour time NULL,
          is_known bit NULL,
          number int NULL,
          word nvarchar(200) NULL
        )
        """;

    private const string InsertSql = """
        INSERT INTO thing (id, other_id, happened_at, day, hour, is_known, number, word)
        VALUES (@Id, @OtherId, @HappenedAt, @Day, @Hour, @IsKnown, @Number, @Word)
        """;

    private const string SelectSql = "SELECT id, other_id, happened_at, day, hour, is_known, number, word FROM thing";

    private static readonly Instant[] Instants =
    [
        Instant.FromUtc(1, 1, 1, 0, 0),
        Instant.FromUtc(1900, 1, 1, 0, 0) - Duration.FromTicks(1),
        Instant.FromUnixTimeTicks(-1),
        Instant.FromUnixTimeTicks(0),
        Instant.FromUtc(2023, 3, 26, 1, 0) + Duration.FromTicks(1),
        Instant.FromUtc(2023, 10, 29, 0, 59, 59) + Duration.FromTicks(9_999_999),
        Instant.FromUtc(9999, 12, 31, 23, 59, 59) + Duration.FromTicks(9_999_999),
    ];

    private sealed record Thing
    {
        public Guid Id { get; init; }
        public Guid? OtherId { get; init; }
        public Instant? HappenedAt { get; init; }
        public LocalDate? Day { get; init; }
        public LocalTime? Hour { get; init; }
        public bool? IsKnown { get; init; }
        public int? Number { get; init; }
        public string? Word { get; init; }
    }

    [Theory, EachEngine]
    public async Task What_goes_in_comes_out(Engine engine)
    {
        var (folder, database) = await ThingsAsync(engine);
        await using var end = folder;
        var things = Instants.Select((instant, i) => new Thing
        {
            Id = Guid.CreateVersion7(),
            OtherId = i % 2 == 0 ? Guid.NewGuid() : Guid.Empty,
            HappenedAt = instant,
            Day = instant.InUtc().Date,
            Hour = i switch { 0 => LocalTime.Midnight, 1 => LocalTime.FromTicksSinceMidnight(NodaConstants.TicksPerDay - 1), _ => instant.InUtc().TimeOfDay },
            IsKnown = i % 2 == 0,
            Number = i == 0 ? int.MinValue : i == 1 ? int.MaxValue : i,
            Word = "Mons-en-Barœul “été” ' \" \n 🎺",
        }).ToList();
        await database.RunAsync(InsertSql, things);
        Assert.Equal(things.OrderBy(thing => thing.Id), (await database.AllAsync<Thing>(SelectSql)).OrderBy(thing => thing.Id));
    }

    [Theory, EachEngine]
    public async Task What_is_not_known_stays_not_known(Engine engine)
    {
        var (folder, database) = await ThingsAsync(engine);
        await using var end = folder;
        var nothing = new Thing { Id = Guid.NewGuid() };
        await database.RunAsync(InsertSql, nothing);
        Assert.Equal(nothing, Assert.Single(await database.AllAsync<Thing>(SelectSql)));
        Assert.Equal(nothing.Id, Assert.Single(await database.AllAsync<Guid>("SELECT id FROM thing WHERE is_known IS NULL AND happened_at IS NULL AND number IS NULL")));
    }

    [Theory, EachEngine]
    public async Task A_value_finds_its_row_alone_and_in_a_list(Engine engine)
    {
        var (folder, database) = await ThingsAsync(engine);
        await using var end = folder;
        var things = Enumerable.Range(0, 5).Select(i => new Thing { Id = Guid.NewGuid(), Day = new LocalDate(2023, 3, 14 + i), HappenedAt = Instants[i], Hour = new LocalTime(9, i), Word = $"word {i}" }).ToList();
        await database.RunAsync(InsertSql, things);
        var wanted = things.Skip(1).Take(3).ToList();
        await FindAsync("id", thing => thing.Id);
        await FindAsync("word", thing => thing.Word!);
        foreach (var thing in things)
            Assert.Equal(thing.Id, Assert.Single(await database.AllAsync<Guid>("SELECT id FROM thing WHERE id = @Id AND day = @Day AND hour = @Hour AND happened_at = @HappenedAt AND word = @Word", thing)));
        Assert.Empty(await database.AllAsync<Guid>("SELECT id FROM thing WHERE id IN @List", new { List = Array.Empty<Guid>() }));

        async Task FindAsync<T>(string column, Func<Thing, T> value) => Assert.Equal(
            wanted.Select(thing => thing.Id).Order(),
            (await database.AllAsync<Guid>($"SELECT id FROM thing WHERE {column} IN @List", new { List = wanted.Select(value).ToList() })).Order());
    }

    [Theory, EachEngine]
    public async Task Order_in_the_database_is_order_in_time(Engine engine)
    {
        var (folder, database) = await ThingsAsync(engine);
        await using var end = folder;
        await database.RunAsync(InsertSql, Instants.Reverse().Select(instant => new Thing { Id = Guid.NewGuid(), HappenedAt = instant }).ToList());
        Assert.Equal(Instants, await database.AllAsync<Instant>("SELECT happened_at FROM thing ORDER BY happened_at"));
        Assert.Equal(Instants[0], Assert.Single(await database.AllAsync<Instant>("SELECT MIN(happened_at) FROM thing")));
        Assert.Equal(Instants[^1], Assert.Single(await database.AllAsync<Instant>("SELECT MAX(happened_at) FROM thing")));
        Assert.Equal(3, (await database.AllAsync<Instant>("SELECT happened_at FROM thing WHERE happened_at < @Before", new { Before = Instants[3] })).Count);
    }

    /// <summary>What neither engine keeps is cut off, not rounded, so that no instant moves into the next day.</summary>
    [Theory, EachEngine]
    public async Task Less_than_a_hundred_nanoseconds_is_cut_off(Engine engine)
    {
        var (folder, database) = await ThingsAsync(engine);
        await using var end = folder;
        var midnight = Instant.FromUtc(2023, 11, 30, 23, 0);
        await database.RunAsync(InsertSql, new Thing { Id = Guid.NewGuid(), HappenedAt = midnight - Duration.FromNanoseconds(1) });
        Assert.Equal(midnight - Duration.FromTicks(1), Assert.Single(await database.AllAsync<Instant>("SELECT happened_at FROM thing")));
    }

    private static async Task<(TryoutFolder Folder, TryoutDatabase Database)> ThingsAsync(Engine engine)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        await database.RunAsync(TableSql);
        return (folder, database);
    }
}
