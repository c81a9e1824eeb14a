using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.Merging;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>Follow-up answers, whoever brings them: each is kept under who, when, by whom, about whom and what, and its person counted.</summary>
internal static class RecordAnswers
{
    private const string FindSql = """
        SELECT id, version, edition_id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on, wave_id, withdrawn_at
        FROM follow_up_answer
        WHERE candidate_id IN @CandidateIds
        """;

    private const string InsertSql = """
        INSERT INTO follow_up_answer (id, version, edition_id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on, wave_id, withdrawn_at)
        VALUES (@Id, @Version, @EditionId, @CandidateId, @AnsweredAt, @Source, @Siret, @Situation, @ContractType, @StartedOn, @EndedOn, @WaveId, @WithdrawnAt)
        """;

    private const string UpdateSql = """
        UPDATE follow_up_answer
        SET version = @Version, contract_type = @ContractType, started_on = @StartedOn, ended_on = @EndedOn, wave_id = @WaveId, withdrawn_at = @WithdrawnAt
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

        /// <summary>The round that asked; null: imported, or noted outside any.</summary>
        public Guid? WaveId { get; init; }

        /// <summary>Another answer has taken its place: it counts for the days before only. Not before <see cref="AnsweredAt"/>.</summary>
        public Instant? WithdrawnAt { get; init; }

        public Key Key() => new(CandidateId, AnsweredAt, Source, Siret, Situation);
    }

    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<Key, Func<Row?, Row>> changes, CancellationToken ct)
    {
        changes = await LandAtKept.AnswersAsync(tx, changes, ct);
        var people = changes.Keys.Select(key => key.CandidateId).Distinct().ToList();
        // Everybody takes people before answers, so that two of them never wait for each other crosswise.
        await HoldPeople.ApplyAsync(tx, people, ct);
        var existing = (await tx.QueryAsync<Row>(FindSql, new { CandidateIds = people }, ct)).ToDictionary(row => row.Key());
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            var withdrawn = written.ToLookup(row => row.WithdrawnAt is not null && existing.GetValueOrDefault(row.Key())?.WithdrawnAt is null);
            await tx.AuditAsync("answer", withdrawn[true].Select(Detail), "answer withdrawn", ct);
            await tx.AuditAsync("answer", withdrawn[false].Select(Detail), "answer recorded", ct);
            await AnsweredInvitations.BroughtAsync(tx, written, ct);
            await CountPeople.ApplyAsync(tx, editionId, written.Select(row => row.CandidateId), ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>
    /// An answer that takes the place of what the same source has said in this wave: that is withdrawn, never deleted. The same again changes nothing, so a button
    /// pressed twice answers once; of two at once the later one finds the earlier.
    /// </summary>
    /// <param name="change">Given what stands (null: nothing), returns what shall, with the time of the transaction.</param>
    public static async Task ReplaceAsync(Transaction tx, Guid candidateId, string source, Guid waveId, Func<Row?, Row> change, CancellationToken ct)
    {
        await HoldPeople.ApplyAsync(tx, [candidateId], ct);
        var standing = (await tx.QueryAsync<Row>(FindSql, new { CandidateIds = new[] { candidateId } }, ct))
            .Where(row => row.Source == source && row.WithdrawnAt is null && row.WaveId == waveId).OrderBy(row => row.AnsweredAt).ToList();
        var said = change(standing.LastOrDefault());
        if (standing is [var one] && Says(one) == Says(said))
            return;
        var changes = standing.ToDictionary(row => row.Key(), _ => (Func<Row?, Row>)(old => old! with { WithdrawnAt = Instant.Max(tx.Now, old.AnsweredAt) }));
        // The same key in the same instant, from two devices: one row, which says what was said last.
        changes[said.Key()] = old => said with { Id = old?.Id ?? said.Id, Version = old?.Version ?? 0, WithdrawnAt = null };
        await ApplyAsync(tx, said.EditionId, changes, ct);
    }

    private static (string, string, string?, LocalDate?, LocalDate?) Says(Row row) => (row.Situation, row.Siret, row.ContractType, row.StartedOn, row.EndedOn);

    private static (Guid, string?) Detail(Row row) => (row.CandidateId, $"{row.Source} {row.Situation}");
}
