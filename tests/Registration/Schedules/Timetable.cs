using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration;
using JobDating.Registration.Contacts;
using JobDating.Registration.Schedules;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Imports;
using JobDating.Tests.Registration.Registering;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>
/// Registration hears of interviews at Ronchin on 11 April 2024: Ada, whose mail address is known, and Grace, who is written to in English; Hank looks after Acme and was
/// invited, Jo after Globex and was not. It is the day before, 9:00 in Paris.
/// </summary>
internal sealed class Timetable : IAsyncDisposable
{
    public const string Acme = WrittenArchive.Acme;
    public const string Globex = WrittenArchive.Globex;
    private static readonly Consumer Hears = new RegistrationService().ListConsumers().Single(consumer => consumer.Message == typeof(InterviewsRecorded));
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly Dictionary<Guid, InterviewsRecorded.Interview> _said = [];
    private readonly HashSet<string> _seen = [];

    private Timetable(ComingTour tour, LocalDate day) => (Tour, Day) = (tour, day);

    public ComingTour Tour { get; }
    public RegistrationDatabase Db => Tour.House.Registration;
    public PersonalLinks Links => Tour.House.App.Services.GetRequiredService<PersonalLinks>();
    public Guid Ada { get; private set; }
    public Guid Grace { get; private set; }
    public LocalDate Day { get; }

    public sealed record Queued
    {
        public required string OnceKey { get; init; }
        public required string ToAddress { get; init; }
        public required string Language { get; init; }
        public required string Subject { get; init; }
        public required string Body { get; init; }
        public string? QuietZone { get; init; }
        public Instant? NotAfter { get; init; }
    }

    /// <param name="day">Of Ronchin, instead of 11 April.</param>
    public static async Task<Timetable> StartAsync(Engine engine = Engine.Sqlite, bool listen = false, LocalDate? day = null)
    {
        var ronchin = day ?? new LocalDate(2024, 4, 11);
        var table = new Timetable(await ComingTour.StartAsync(engine, listen, archive => archive.With("sites.csv", "code,name,commune,address,date,opens_at,closes_at,interview_minutes",
            $"ronchin,Ronchin,Ronchin,Salle des fêtes,{ronchin:uuuu-MM-dd},07:00,17:00,10", "tourcoing,Tourcoing,Tourcoing,,2024-06-10,,,", "wattrelos,Wattrelos,,,2023-05-23,,,")), ronchin);
        table.Ada = await Cast.RegisterAsync(table.Tour, "Ada", table.Tour.Emploi);
        table.Grace = await Cast.RegisterAsync(table.Tour, "Grace");
        await table.WriteAsync("UPDATE candidate SET language = 'en' WHERE id = @Grace");
        await table.ContactAsync(Acme, "Hank", "fr", invited: true);
        await table.ContactAsync(Globex, "Jo", "en", invited: false);
        await table.Tour.House.SettleAsync();
        table.GoTo(table.At(9, 0, -1));
        return table;
    }

    /// <summary>An instant from its local time in Paris on Ronchin's day, or so many days from it.</summary>
    public Instant At(int hour, int minute, int days = 0) => Day.PlusDays(days).At(new LocalTime(hour, minute)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Paris"]).ToInstant();

    public void GoTo(Instant now) => Tour.House.Clock.Reset(now);

    public void Wait(int minutes) => Tour.House.Clock.AdvanceMinutes(minutes);

    /// <summary>A new interview's id, or said again: the next version of it.</summary>
    public async Task<Guid> BookAsync(string siret, int number, Guid candidate, Instant at, string? by = "plan", Guid? id = null, Guid? site = null)
    {
        var key = id ?? Guid.CreateVersion7();
        await HearAsync(new InterviewsRecorded.Interview { Id = key, Version = _said.TryGetValue(key, out var old) ? old.Version + 1 : 1, SiteId = site ?? Tour.Ronchin, Siret = siret, CandidateId = candidate, StartsAt = at, Minutes = 10, Table = number, By = by, Status = "booked" });
        return key;
    }

    public Task CancelAsync(Guid id, string? by = "coordinator") => SayAsync(id, old => old with { Status = "cancelled", By = by });

    public Task SayAsync(Guid id, Func<InterviewsRecorded.Interview, InterviewsRecorded.Interview> change) => HearAsync(change(_said[id]) with { Version = _said[id].Version + 1 });

    public InterviewsRecorded.Interview Said(Guid id) => _said[id];

    public async Task HearAsync(params InterviewsRecorded.Interview[] interviews)
    {
        foreach (var interview in interviews)
            if (!_said.TryGetValue(interview.Id, out var old) || old.Version < interview.Version)
                _said[interview.Id] = interview;
        await using var tx = await Db.BeginAsync(Actor.Message(nameof(InterviewsRecorded)), Ct);
        await Hears.ConsumeAsync(new InterviewsRecorded { EditionId = Tour.Edition, Interviews = interviews }, tx, Ct);
        await tx.CommitAsync(Ct);
    }

    /// <summary>Four sweeps at once: what is told is told once all the same.</summary>
    public Task TellAsync() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellSchedules.RunAsync(Db, Links, Ct)));

    public Task RemindAsync() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RemindSchedules.RunAsync(Db, Links, Ct)));

    /// <summary>After it has come to rest.</summary>
    public async Task<IReadOnlyList<Queued>> ToldAsync()
    {
        Wait(3);
        await TellAsync();
        return await MailsAsync();
    }

    /// <summary>What was queued about interviews and what came of them since the last look.</summary>
    public async Task<IReadOnlyList<Queued>> MailsAsync() =>
        [.. (await Db.QueryAsync<Queued>("SELECT once_key, to_address, language, subject, body, quiet_zone, not_after FROM mail WHERE once_key LIKE 'schedule%' OR once_key LIKE 'hires-asked%' OR once_key LIKE 'results-asked%' ORDER BY to_address, once_key", null, Ct)).Where(mail => _seen.Add(mail.OnceKey))];

    public async Task WriteAsync(string sql)
    {
        await using var tx = await Db.BeginAsync(Actor.Command("test"), Ct);
        await tx.ExecuteAsync(sql, new { Ada, Grace, Tour.Ronchin }, Ct);
        await tx.CommitAsync(Ct);
    }

    public ValueTask DisposeAsync() => Tour.DisposeAsync();

    private async Task ContactAsync(string siret, string name, string language, bool invited)
    {
        var id = Guid.CreateVersion7();
        await using var tx = await Db.BeginAsync(Actor.Command("test"), Ct);
        await SaveContacts.ApplyAsync(tx, new Dictionary<Guid, Func<SaveContacts.Row?, SaveContacts.Row>>
        {
            [id] = _ => new() { Id = id, Siret = siret, Name = name, Email = $"{name.ToLowerInvariant()}@example.org", Language = language },
        }, Ct);
        if (invited)
            await tx.ExecuteAsync("INSERT INTO invitation (edition_id, contact_id, round, mail_id, invited_at) VALUES (@Edition, @Id, 1, @Id, @Now)", new { Tour.Edition, Id = id, tx.Now }, Ct);
        await tx.CommitAsync(Ct);
    }
}
