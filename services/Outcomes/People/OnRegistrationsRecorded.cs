using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.People;

/// <summary>Keeps who is registered, cancelled, received where; counts them.</summary>
internal static class OnRegistrationsRecorded
{
    private const string VersionsSql = """
        SELECT candidate_id, site_id, version
        FROM registration
        WHERE candidate_id IN @CandidateIds
        """;

    private const string InsertSql = """
        INSERT INTO registration (candidate_id, site_id, edition_id, version, registered_at, cancelled_at, received_at)
        VALUES (@CandidateId, @SiteId, @EditionId, @Version, @RegisteredAt, @CancelledAt, @ReceivedAt)
        """;

    private const string UpdateSql = """
        UPDATE registration
        SET version = @Version, registered_at = @RegisteredAt, cancelled_at = @CancelledAt, received_at = @ReceivedAt
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    private sealed record Here
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(RegistrationsRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { CandidateIds = message.Registrations.Select(fact => fact.CandidateId).Distinct() }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => (row.CandidateId, row.SiteId), row => row.Version), row => (row.CandidateId, row.SiteId), message.Registrations.Select(fact => new Row
        {
            CandidateId = fact.CandidateId,
            SiteId = fact.SiteId,
            EditionId = message.EditionId,
            Version = fact.Version,
            RegisteredAt = fact.RegisteredAt,
            CancelledAt = fact.CancelledAt,
            ReceivedAt = fact.ReceivedAt,
        }), ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, newer.Select(row => row.CandidateId), ct);
    }
}
