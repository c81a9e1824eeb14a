using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Registration.Imports;
using NodaTime;

namespace JobDating.Tests.Scheduling.Bookings;

/// <summary>
/// Scheduling knows: Ronchin, on 11 April 2024 from 9:00 to 12:00 in Paris, interviews of 10 minutes; Acme with two tables, Globex with one; Ada and Grace,
/// registered, who wished for Acme. It is the day before. What it says stays in its outbox until the house settles.
/// </summary>
internal sealed class SiteAtWork : IAsyncDisposable
{
    public const string Acme = WrittenArchive.Acme;
    public const string Globex = "40483304800022";
    private static readonly IReadOnlyDictionary<Type, Consumer> Consumers = new SchedulingService().ListConsumers().ToDictionary(consumer => consumer.Message);

    private SiteAtWork(TestHouse house) => House = house;

    public static LocalDate Day { get; } = new(2024, 4, 11);

    public TestHouse House { get; }
    public Guid Edition { get; } = Guid.CreateVersion7();
    public Guid Ronchin { get; } = Guid.CreateVersion7();
    public Guid Ada { get; } = Guid.CreateVersion7();
    public Guid Grace { get; } = Guid.CreateVersion7();
    public Guid AcmeOne { get; private set; }
    public Guid AcmeTwo { get; private set; }
    public Guid GlobexOne { get; private set; }

    public static async Task<SiteAtWork> StartAsync(Engine engine = Engine.Sqlite, bool listen = false)
    {
        var work = new SiteAtWork(await TestHouse.StartAsync(engine, listen));
        if (!listen)
            await work.House.HoldPostAsync();
        work.House.Clock.Reset(Instant.FromUtc(2024, 4, 10, 8, 0));
        await work.HearAsync(
            new EditionSaved { EditionId = work.Edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" },
            work.Site(work.Ronchin, 1, "ronchin", Day),
            new EstablishmentsSaved { Establishments = [new() { Siret = Acme, Version = 1, CompanyName = "Acme" }, new() { Siret = Globex, Version = 1, CompanyName = "Globex" }] },
            work.Attendance(work.Ronchin, Acme, 1, 2),
            work.Attendance(work.Ronchin, Globex, 1, 1),
            new CandidatesSaved { EditionId = work.Edition, Candidates = [work.Candidate(work.Ada, "C1", "Ada"), work.Candidate(work.Grace, "C2", "Grace")] },
            work.Registration(1, work.Ronchin, work.Ada, work.Grace),
            new WishesChanged { EditionId = work.Edition, Lists = [work.Wishes(work.Ada, 1, Acme), work.Wishes(work.Grace, 1, Acme)] });
        work.AcmeOne = await work.TableAsync(work.Ronchin, Acme, 1);
        work.AcmeTwo = await work.TableAsync(work.Ronchin, Acme, 2);
        work.GlobexOne = await work.TableAsync(work.Ronchin, Globex, 1);
        return work;
    }

    /// <summary>An instant of the day from its local time in Paris.</summary>
    public static Instant At(int hour, int minute) => Day.At(new LocalTime(hour, minute)).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Paris"]).ToInstant();

    public SitesSaved Site(Guid id, int version, string code, LocalDate date, string? status = null, Guid? like = null) => new()
    {
        EditionId = Edition,
        Sites = [new() { Id = id, Version = version, Code = code, Name = code, Date = date, Status = status, OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(12, 0), InterviewMinutes = 10, LikeSiteId = like }],
    };

    public AttendancesRecorded Attendance(Guid site, string siret, int version, int tables, string status = "expected") =>
        new() { EditionId = Edition, Attendances = [new() { SiteId = site, Siret = siret, Version = version, Tables = tables, Status = status }] };

    public CandidatesSaved.Candidate Candidate(Guid id, string code, string name) => new() { Id = id, Version = 1, Code = code, LastName = name, FirstName = name };

    public RegistrationsRecorded Registration(int version, Guid site, params Guid[] candidates) => new()
    {
        EditionId = Edition,
        Registrations = [.. candidates.Select(candidate => new RegistrationsRecorded.Registration { CandidateId = candidate, SiteId = site, Version = version, RegisteredAt = TestHouse.Start })],
    };

    public WishesChanged.WishList Wishes(Guid candidate, int version, params string[] sirets) =>
        new() { CandidateId = candidate, Version = version, Wishes = [.. sirets.Select((siret, at) => new WishesChanged.Wish { Rank = at + 1, OfferId = Guid.CreateVersion7(), Siret = siret })] };

    /// <summary>Scheduling hears each message, as it would from the bus.</summary>
    public async Task HearAsync(params object[] messages)
    {
        foreach (var message in messages)
        {
            await using var tx = await House.Scheduling.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
            await Consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }

    public async Task RulesAsync(string set) => await RunAsync(tx => tx.ExecuteAsync($"""
        INSERT INTO site_rules (site_id, version, pause_minutes, gap_minutes, notice_minutes, once_per_establishment, candidates_book)
        SELECT @Ronchin, 1, 0, 0, 0, 1, 0 WHERE NOT EXISTS (SELECT 1 FROM site_rules WHERE site_id = @Ronchin)
        """, new { Ronchin }, CancellationToken.None), tx => tx.ExecuteAsync($"UPDATE site_rules SET {set} WHERE site_id = @Ronchin", new { Ronchin }, CancellationToken.None));

    /// <summary>Books in a transaction of its own; the id of the interview.</summary>
    public async Task<Guid> BookAsync(Guid table, Guid candidate, Instant at, string by = Booker.Employer, Guid? act = null)
    {
        var id = act ?? Guid.CreateVersion7();
        await RunAsync(tx => BookInterview.ApplyAsync(tx, new Act(id, by), new BookInterview.Wish(table, candidate, at), CancellationToken.None));
        return id;
    }

    public Task MoveAsync(Guid interview, Guid table, Instant at, string by = Booker.Employer, Guid? act = null) =>
        RunAsync(tx => MoveInterview.ApplyAsync(tx, new Act(act ?? Guid.CreateVersion7(), by), interview, table, at, CancellationToken.None));

    public Task CancelAsync(Guid interview, string by = Booker.Employer, Guid? act = null) =>
        RunAsync(tx => CancelInterview.ApplyAsync(tx, new Act(act ?? Guid.CreateVersion7(), by), interview, CancellationToken.None));

    public Task<IReadOnlyList<T>> AllAsync<T>(string sql) => House.Scheduling.QueryAsync<T>(sql, new { Edition, Ronchin, Ada, Grace, Acme, Globex }, CancellationToken.None);

    /// <summary>What is booked or held: table's employer and number, candidate's name, UTC time.</summary>
    public async Task<string> BookedAsync() => string.Join(", ", await AllAsync<string>("""
        SELECT CONCAT(CASE WHEN t.siret = @Acme THEN 'Acme ' ELSE 'Globex ' END, t.number, ' ', c.first_name, ' ', SUBSTRING(CAST(i.starts_at AS char(19)), 12, 5))
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.status IN ('booked', 'held')
        ORDER BY i.starts_at, t.siret, t.number
        """));

    /// <summary>Pairs of occupied times that overlap at one table or for one candidate: never any.</summary>
    public async Task<int> DoublesAsync() => (await AllAsync<int>("""
        SELECT COUNT(*)
        FROM interview i
        JOIN interview o ON (o.table_id = i.table_id OR o.candidate_id = i.candidate_id) AND o.id <> i.id AND o.starts_at < i.ends_at AND i.starts_at < o.ends_at
        WHERE i.status IN ('booked', 'held') AND o.status IN ('booked', 'held')
        """))[0];

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private async Task<Guid> TableAsync(Guid site, string siret, int number) =>
        (await House.Scheduling.QueryAsync<Guid>("SELECT id FROM interview_table WHERE site_id = @site AND siret = @siret AND number = @number", new { site, siret, number }, CancellationToken.None))[0];

    private async Task RunAsync(params Func<Transaction, Task>[] work)
    {
        await using var tx = await House.Scheduling.BeginAsync(Actor.Visitor, CancellationToken.None);
        foreach (var one in work)
            await one(tx);
        await tx.CommitAsync(CancellationToken.None);
    }
}
