using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>
/// The answers that the story of 2023 has for the days that the demonstration lives through, taken in as an import's are. A demonstration that begins later than they were given has them from its archive.
/// </summary>
internal static class AnswersArrive
{
    private const string EditionSql = "SELECT id FROM edition WHERE code = @Code";

    private const string CandidatesSql = """
        SELECT id, code
        FROM candidate
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    private static readonly Consumer Consumer = new OutcomesService().ListConsumers().Single(consumer => consumer.Message == typeof(FollowUpAnswersHandedOver));
    private static readonly IReadOnlyList<string> Columns = ["candidate_code", "answered_at", "source", "siret", "situation", "contract_type", "started_on", "ended_on"];
    private static readonly Lazy<IReadOnlyList<DemoAnswer>> All = new(() => new Story2023().Answers);

    private sealed record Candidate
    {
        public Guid Id { get; init; }
        public string Code { get; init; } = "";
    }

    /// <summary>Those given after <paramref name="after"/> and no later than <paramref name="until"/>.</summary>
    public static async Task RunAsync(IServiceProvider things, Instant after, Instant until, CancellationToken ct)
    {
        var given = All.Value.Where(answer => At(answer) > after && At(answer) <= until).ToList();
        var registration = things.GetRequiredService<RegistrationDatabase>();
        if (given.Count == 0 || await registration.QueryFirstOrDefaultAsync<Guid?>(EditionSql, new { Code = DemoArchive.EditionCode }, ct) is not { } edition)
            return;
        var people = (await registration.QueryAsync<Candidate>(CandidatesSql, new { EditionId = edition, Codes = given.Select(answer => answer.Candidate.Code).Distinct() }, ct)).ToDictionary(one => one.Code, one => one.Id);
        var rows = given.Where(answer => people.ContainsKey(answer.Candidate.Code)).Select((answer, line) => new FollowUpAnswersHandedOver.Row
        {
            Line = line + 1,
            CandidateId = people[answer.Candidate.Code],
            AnsweredAt = At(answer),
            Source = answer.Source,
            Siret = answer.Siret,
            Situation = answer.Situation,
            ContractType = answer.Contract?.Type is { Length: > 0 } type ? type : null,
            StartedOn = answer.Contract?.StartedOn,
            EndedOn = answer.Contract?.EndedOn,
        }).ToList();
        await SecondTry.RunAsync(async () =>
        {
            await using var tx = await things.GetRequiredService<OutcomesDatabase>().BeginAsync(Coming.ComingScenario.Actor, ct);
            await Consumer.ConsumeAsync(new FollowUpAnswersHandedOver { ImportId = Guid.Empty, EditionId = edition, FileName = "followups.csv", FirstLine = 1, Columns = Columns, Rows = rows }, tx, ct);
            await tx.CommitAsync(ct);
            return true;
        });
    }

    /// <summary>When it was given.</summary>
    public static Instant At(DemoAnswer answer) => answer.AnsweredAt.InZoneLeniently(Tour2023.Zone).ToInstant();
}
