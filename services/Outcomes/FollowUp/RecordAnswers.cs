using JobDating.Outcomes.Figures;
using JobDating.Outcomes.Merging;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>Follow-up answers, whoever brings them: each is kept under who, when, by whom, about whom and what, and its person counted.</summary>
internal static class RecordAnswers
{
    private const string FindSql = """
        SELECT id, version, edition_id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on
        FROM follow_up_answer
        WHERE candidate_id IN @CandidateIds
        """;

    private const string InsertSql = """
        INSERT INTO follow_up_answer (id, version, edition_id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on)
        VALUES (@Id, @Version, @EditionId, @CandidateId, @AnsweredAt, @Source, @Siret, @Situation, @ContractType, @StartedOn, @EndedOn)
        """;

    private const string UpdateSql = """
        UPDATE follow_up_answer
        SET version = @Version, contract_type = @ContractType, started_on = @StartedOn, ended_on = @EndedOn
        WHERE id = @Id AND version = @Version - 1
        """;

    /// <summary>The key of an answer; <c>Siret</c> is empty when no establishment was named.</summary>
    public readonly record struct Key(Guid CandidateId, Instant AnsweredAt, string Source, string Siret, string Situation);

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant AnsweredAt { get; init; }
        public required string Source { get; init; }
        public required string Siret { get; init; }
        public required string Situation { get; init; }
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }

        public Key Key() => new(CandidateId, AnsweredAt, Source, Siret, Situation);
    }

    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<Key, Func<Row?, Row>> changes, CancellationToken ct)
    {
        changes = await LandAtKept.AnswersAsync(tx, changes, ct);
        var people = changes.Keys.Select(key => key.CandidateId).Distinct().ToList();
        var existing = (await tx.QueryAsync<Row>(FindSql, new { CandidateIds = people }, ct)).ToDictionary(row => row.Key());
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await tx.AuditAsync("answer", written.Select(row => (row.CandidateId, (string?)$"{row.Source} {row.Situation}")), "answer recorded", ct);
            await CountPeople.ApplyAsync(tx, editionId, written.Select(row => row.CandidateId), ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }
}
