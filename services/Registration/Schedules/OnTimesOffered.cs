using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>
/// Keeps what is offered to those who wait for an interview, to tell them. Of a candidate who was merged it is the kept one's; of one who was erased nothing is kept.
/// </summary>
internal static class OnTimesOffered
{
    private const string VersionsSql = "SELECT id, version FROM offered_time WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO offered_time (id, version, edition_id, site_id, siret, candidate_id, asked_by, starts_at, table_number, expires_at, status)
        VALUES (@Id, @Version, @EditionId, @SiteId, @Siret, @CandidateId, @AskedBy, @StartsAt, @TableNumber, @ExpiresAt, @Status)
        """;

    private const string UpdateSql = """
        UPDATE offered_time
        SET version = @Version, candidate_id = @CandidateId, starts_at = @StartsAt, table_number = @TableNumber, expires_at = @ExpiresAt, status = @Status
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public Guid CandidateId { get; init; }
        public string AskedBy { get; init; } = "";
        public Instant? StartsAt { get; init; }
        public int? TableNumber { get; init; }
        public Instant? ExpiresAt { get; init; }
        public string Status { get; init; } = "";
    }

    public static async Task ConsumeAsync(TimesOffered message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Waits.Select(wait => wait.Id) }, ct);
        var gone = await MeantCandidates.GoneAmongAsync(tx, message.Waits.Select(wait => wait.CandidateId), ct);
        var rows =
            from wait in message.Waits.GroupBy(wait => wait.Id).Select(same => same.MaxBy(wait => wait.Version)!)
            let candidate = gone.TryGetValue(wait.CandidateId, out var kept) ? kept : wait.CandidateId
            where candidate is not null
            select new Row
            {
                Id = wait.Id,
                Version = wait.Version,
                EditionId = message.EditionId,
                SiteId = wait.SiteId,
                Siret = wait.Siret,
                CandidateId = candidate.Value,
                AskedBy = wait.By,
                StartsAt = wait.Offered?.StartsAt,
                TableNumber = wait.Offered?.Table,
                ExpiresAt = wait.Offered?.ExpiresAt,
                Status = wait.Offered is null ? "gone" : "open",
            };
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, rows, ct);
    }
}
