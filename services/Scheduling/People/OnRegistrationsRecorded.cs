using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.People;

/// <summary>Keeps who is registered where, cancelled, or checked in: who may be booked.</summary>
internal static class OnRegistrationsRecorded
{
    private const string VersionsSql = """
        SELECT candidate_id, site_id, version
        FROM registration
        WHERE candidate_id IN @CandidateIds
        """;

    private const string InsertSql = """
        INSERT INTO registration (candidate_id, site_id, version, edition_id, cancelled_at, received_at)
        VALUES (@CandidateId, @SiteId, @Version, @EditionId, @CancelledAt, @ReceivedAt)
        """;

    private const string UpdateSql = """
        UPDATE registration
        SET version = @Version, cancelled_at = @CancelledAt, received_at = @ReceivedAt
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    public static async Task ConsumeAsync(RegistrationsRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { CandidateIds = message.Registrations.Select(registration => registration.CandidateId).Distinct() }, ct);
        var rows = message.Registrations.Select(registration => new Row
        {
            CandidateId = registration.CandidateId,
            SiteId = registration.SiteId,
            Version = registration.Version,
            EditionId = message.EditionId,
            CancelledAt = registration.CancelledAt,
            ReceivedAt = registration.ReceivedAt,
        });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => (row.CandidateId, row.SiteId), row => row.Version), row => (row.CandidateId, row.SiteId), rows, ct);
    }
}
