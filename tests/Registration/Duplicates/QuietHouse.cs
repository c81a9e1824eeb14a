using System.Text.Json;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Editions;
using JobDating.Registration.Sites;
using JobDating.Registration.Workshops;
using JobDating.Scheduling;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Testing;

namespace JobDating.Tests.Registration.Duplicates;

/// <summary>The three services' databases without a bus between them: a test carries the messages itself, in whatever order it likes.</summary>
internal sealed class QuietHouse : IAsyncDisposable
{
    private static readonly Service[] _services = [new RegistrationService(), new SchedulingService(), new OutcomesService()];

    private readonly string _folder = Directory.CreateTempSubdirectory("jobdating-quiet-").FullName;
    private readonly string _prefix = $"jobdating_quiet_{Guid.NewGuid():N}";
    private readonly Engine _engine;
    private readonly Dictionary<string, Database> _databases = [];
    private readonly HashSet<Guid> _heard = [];

    private QuietHouse(Engine engine) => _engine = engine;

    public FakeClock Clock { get; } = new(TestHouse.Start, Duration.FromMilliseconds(1));
    public RegistrationDatabase Registration => (RegistrationDatabase)_databases["registration"];
    public SchedulingDatabase Scheduling => (SchedulingDatabase)_databases["scheduling"];
    public OutcomesDatabase Outcomes => (OutcomesDatabase)_databases["outcomes"];

    public Guid Edition { get; private set; }
    public Guid Ronchin { get; private set; }
    public Guid Wattrelos { get; private set; }
    public Guid Workshop { get; private set; }

    public static async Task<QuietHouse> StartAsync(Engine engine = Engine.Sqlite)
    {
        var house = new QuietHouse(engine);
        house._databases["registration"] = new RegistrationDatabase(house.Address("registration"), house.Clock);
        house._databases["scheduling"] = new SchedulingDatabase(house.Address("scheduling"), house.Clock);
        house._databases["outcomes"] = new OutcomesDatabase(house.Address("outcomes"), house.Clock);
        foreach (var service in _services)
            await Migrator.RunAsync(house._databases[service.Name], service.Assembly, CancellationToken.None);
        return house;
    }

    /// <summary>An edition with two sites and a preparation workshop a week before the first.</summary>
    public async Task OpenAsync()
    {
        await WriteAsync(async tx =>
        {
            (Edition, _) = await SaveEdition.ApplyAsync(tx, "2023", _ => new SaveEdition.Row { Id = Guid.CreateVersion7(), Code = "2023", Name = "Tour 2023", TimeZone = "Europe/Paris" }, CancellationToken.None);
            (Ronchin, Wattrelos, Workshop) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
            await SaveSites.ApplyAsync(tx, Edition, new Dictionary<string, Func<SaveSites.Row?, SaveSites.Row>>
            {
                ["ronchin"] = _ => new() { Id = Ronchin, EditionId = Edition, Code = "ronchin", Name = "Ronchin", Date = new(2023, 4, 11) },
                ["wattrelos"] = _ => new() { Id = Wattrelos, EditionId = Edition, Code = "wattrelos", Name = "Wattrelos", Date = new(2023, 5, 23) },
            }, CancellationToken.None);
            await SaveWorkshops.ApplyAsync(tx, Edition, new Dictionary<string, Func<SaveWorkshops.Row?, SaveWorkshops.Row>>
            {
                ["W1"] = _ => new() { Id = Workshop, EditionId = Edition, Code = "W1", Name = "CV", Audience = "candidates", StartsAt = Instant.FromUtc(2023, 4, 4, 9, 0) },
            }, CancellationToken.None);
        });
    }

    public async Task WriteAsync(Func<Transaction, Task> write, Database? to = null)
    {
        await using var tx = await (to ?? Registration).BeginAsync(Actor.Command("test"), CancellationToken.None);
        await write(tx);
        await tx.CommitAsync(CancellationToken.None);
    }

    public async Task<SaveCandidates.Row> SaveAsync(string code, string lastName, string firstName, Func<SaveCandidates.Row, SaveCandidates.Row>? more = null)
    {
        await WriteAsync(tx => SaveCandidates.ApplyAsync(tx, Edition, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
        {
            [code] = old => (more ?? (row => row))((old ?? new() { Id = Guid.CreateVersion7(), EditionId = Edition, Code = code, LastName = "", FirstName = "" }) with { LastName = lastName, FirstName = firstName }),
        }, CancellationToken.None));
        return await CandidateAsync(code);
    }

    public async Task<SaveCandidates.Row> CandidateAsync(string code) => (await Registration.QueryFirstOrDefaultAsync<SaveCandidates.Row>("SELECT * FROM candidate WHERE code = @Code", new { Code = code }, CancellationToken.None))!;

    public Task RegisterAsync(Guid candidate, Guid site, Instant registeredAt, Instant? cancelledAt = null, Instant? receivedAt = null) =>
        WriteAsync(tx => RecordRegistrations.ApplyAsync(tx, Edition, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
        {
            [(candidate, site)] = old => (old ?? new() { CandidateId = candidate, SiteId = site, EditionId = Edition, Channel = "staff" }) with { RegisteredAt = registeredAt, CancelledAt = cancelledAt, ReceivedAt = receivedAt },
        }, CancellationToken.None));

    public Task AttendAsync(Guid candidate, string code, bool attended = true) =>
        WriteAsync(tx => RecordWorkshopAttendances.ApplyAsync(tx, Edition, new Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>
        {
            [(Workshop, code)] = old => (old ?? new() { WorkshopId = Workshop, Participant = code, EditionId = Edition, CandidateId = candidate }) with { Attended = attended },
        }, CancellationToken.None));

    public async Task MergeAsync(string kept, string gone, params string[] taken)
    {
        var (one, other) = (await CandidateAsync(kept), await CandidateAsync(gone));
        await WriteAsync(tx => MergeCandidates.ApplyAsync(tx, one, other, taken.ToHashSet(), CancellationToken.None));
    }

    public Task<IReadOnlyList<T>> AllAsync<T>(Database database, string sql, object? parameters = null) => database.QueryAsync<T>(sql, parameters, CancellationToken.None);

    /// <summary>What that service has said since it was last asked.</summary>
    public async Task<IReadOnlyList<object>> SaidAsync(Database database)
    {
        var rows = await database.QueryAsync<Outbox.Delivery>("SELECT id AS message_id, kind, body, '' AS destination FROM outbox_message ORDER BY said_at, id", null, CancellationToken.None);
        return [.. rows.Where(row => _heard.Add(row.MessageId)).Select(row => JsonSerializer.Deserialize(row.Body, Messages.Named(row.Kind), Json.Options)!)];
    }

    /// <summary>Every service that hears it takes it in, once.</summary>
    public async Task DeliverAsync(object message)
    {
        foreach (var consumer in _services.SelectMany(service => service.ListConsumers()).Where(consumer => consumer.Message == message.GetType() && consumer.Service.Name != "registration"))
            await WriteAsync(tx => consumer.ConsumeAsync(message, tx, CancellationToken.None), _databases[consumer.Service.Name]);
    }

    /// <summary>Everything said, in its order, until nobody says more.</summary>
    public async Task DeliverAllAsync()
    {
        foreach (var database in (Database[])[Registration, Scheduling])
            foreach (var message in await SaidAsync(database))
                await DeliverAsync(message);
    }

    /// <summary>A bare connection to Registration's SQLite file. The caller disposes it.</summary>
    public SqliteConnection Raw()
    {
        var raw = new SqliteConnection($"{Address("registration").ConnectionString};Pooling=False");
        raw.Open();
        return raw;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
            await database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private DatabaseAddress Address(string service) => _engine == Engine.Sqlite
        ? DatabaseAddress.Sqlite(Path.Combine(_folder, $"{service}.db"))
        : DatabaseAddress.SqlServer(TestHouse.SqlServer!, $"{_prefix}_{service}");
}
