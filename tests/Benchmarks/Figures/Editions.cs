using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes;
using JobDating.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Benchmarks.Figures;

/// <summary>
/// A data folder with one edition of six sites, 1,000 candidates and 2,000 interviews, said by messages as Registration and Scheduling say them, and as many copies of it, made by SQL,
/// as bring the interviews to the number that is asked for.
/// </summary>
internal static class Editions
{
    public const string Code = "measured";
    public const int InterviewsEach = 2_000;
    private const int Sites = 6;
    private const int Candidates = 1_000;
    private const int Employers = 116;

    private static readonly LocalDate _first = new(2023, 3, 14);

    /// <summary>Every table that holds an edition's facts or figures, with what of its rows must differ from copy to copy.</summary>
    private static readonly (string Table, string[] Ids)[] _copied =
    [
        ("site", ["id"]), ("person", ["id"]), ("registration", ["candidate_id", "site_id"]), ("interview", ["id", "candidate_id", "site_id"]),
        ("follow_up_answer", ["id", "candidate_id"]), ("offer", ["id"]), ("structure", ["id"]), ("figure_day", []), ("group_day", []),
    ];

    public static async Task MakeAsync(string data, int interviews)
    {
        var service = new OutcomesService();
        await using var app = ServiceHost.Build(new Settings { Data = data }, [service], "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var db = app.Services.GetRequiredService<OutcomesDatabase>();
        await SayAsync(db, service);
        for (var copy = 1; copy < interviews / InterviewsEach; copy++)
            await CopyAsync(db, copy);
        await app.StopHouseAsync();
    }

    private static async Task SayAsync(OutcomesDatabase db, OutcomesService service)
    {
        var consumers = service.ListConsumers().ToDictionary(consumer => consumer.Message);
        var edition = Guid.CreateVersion7();
        List<Guid> sites = [.. Enumerable.Range(0, Sites).Select(_ => Guid.CreateVersion7())];
        List<Guid> people = [.. Enumerable.Range(0, Candidates).Select(_ => Guid.CreateVersion7())];
        List<Guid> structures = [.. Enumerable.Range(0, 15).Select(_ => Guid.CreateVersion7())];
        List<string> sirets = [.. Enumerable.Range(0, Employers).Select(at => $"4{at:D13}")];
        await HearAsync(new EditionSaved { EditionId = edition, Version = 1, Code = Code, Name = "Measured", TimeZone = "Europe/Paris" });
        await HearAsync(new SitesSaved { EditionId = edition, Sites = [.. sites.Select((id, at) => new SitesSaved.Site { Id = id, Version = 1, Code = $"site-{at}", Name = $"Site {at}", Date = Day(at) })] });
        await HearAsync(new EstablishmentsSaved { Establishments = [.. sirets.Select(siret => new EstablishmentsSaved.Establishment { Siret = siret, Version = 1, CompanyName = $"Company {siret}" })] });
        await HearAsync(new OffersSaved { EditionId = edition, Offers = [.. sirets.Select((siret, at) => new OffersSaved.Offer { Id = Guid.CreateVersion7(), Version = 1, Siret = siret, Title = "Job", RomeCode = $"{(char)('A' + at % 14)}1101" })] });
        await HearAsync(new StructuresSaved { EditionId = edition, Structures = [.. structures.Select((id, at) => new StructuresSaved.Structure { Id = id, Version = 1, Code = $"S{at}", Name = $"Structure {at}" })] });
        foreach (var (at, part) in people.Index().Chunk(500).Index())
        {
            await HearAsync(new CandidatesSaved { EditionId = edition, Candidates = [.. part.Select(one => new CandidatesSaved.Candidate { Id = one.Item, Version = 1, Code = $"C{one.Index:D4}", LastName = $"Name {one.Index}", FirstName = "Ada", ConsentFollowUp = true, BirthYear = 1955 + one.Index % 20, StructureId = structures[one.Index % 15] })] });
            await HearAsync(new RegistrationsRecorded { EditionId = edition, Registrations = [.. part.Select(one => new RegistrationsRecorded.Registration { CandidateId = one.Item, SiteId = sites[one.Index % Sites], Version = 1, RegisteredAt = At(0) - Duration.FromDays(20), ReceivedAt = one.Index % 20 == 0 ? null : At(one.Index % Sites) })] });
        }
        foreach (var part in Enumerable.Range(0, InterviewsEach).Chunk(500))
            await HearAsync(new InterviewsRecorded { EditionId = edition, Interviews = [.. part.Select(i => new InterviewsRecorded.Interview { Id = Guid.CreateVersion7(), Version = 1, SiteId = sites[i % Candidates % Sites], Siret = sirets[i * 7 % Employers], CandidateId = people[i % Candidates], StartsAt = At(i % Candidates % Sites), Status = "held", Result = i % 9 < 4 ? "conclusive" : "not_conclusive", SecondInterviewOn = i % 9 < 3 ? Day(i % Sites).PlusDays(10) : null })] });
        await HearAsync(new FollowUpAnswersHandedOver
        {
            ImportId = Guid.CreateVersion7(),
            EditionId = edition,
            FileName = "followups.csv",
            FirstLine = 2,
            Columns = ["contract_type", "started_on", "ended_on"],
            Rows = [.. people.Index().Where(one => one.Index % 2 == 0).Select(one => new FollowUpAnswersHandedOver.Row { Line = one.Index + 2, CandidateId = one.Item, AnsweredAt = At(one.Index % Sites) + Duration.FromDays(30 + one.Index % 90), Source = "candidate", Siret = one.Index % 6 == 0 ? sirets[one.Index * 7 % Employers] : "", Situation = one.Index % 6 == 0 ? "hired" : "neither", ContractType = "CDI", StartedOn = Day(one.Index % Sites).PlusDays(one.Index % 60) })],
        });

        async Task HearAsync(object message)
        {
            await using var tx = await db.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
            await consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }

    /// <summary>The same rows under other ids: each id with its first characters exchanged for the copy's number, which keeps them one another's.</summary>
    private static async Task CopyAsync(OutcomesDatabase db, int copy)
    {
        await using var tx = await db.BeginAsync(Actor.Command("copy"), CancellationToken.None);
        var mark = $"{copy:x8}";
        await tx.ExecuteAsync($"INSERT INTO edition (id, version, code, name, time_zone) SELECT '{mark}' || substr(id, 9), version, '{Code}-{copy}', name, time_zone FROM edition WHERE code = '{Code}'", null, CancellationToken.None);
        foreach (var (table, ids) in _copied)
        {
            var columns = (await tx.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')", null, CancellationToken.None)).ToList();
            // Ids that begin with the mark already are a copy's; the empty site of figure_day stays empty.
            var values = columns.Select(column => column is "edition_id" || ids.Contains(column) ? $"'{mark}' || substr({column}, 9)" : column);
            await tx.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} WHERE edition_id = (SELECT id FROM edition WHERE code = '{Code}')", null, CancellationToken.None);
        }
        await tx.CommitAsync(CancellationToken.None);
    }

    private static LocalDate Day(int site) => _first.PlusDays(site * 14);

    private static Instant At(int site) => Day(site).At(new LocalTime(9, 30)).InUtc().ToInstant();
}
