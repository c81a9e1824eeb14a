using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Press;
using NodaTime;

namespace JobDating.Registration.Mobility;

/// <summary>Visits to the mobility adviser's stand.</summary>
internal static class RecordMobilityVisits
{
    private const string FindSql = """
        SELECT id, version, edition_id, site_id, candidate_id, visited_at, outcome
        FROM mobility_visit
        WHERE candidate_id IN @CandidateIds
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, site_id, candidate_id, visited_at, outcome
        FROM mobility_visit
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO mobility_visit (id, version, edition_id, site_id, candidate_id, visited_at, outcome)
        VALUES (@Id, @Version, @EditionId, @SiteId, @CandidateId, @VisitedAt, @Outcome)
        """;

    private const string UpdateSql = """
        UPDATE mobility_visit
        SET version = @Version, site_id = @SiteId, candidate_id = @CandidateId, visited_at = @VisitedAt, outcome = @Outcome
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string DeleteSql = "DELETE FROM mobility_visit WHERE id = @Id AND version = @Version";

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant VisitedAt { get; init; }
        public string? Outcome { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid SiteId, Guid CandidateId, Instant VisitedAt), Func<Row?, Row>> changes, CancellationToken ct)
    {
        changes = await LandAtKept.VisitsAsync(tx, changes, ct);
        var existing = (await tx.QueryAsync<Row>(FindSql, new { CandidateIds = changes.Keys.Select(key => key.CandidateId).Distinct() }, ct)).ToDictionary(row => (row.SiteId, row.CandidateId, row.VisitedAt));
        var written = await WriteAsync(tx, editionId, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        return new Saved(written, changes.Count - written);
    }

    /// <summary>One visit by its id: from a screen, where its time and outcome can change. <paramref name="old"/> was read in this transaction.</summary>
    /// <exception cref="ChangedMeanwhileException">Another was quicker with the same id or the same candidate, site and time.</exception>
    public static async Task ApplyAsync(Transaction tx, Row? old, Row visit, CancellationToken ct)
    {
        try
        {
            await WriteAsync(tx, visit.EditionId, [(old, visit)], ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>Deletes the visit as it was read; its id never comes back.</summary>
    /// <exception cref="ChangedMeanwhileException">It was changed or deleted since.</exception>
    public static async Task RemoveAsync(Transaction tx, Row visit, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(DeleteSql, new { visit.Id, visit.Version }, ct) == 0)
            throw new ChangedMeanwhileException();
        await RemovedFacts.NoteAsync(tx, visit.Id, visit.Version + 1, ct);
        await tx.PublishAsync(new MobilityVisitsRemoved { EditionId = visit.EditionId, Visits = [new() { Id = visit.Id, Version = visit.Version + 1, CandidateId = visit.CandidateId }] }, ct);
        await tx.AuditAsync("mobility visit", visit.CandidateId, "mobility visit removed", null, ct);
    }

    private static async Task<int> WriteAsync(Transaction tx, Guid editionId, IEnumerable<(Row? Old, Row New)> changes, CancellationToken ct)
    {
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes, ct);
        if (written.Count > 0)
        {
            await SayAsync(tx, editionId, written, ct);
            await tx.AuditAsync("mobility visit", written.Select(row => (row.CandidateId, (string?)(row.Version == 1 ? "created" : "changed"))), "mobility visit saved", ct);
        }
        return written.Count;
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new MobilityVisitsRecorded
        {
            EditionId = editionId,
            Visits = [.. rows.Select(row => new MobilityVisitsRecorded.Visit
            {
                Id = row.Id,
                SiteId = row.SiteId,
                CandidateId = row.CandidateId,
                VisitedAt = row.VisitedAt,
                Version = row.Version,
                Outcome = row.Outcome,
            })],
        }, ct);
}
