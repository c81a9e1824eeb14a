using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Duplicates;
using NodaTime;

namespace JobDating.Registration.CheckIn;

/// <summary>Who is registered at which site, has cancelled, was checked in.</summary>
internal static class RecordRegistrations
{
    private const string FindSql = """
        SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at, present_from, present_until
        FROM registration
        WHERE candidate_id IN @CandidateIds
        """;

    public const string AgainSql = """
        SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at, present_from, present_until
        FROM registration
        WHERE candidate_id >= @After AND (candidate_id > @After OR site_id > @Then)
        ORDER BY candidate_id, site_id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO registration (candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at, present_from, present_until)
        VALUES (@CandidateId, @SiteId, @EditionId, @Version, @RegisteredAt, @Channel, @CancelledAt, @ReceivedAt, @PresentFrom, @PresentUntil)
        """;

    private const string UpdateSql = """
        UPDATE registration
        SET version = @Version, registered_at = @RegisteredAt, channel = @Channel, cancelled_at = @CancelledAt, received_at = @ReceivedAt, present_from = @PresentFrom, present_until = @PresentUntil
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public Instant RegisteredAt { get; init; }
        public required string Channel { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }

        /// <summary>Local times between which the candidate will be there; null: as long as the site is open.</summary>
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid CandidateId, Guid SiteId), Func<Row?, Row>> changes, CancellationToken ct)
    {
        changes = await LandAtKept.RegistrationsAsync(tx, changes, ct);
        var existing = (await tx.QueryAsync<Row>(FindSql, new { CandidateIds = changes.Keys.Select(key => key.CandidateId).Distinct() }, ct)).ToDictionary(row => (row.CandidateId, row.SiteId));
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await CandidateWords.RegisteredAsync(tx, written.Select(row => row.CandidateId), ct);
            await SayAsync(tx, editionId, written, ct);
            await tx.AuditAsync("registration", written.Select(row => (row.CandidateId, (string?)(row.Version == 1 ? "created" : "changed"))), "registration saved", ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new RegistrationsRecorded
        {
            EditionId = editionId,
            Registrations = [.. rows.Select(row => new RegistrationsRecorded.Registration
            {
                CandidateId = row.CandidateId,
                SiteId = row.SiteId,
                Version = row.Version,
                RegisteredAt = row.RegisteredAt,
                CancelledAt = row.CancelledAt,
                ReceivedAt = row.ReceivedAt,
                PresentFrom = row.PresentFrom,
                PresentUntil = row.PresentUntil,
            })],
        }, ct);
}
