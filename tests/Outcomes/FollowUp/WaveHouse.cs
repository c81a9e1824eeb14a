using System.Globalization;
using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>
/// Outcomes knows: Ronchin, on 11 April 2024; Ada was received there, agreed to be asked and has an address; Grace too, without address; Edsger refused, Barbara was
/// not asked, Alan did not come.
/// </summary>
internal sealed class WaveHouse : IAsyncDisposable
{
    public static readonly LocalDate SiteDate = new(2024, 4, 11);
    private static readonly IReadOnlyDictionary<Type, Consumer> Consumers = new OutcomesService().ListConsumers().ToDictionary(consumer => consumer.Message);

    private WaveHouse(TestHouse house) => House = house;

    public TestHouse House { get; }
    public OutcomesDatabase Db => House.Outcomes;
    public Guid Edition { get; } = Guid.CreateVersion7();
    public Guid Ronchin { get; } = Guid.CreateVersion7();
    public Guid Ada { get; } = Guid.CreateVersion7();

    public static async Task<WaveHouse> StartAsync(Engine engine = Engine.Sqlite, bool listen = false)
    {
        var work = new WaveHouse(await TestHouse.StartAsync(engine, listen));
        work.House.Clock.Reset(At(SiteDate));
        await work.HearAsync(new EditionSaved { EditionId = work.Edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" });
        await work.HearAsync(work.Site(work.Ronchin, 1, "ronchin", SiteDate));
        await work.ReceiveAsync("Ada", "ada@example.org", id: work.Ada);
        await work.ReceiveAsync("Grace", null);
        await work.ReceiveAsync("Edsger", "edsger@example.org", consent: false);
        await work.ReceiveAsync("Barbara", "barbara@example.org", consent: null);
        await work.ReceiveAsync("Alan", "alan@example.org", received: false);
        return work;
    }

    /// <summary>An instant from its local time in Paris, by default noon.</summary>
    public static Instant At(LocalDate day, int hour = 12, int minute = 0) => day.At(new LocalTime(hour, minute)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Paris"]).ToInstant();

    public static Instant At(int month, int day, int hour = 12, int minute = 0) => At(new LocalDate(2024, month, day), hour, minute);

    public SitesSaved Site(Guid id, int version, string code, LocalDate date, string? status = null) =>
        new() { EditionId = Edition, Sites = [new() { Id = id, Version = version, Code = code, Name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(code), Date = date, Status = status }] };

    public async Task<Guid> ReceiveAsync(string name, string? email, bool? consent = true, bool received = true, Guid? id = null)
    {
        var candidate = id ?? Guid.CreateVersion7();
        await HearAsync(new CandidatesSaved { EditionId = Edition, Candidates = [new() { Id = candidate, Version = 1, Code = name, LastName = name, FirstName = name, Email = email, ConsentFollowUp = consent }] });
        await ReceiveAtAsync(candidate, Ronchin, SiteDate, received);
        return candidate;
    }

    public Task ReceiveAtAsync(Guid candidate, Guid site, LocalDate date, bool received = true) =>
        HearAsync(new RegistrationsRecorded { EditionId = Edition, Registrations = [new() { CandidateId = candidate, SiteId = site, Version = 1, RegisteredAt = At(date, 9), ReceivedAt = received ? At(date, 9) : null }] });

    public async Task HearAsync(object message)
    {
        await using var tx = await Db.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await Consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>What an operator could do by hand.</summary>
    public Task WriteAsync(string sql) => InAsync(tx => tx.ExecuteAsync(sql, new { Ada, Ronchin, tx.Now }, CancellationToken.None));

    public async Task InAsync(Func<Transaction, Task> work)
    {
        await using var tx = await Db.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await work(tx);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Both sweeps, and the mails leave.</summary>
    public async Task SweepAsync(Instant at)
    {
        await HandOverAsync(at);
        await SendMailsAsync();
    }

    /// <summary>Both sweeps; the mails wait.</summary>
    public async Task HandOverAsync(Instant at)
    {
        House.Clock.Reset(at);
        await OpenDueWaves.RunAsync(Db, CancellationToken.None);
        await AskAsync();
    }

    public Task AskAsync() => SendDueInvitations.RunAsync(Db, House.App.Services.GetRequiredService<PersonalLinks>(), CancellationToken.None);

    public Task SendMailsAsync() => SendMails.RunAsync(Db, "outcomes", House.House.Settings, NullLoggerFactory.Instance, CancellationToken.None);

    /// <summary>A sweep every noon, from the first to the last day.</summary>
    public async Task SweepDailyAsync(LocalDate first, LocalDate last)
    {
        for (var day = first; day <= last; day = day.PlusDays(1))
            await SweepAsync(At(day));
    }

    public Task<IReadOnlyList<string>> AllAsync(string sql) => Db.QueryAsync<string>(sql, new { Ada, Ronchin }, CancellationToken.None);

    /// <summary>Of the wave of this number: each first name and its invitation's status.</summary>
    public Task<IReadOnlyList<string>> InvitationsAsync(int number = 1) => AllAsync($"""
        SELECT CONCAT(p.first_name, ' ', i.status)
        FROM invitation i JOIN person p ON p.id = i.candidate_id JOIN wave w ON w.id = i.wave_id
        WHERE w.number = {number} ORDER BY p.first_name
        """);

    public async Task<string?> StatusAsync(int number = 1) => (await AllAsync($"SELECT status FROM wave WHERE site_id = @Ronchin AND number = {number}")).SingleOrDefault();

    /// <summary>Ronchin's waves: number, day and state.</summary>
    public async Task<string> WavesAsync() => string.Join(", ", await AllAsync("SELECT CONCAT(number, ' ', SUBSTRING(CAST(due_on AS char(10)), 6, 5), ' ', status) FROM wave WHERE site_id = @Ronchin ORDER BY number"));

    /// <summary>Ada's mails that have left: day and subject.</summary>
    public Task<IReadOnlyList<string>> AdasMailsAsync() => AllAsync("SELECT CONCAT(SUBSTRING(CAST(ended_at AS char(10)), 6, 5), ' ', subject) FROM mail WHERE about_id = @Ada AND status = 'sent' ORDER BY ended_at");

    public string[] Files => Directory.Exists(Path.Combine(House.Data, "mail")) ? Directory.GetFiles(Path.Combine(House.Data, "mail"), "*.eml") : [];

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
