using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Testing;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>
/// A database of Scheduling's own, emptied before each sequence: Ronchin and Lille on one day from 9:00 to 10:30, interviews of 10 minutes; at Ronchin Acme with two tables and
/// Globex with one, at Lille Acme with one; Ada and Grace registered at both, two others at Ronchin. It is half past seven.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Code = "2024";
    private static readonly IReadOnlyDictionary<Type, Consumer> Consumers = new SchedulingService().ListConsumers().ToDictionary(consumer => consumer.Message);
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    /// <summary>All but the audit trail, which only grows.</summary>
    private static readonly string[] Tables =
    [
        "site_plan_unmet", "site_plan_interview", "site_plan", "waiting", "mark", "booking_act", "interview", "interview_table", "site_rules", "registration", "offer", "establishment", "attendance",
        "wish", "wish_list", "candidate_merge", "candidate", "site", "edition", "outbox_delivery", "outbox_message",
    ];

    private readonly string? _folder;
    private readonly Dictionary<object, int> _versions = [];

    private Stage(SchedulingDatabase db, FakeClock clock, string? folder) => (Db, Clock, _folder) = (db, clock, folder);

    public SchedulingDatabase Db { get; }
    public FakeClock Clock { get; }
    public Guid Edition { get; private set; }
    public List<Guid> Candidates { get; } = [];
    public List<SitesSaved.Site> Sites { get; } = [];

    /// <summary>All that Registration has said, in its order; what is not heard yet waits in <see cref="Late"/>.</summary>
    public List<object> Said { get; } = [];
    public Queue<object> Late { get; } = [];

    public static async Task<Stage> StartAsync(Engine engine = Engine.Sqlite)
    {
        var clock = new FakeClock(TestHouse.Start, Duration.FromMilliseconds(1));
        var folder = engine == Engine.Sqlite ? Directory.CreateTempSubdirectory("jobdating-sequences-").FullName : null;
        var db = new SchedulingDatabase(folder is not null ? DatabaseAddress.Sqlite(Path.Combine(folder, "scheduling.db")) : DatabaseAddress.SqlServer(TestHouse.SqlServer!, $"jobdating_test_{Guid.NewGuid():N}"), clock);
        await Migrator.RunAsync(db, typeof(SchedulingService).Assembly, CancellationToken.None);
        return new Stage(db, clock, folder);
    }

    public async Task ResetAsync()
    {
        await using (var tx = await Db.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            foreach (var table in Tables)
                await tx.ExecuteAsync($"DELETE FROM {table}", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Edition = Guid.CreateVersion7();
        _versions.Clear();
        Candidates.Clear();
        Sites.Clear();
        Said.Clear();
        Late.Clear();
        Clock.Reset(SiteAtWork.At(7, 30));
        foreach (var code in (string[])["ronchin", "lille"])
            Sites.Add(new() { Id = Guid.CreateVersion7(), Version = 1, Code = code, Name = code, Date = SiteAtWork.Day, OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(10, 30), InterviewMinutes = 10 });
        Candidates.AddRange(Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()));
        await HearAsync(
            new EditionSaved { EditionId = Edition, Version = 1, Code = Code, Name = "Tour 2024", TimeZone = "Europe/Paris" },
            new SitesSaved { EditionId = Edition, Sites = [.. Sites] },
            new EstablishmentsSaved { Establishments = [new() { Siret = SiteAtWork.Acme, Version = 1, CompanyName = "Acme" }, new() { Siret = SiteAtWork.Globex, Version = 1, CompanyName = "Globex" }] },
            Attendance(Sites[0].Id, SiteAtWork.Acme, 2, "expected"),
            Attendance(Sites[0].Id, SiteAtWork.Globex, 1, "expected"),
            Attendance(Sites[1].Id, SiteAtWork.Acme, 1, "expected"),
            Saved(0, 1, 2, 3),
            Registered(Candidates, Sites[0].Id),
            Registered(Candidates.Take(2), Sites[1].Id),
            Wishes(Candidates[0], SiteAtWork.Acme, SiteAtWork.Globex),
            Wishes(Candidates[1], SiteAtWork.Acme),
            Wishes(Candidates[2], SiteAtWork.Globex, SiteAtWork.Acme),
            Wishes(Candidates[3], SiteAtWork.Acme));
        Said.Clear();
    }

    /// <summary>A time of the site's day, from a quarter of an hour before opening: mostly on the rounds.</summary>
    public Instant At(Guid site, int number) => (Sites.First(one => one.Id == site).Date.At(new LocalTime(8, 50)).PlusMinutes(number % 12 * 10) + Period.FromMinutes(number % 7 == 0 ? 5 : 0)).InZoneLeniently(Paris).ToInstant();

    public int Next(object fact) => _versions[fact] = _versions.GetValueOrDefault(fact) + 1;

    public AttendancesRecorded Attendance(Guid site, string siret, int tables, string status) =>
        new() { EditionId = Edition, Attendances = [new() { SiteId = site, Siret = siret, Version = Next((site, siret)), Tables = tables, Status = status }] };

    public CandidatesSaved Saved(params int[] candidates) =>
        new() { EditionId = Edition, Candidates = [.. candidates.Select(at => new CandidatesSaved.Candidate { Id = Candidates[at], Version = Next(Candidates[at]), Code = $"C{at}", LastName = $"C{at}", FirstName = Name(Candidates[at]) })] };

    public RegistrationsRecorded Registered(IEnumerable<Guid> candidates, Guid site, Instant? cancelledAt = null) => new()
    {
        EditionId = Edition,
        Registrations = [.. candidates.Select(candidate => new RegistrationsRecorded.Registration { CandidateId = candidate, SiteId = site, Version = Next((candidate, site)), RegisteredAt = TestHouse.Start, CancelledAt = cancelledAt })],
    };

    public WishesChanged Wishes(Guid candidate, params string[] sirets) => new()
    {
        EditionId = Edition,
        Lists = [new() { CandidateId = candidate, Version = Next(("wishes", candidate)), Wishes = [.. sirets.Select((siret, at) => new WishesChanged.Wish { Rank = at + 1, OfferId = Guid.CreateVersion7(), Siret = siret })] }],
    };

    public CandidatesErased Erased(Guid candidate, Guid? kept = null) =>
        new() { EditionId = Edition, Candidates = [new() { Id = candidate, Version = Next(candidate), Code = Name(candidate), ErasedAt = Clock.GetCurrentInstant(), KeptId = kept }] };

    public string Name(Guid id) => Sites.Any(site => site.Id == id) ? Sites.First(site => site.Id == id).Code : Candidates.IndexOf(id) switch { 0 => "Ada", 1 => "Grace", var at => $"C{at}" };

    /// <summary>Scheduling hears each message, as it would from the bus.</summary>
    public async Task HearAsync(params object[] messages)
    {
        foreach (var message in messages)
        {
            await using var tx = await Db.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
            await Consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
            Said.Add(message);
        }
    }

    /// <summary>Somebody at a door; for an employer, who comes for that establishment.</summary>
    public static HttpContext By(string role, string? siret = null) => new DefaultHttpContext
    {
        User = new Ticket { Id = Guid.CreateVersion7(), Name = role, Roles = [role], SubjectId = siret, Revisions = new Dictionary<Guid, int>() }.Principal("sequences"),
    };

    /// <summary>Whether a slice did what was asked: it leads on, or comes to its end. A page with what is wrong, or a refusal, is no.</summary>
    public static async Task<bool> DoneAsync(Func<Task<IResult>> slice)
    {
        try
        {
            return await slice() is SeeOther;
        }
        catch (Rejected)
        {
            return false;
        }
    }

    public Task<bool> DoneAsync(Func<Transaction, Task> work) => DoneAsync(async () =>
    {
        await using var tx = await Db.BeginAsync(Actor.Visitor, CancellationToken.None);
        await work(tx);
        await tx.CommitAsync(CancellationToken.None);
        return SeeOther.To("/");
    });

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
