using JobDating.Platform;
using JobDating.Scheduling.Merging;
using NodaTime;

namespace JobDating.Scheduling.Interviews;

/// <summary>
/// Writes interviews as they are or were. Nothing is decided here about who may meet whom and when: that is booking; interviews of the past
/// are facts.
/// </summary>
internal static class RecordInterviews
{
    private const string FindSql = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        WHERE i.edition_id = @EditionId AND i.code IN @Codes
        """;

    public const string AgainSql = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        WHERE i.id > @After
        ORDER BY i.id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO interview (id, version, edition_id, code, site_id, table_id, candidate_id, starts_at, minutes, ends_at, status, result, second_interview_on)
        VALUES (@Id, @Version, @EditionId, @Code, @SiteId, @TableId, @CandidateId, @StartsAt, @Minutes, @EndsAt, @Status, @Result, @SecondInterviewOn)
        """;

    private const string UpdateSql = """
        UPDATE interview
        SET version = @Version, site_id = @SiteId, table_id = @TableId, candidate_id = @CandidateId, starts_at = @StartsAt, minutes = @Minutes, ends_at = @EndsAt,
          status = @Status, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string FlowSql = "UPDATE interview SET flow = @Flow WHERE id IN @Ids";

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }

        /// <summary>Of the table.</summary>
        public required string Siret { get; init; }

        /// <summary>Of the table.</summary>
        public int TableNumber { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public int Minutes { get; init; }
        public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);
        public required string Status { get; init; }
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }

        /// <summary>On the day: read for an act on one interview only.</summary>
        public Instant? CalledAt { get; init; }
        public Instant? StartedAt { get; init; }
    }

    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var rows = changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))).ToList();
        var written = await tx.SaveAsync(InsertSql, UpdateSql, await LandAtKept.ApplyAsync(tx, rows, ct), ct);
        if (written.Count > 0)
        {
            await SayInterviews.ApplyAsync(tx, editionId, written, by: null, ct);
            if (tx.Flow is not null)
                await tx.ExecuteAsync(FlowSql, new { tx.Flow, Ids = written.Select(row => row.Id) }, ct);
            await tx.AuditAsync("interview", written.Select(row => (row.Id, (string?)row.Status)), "interview recorded", ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }
}
