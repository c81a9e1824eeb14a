using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Facts;
using NodaTime;

namespace JobDating.Scheduling.People;

/// <summary>Keeps who is registered where, cancelled, or checked in: who may be booked. Whoever cancels has no interviews to come there any more.</summary>
internal static class OnRegistrationsRecorded
{
    private const string VersionsSql = """
        SELECT candidate_id, site_id, version
        FROM registration
        WHERE candidate_id IN @CandidateIds
        """;

    private const string InsertSql = """
        INSERT INTO registration (candidate_id, site_id, version, edition_id, cancelled_at, received_at, present_from, present_until)
        VALUES (@CandidateId, @SiteId, @Version, @EditionId, @CancelledAt, @ReceivedAt, @PresentFrom, @PresentUntil)
        """;

    private const string UpdateSql = """
        UPDATE registration
        SET version = @Version, cancelled_at = @CancelledAt, received_at = @ReceivedAt, present_from = @PresentFrom, present_until = @PresentUntil
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
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }
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
            PresentFrom = registration.PresentFrom,
            PresentUntil = registration.PresentUntil,
        }).ToList();
        var versions = here.ToDictionary(row => (row.CandidateId, row.SiteId), row => row.Version);
        var cancelled = rows.Where(row => row.CancelledAt is not null && versions.GetValueOrDefault((row.CandidateId, row.SiteId)) < row.Version).Select(row => (row.CandidateId, row.SiteId)).ToHashSet();
        await Sides.TakeCandidatesAsync(tx, cancelled.Select(one => one.CandidateId), ct);
        await tx.KeepAsync(InsertSql, UpdateSql, versions, row => (row.CandidateId, row.SiteId), rows, ct);
        if (cancelled.Count > 0)
        {
            var booked = await Future.OfCandidatesAsync(tx, [.. cancelled.Select(one => one.CandidateId).Distinct()], ct);
            await CancelByFact.ApplyAsync(tx, [.. booked.Where(row => cancelled.Contains((row.CandidateId, row.SiteId)))], Booker.Candidate, "registration cancelled", ct);
        }
    }
}
