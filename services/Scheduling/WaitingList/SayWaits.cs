using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.WaitingList;

/// <summary>Tells Registration, who has the addresses, what is offered to those who wait, as it stands in this transaction.</summary>
internal static class SayWaits
{
    private const string NowSql = """
        SELECT w.id, w.version, w.edition_id, w.site_id, w.siret, w.candidate_id, w.asked_by, w.status, w.starts_at, w.expires_at, t.number AS table_number
        FROM waiting w
        LEFT JOIN interview_table t ON t.id = w.table_id
        WHERE w.id IN @Ids
        """;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public Guid CandidateId { get; init; }
        public string AskedBy { get; init; } = "";
        public string Status { get; init; } = "";
        public Instant? StartsAt { get; init; }
        public Instant? ExpiresAt { get; init; }
        public int? TableNumber { get; init; }
    }

    public static async Task ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        foreach (var edition in (await tx.QueryAsync<Row>(NowSql, new { Ids = ids }, ct)).GroupBy(row => row.EditionId))
            await tx.PublishAsync(new TimesOffered
            {
                EditionId = edition.Key,
                Waits = [.. edition.Select(row => new TimesOffered.Wait
                {
                    Id = row.Id,
                    Version = row.Version,
                    SiteId = row.SiteId,
                    Siret = row.Siret,
                    CandidateId = row.CandidateId,
                    By = row.AskedBy,
                    Offered = row is { Status: "offered", StartsAt: { } starts, ExpiresAt: { } expires, TableNumber: { } table } ? new() { StartsAt = starts, Table = table, ExpiresAt = expires } : null,
                })],
            }, ct);
    }
}
