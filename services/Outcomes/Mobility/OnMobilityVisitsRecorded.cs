using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Mobility;

/// <summary>Keeps and counts visits to the mobility stand.</summary>
internal static class OnMobilityVisitsRecorded
{
    private const string VersionsSql = """
        SELECT id, version
        FROM mobility_visit
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO mobility_visit (id, version, edition_id, site_id, candidate_id, visited_at, outcome)
        VALUES (@Id, @Version, @EditionId, @SiteId, @CandidateId, @VisitedAt, @Outcome)
        """;

    private const string UpdateSql = """
        UPDATE mobility_visit
        SET version = @Version, site_id = @SiteId, candidate_id = @CandidateId, visited_at = @VisitedAt, outcome = @Outcome
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant VisitedAt { get; init; }
        public string? Outcome { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(MobilityVisitsRecorded message, Transaction tx, CancellationToken ct)
    {
        var removed = await RemovedFacts.AmongAsync(tx, message.Visits.Select(fact => fact.Id), ct);
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Visits.Select(fact => fact.Id) }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Visits.Where(fact => !removed.Contains(fact.Id)).Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            SiteId = fact.SiteId,
            CandidateId = fact.CandidateId,
            VisitedAt = fact.VisitedAt,
            Outcome = fact.Outcome,
        }), ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, newer.Select(row => row.CandidateId), ct);
    }
}
