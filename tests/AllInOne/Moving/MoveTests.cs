using System.Globalization;
using Dapper;
using JobDating.AllInOne;
using JobDating.AllInOne.Moving;
using JobDating.Outcomes;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Scheduling;
using JobDating.Tests.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Xunit;

namespace JobDating.Tests.AllInOne.Moving;

/// <summary>From the embedded databases into others: of the same engine always, of SQL Server where there is one.</summary>
public sealed class MoveTests : IDisposable
{
    private const int ManyRows = 6000;

    private static readonly Guid _id = Guid.Parse("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000");
    private static readonly Instant _instant = Instant.FromUtc(2023, 10, 29, 1, 30, 59) + Duration.FromTicks(1234567);
    private static readonly LocalDate _date = new(2024, 2, 29);
    private static readonly LocalTime _time = new LocalTime(9, 30, 5).PlusTicks(7654321);

    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-move-").FullName;
    private readonly string _prefix = $"jobdating_test_{Guid.NewGuid():N}";

    private Settings From => new() { Data = Path.Combine(_folder, "old") };

    private Settings To(Engine engine) => new() { Data = Path.Combine(_folder, "new"), SqlServer = engine == Engine.SqlServer ? TestHouse.SqlServer : null, DatabasePrefix = _prefix };

    /// <summary>A row in every table, with a value in every column: odd ticks, a leap day, a full-length text with letters that are two units long.</summary>
    [Theory, EachEngine]
    public async Task Every_value_of_every_column_arrives_as_what_it_was(Engine engine)
    {
        var rows = await FillAsync();
        var moved = await MoveAsync(engine);
        Assert.Equal(rows, moved.Tables.Sum(table => table.Rows));
        Assert.Equal(ManyRows + 1, moved.Tables.Single(table => (table.Database, table.Name) == ("scheduling", "audit")).Rows);
        foreach (var service in Commands.Services())
        {
            await using Database old = new TryoutDatabase(From.Address(service.Name), new FakeClock(TestHouse.Start)), made = new TryoutDatabase(To(engine).Address(service.Name), new FakeClock(TestHouse.Start));
            if (engine == Engine.Sqlite)
                Assert.Equal(await Dump.OfAsync(old), await Dump.OfAsync(made));
            else
                await HasEverythingAsync(service, made);
        }
    }

    /// <summary>An import, then a person erased whose erasure nobody has heard of: the message waits in the outbox and leaves from the new place.</summary>
    [Theory, EachEngine]
    public async Task The_installation_goes_on_where_it_was(Engine engine)
    {
        var erased = await UseAsync();
        var moved = await MoveAsync(engine);
        Assert.Equal(["2023"], moved.Bilans.Select(bilan => bilan.Edition));
        Assert.True(moved.Bilans[0].Total.Received > 0);

        await using var app = ServiceHost.Build(To(engine), Commands.Services(), "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var scheduling = app.Services.GetRequiredService<SchedulingDatabase>();
        await Journeys.Journeys.UntilAsync("the erasure is heard", async () => await scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM candidate WHERE id = @Id AND erased_at IS NOT NULL", new { Id = erased }, CancellationToken.None) == 1);
        Assert.Empty((await Recount.CompareAsync(app.Services.GetRequiredService<OutcomesDatabase>(), "2023", CancellationToken.None))!);
        await app.StopHouseAsync();
        await app.DisposeAsync();

        // What is there now is somebody's: a second move does not touch it.
        var refused = await Assert.ThrowsAsync<MoveException>(() => MoveAsync(engine));
        Assert.Contains("registration", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>1. A name is longer than there is room for: it stops half way. 2. No service begins on what is there. 3. Mended, it begins again, and nothing is there twice.</summary>
    [Theory, EachEngine]
    public async Task Half_a_move_serves_nobody_and_the_next_begins_again(Engine engine)
    {
        await FillAsync();
        await RunAsync("outcomes", "UPDATE edition SET name = @Name", new { Name = new string('x', 1000) });
        var refused = await Assert.ThrowsAsync<MoveException>(() => MoveAsync(engine));
        Assert.Contains("1000", refused.Message, StringComparison.Ordinal);
        foreach (var service in Commands.Services())
        {
            await using var app = ServiceHost.Build(To(engine), [service], "http://127.0.0.1:0");
            var unfinished = await Assert.ThrowsAsync<SettingsException>(() => app.StartHouseAsync(listen: false));
            Assert.Contains("move", unfinished.Message, StringComparison.Ordinal);
        }
        await RunAsync("outcomes", "UPDATE edition SET name = 'short'", null);

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(engine, (table, _) =>
        {
            if (table.StartsWith("outcomes", StringComparison.Ordinal))
                stop.Cancel();
        }, stop.Token));

        await MoveAsync(engine);
        foreach (var service in Commands.Services())
        {
            await using Database old = new TryoutDatabase(From.Address(service.Name), new FakeClock(TestHouse.Start)), made = new TryoutDatabase(To(engine).Address(service.Name), new FakeClock(TestHouse.Start));
            if (engine == Engine.Sqlite)
                Assert.Equal(await Dump.OfAsync(old), await Dump.OfAsync(made));
            Assert.False(await UnfinishedMove.IsAsync(made, CancellationToken.None));
        }
    }

    [Theory, EachEngine]
    public async Task What_is_served_is_not_moved(Engine engine)
    {
        await using (var app = ServiceHost.Build(From, Commands.Services(), "http://127.0.0.1:0"))
        {
            await app.StartHouseAsync(listen: false);
            var refused = await Assert.ThrowsAsync<MoveException>(() => MoveAsync(engine));
            Assert.Contains(From.Data, refused.Message, StringComparison.Ordinal);
            await app.StopHouseAsync();
        }
        Assert.False(Directory.Exists(To(engine).Data));
        await MoveAsync(engine);
    }

    private Task<MoveInstallation.Moved> MoveAsync(Engine engine, Action<string, int>? written = null, CancellationToken ct = default) =>
        MoveInstallation.RunAsync(From, To(engine), new FakeClock(TestHouse.Start), written ?? ((_, _) => { }), ct);

    /// <summary>The candidate who was erased.</summary>
    private async Task<Guid> UseAsync()
    {
        using var archive = AwkwardArchive.Write();
        await using var app = ServiceHost.Build(From, Commands.Services(), "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var registration = app.Services.GetRequiredService<RegistrationDatabase>();
        await JobDating.Registration.Imports.ImportCommand.RunAsync(registration, archive.Zip(), false, _ => { }, (_, _) => { }, (_, _) => { }, [app.Services.GetRequiredService<SchedulingDatabase>(), app.Services.GetRequiredService<OutcomesDatabase>()], CancellationToken.None);
        await app.StopHouseAsync();
        var ada = await registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM candidate WHERE code = 'C00001'", null, CancellationToken.None);
        await using var tx = await registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        Assert.Equal(1, await EraseCandidates.ApplyAsync(tx, [ada], CancellationToken.None));
        await tx.CommitAsync(CancellationToken.None);
        return ada;
    }

    /// <returns>How many rows there are.</returns>
    private async Task<long> FillAsync()
    {
        var rows = 0L;
        foreach (var service in Commands.Services())
        {
            await using var database = new TryoutDatabase(From.Address(service.Name), new FakeClock(TestHouse.Start));
            await Migrator.RunAsync(database, service.Assembly, CancellationToken.None);
            await using var raw = database.Raw();
            await raw.ExecuteAsync("PRAGMA foreign_keys=OFF; BEGIN");
            foreach (var table in await Table.AllAsync(raw))
            {
                await InsertAsync(raw, table, _id);
                rows++;
                for (var i = 0; i < ManyRows && (service.Name, table.Name) == ("scheduling", "audit"); i++, rows++)
                    await InsertAsync(raw, table, Guid.CreateVersion7());
            }
            await raw.ExecuteAsync("COMMIT");
            Assert.Empty(await raw.QueryAsync("PRAGMA foreign_key_check"));
        }
        return rows;
    }

    private static Task InsertAsync(SqliteConnection raw, Table table, Guid id)
    {
        var values = new DynamicParameters();
        foreach (var column in table.Columns)
            values.Add(column.Name, column is { Name: "id", Declared: "uniqueidentifier" } ? id : Value(table, column));
        return raw.ExecuteAsync($"INSERT INTO [{table.Name}] ({string.Join(", ", table.Columns.Select(column => $"[{column.Name}]"))}) VALUES ({string.Join(", ", table.Columns.Select(column => $"@{column.Name}"))})", values);
    }

    /// <summary>All references lead somewhere: every id is the same, and so is every text of one length.</summary>
    private static object? Value(Table table, Table.Column column) => (table.Name, column.Name, column.Declared.Split('(')[0]) switch
    {
        // Whoever has come has not cancelled; a contact is of an employer or of a structure.
        ("registration", "cancelled_at", _) or ("partner_contact", "structure_id", _) => null,
        ("edition", "time_zone", _) => "Europe/Paris",
        (_, _, "uniqueidentifier") => _id,
        (_, _, "datetime2") => _instant,
        (_, _, "date") => _date,
        (_, _, "time") => _time,
        (_, _, "bit") => true,
        (_, _, "INT") => int.MaxValue,
        (_, _, "BIGINT") => long.MaxValue,
        (_, _, "nvarchar") => Text(column.Room!.Value),
        (_, _, "TEXT") => Text(20_000),
        _ => throw new NotSupportedException(column.Declared),
    };

    private static string Text(int length)
    {
        var text = string.Concat(Enumerable.Repeat("é'😀\n", length / 5 + 1));
        return length == 2 ? "fr" : $"{text[..(length / 5 * 5)]}{new string('z', length % 5)}";
    }

    private static async Task HasEverythingAsync(Service service, Database made)
    {
        await using var like = new TryoutDatabase(DatabaseAddress.Sqlite(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db")), new FakeClock(TestHouse.Start));
        await Migrator.RunAsync(like, service.Assembly, CancellationToken.None);
        await using var raw = like.Raw();
        foreach (var table in await Table.AllAsync(raw))
        {
            var row = (IDictionary<string, object?>)(await made.QueryAsync<dynamic>($"SELECT * FROM [{table.Name}]", null, CancellationToken.None))[0];
            foreach (var column in table.Columns.Where(column => column is not { Name: "id", Declared: "uniqueidentifier" }))
            {
                object? expected = Value(table, column) switch
                {
                    Instant instant => instant.ToDateTimeUtc(),
                    LocalDate date => date.ToDateTimeUnspecified(),
                    LocalTime time => TimeSpan.FromTicks(time.TickOfDay),
                    var other => other,
                };
                Assert.True(Equals(expected, row[column.Name]), string.Create(CultureInfo.InvariantCulture, $"{table.Name}.{column.Name}: {row[column.Name]}"));
            }
        }
    }

    private async Task RunAsync(string service, string sql, object? parameters)
    {
        await using var database = new TryoutDatabase(From.Address(service), new FakeClock(TestHouse.Start));
        await database.RunAsync(sql, parameters);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
