using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Registration.Duplicates;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>Who attended which workshop.</summary>
internal static class RecordWorkshopAttendances
{
    private const string FindSql = """
        SELECT workshop_id, participant, edition_id, version, candidate_id, structure, attended, withdrawn_at
        FROM workshop_attendance
        WHERE workshop_id IN @WorkshopIds AND participant IN @Participants
        """;

    public const string AgainSql = """
        SELECT workshop_id, participant, edition_id, version, candidate_id, structure, attended, withdrawn_at
        FROM workshop_attendance
        WHERE workshop_id >= @After AND (workshop_id > @After OR participant > @Then)
        ORDER BY workshop_id, participant
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO workshop_attendance (workshop_id, participant, edition_id, version, candidate_id, structure, attended, withdrawn_at)
        VALUES (@WorkshopId, @Participant, @EditionId, @Version, @CandidateId, @Structure, @Attended, @WithdrawnAt)
        """;

    private const string UpdateSql = """
        UPDATE workshop_attendance
        SET version = @Version, candidate_id = @CandidateId, structure = @Structure, attended = @Attended, withdrawn_at = @WithdrawnAt
        WHERE workshop_id = @WorkshopId AND participant = @Participant AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid WorkshopId { get; init; }
        public required string Participant { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public Guid? CandidateId { get; init; }
        public string? Structure { get; init; }
        public bool Attended { get; init; }

        /// <summary>Will not come, or was added by mistake; null: takes a place. Who attended has not withdrawn.</summary>
        public Instant? WithdrawnAt { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// Attending clears a withdrawal.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid WorkshopId, string Participant), Func<Row?, Row>> changes, CancellationToken ct)
    {
        changes = await LandAtKept.AttendancesAsync(tx, editionId, changes, ct);
        var existing = (await tx.QueryAsync<Row>(FindSql, new { WorkshopIds = changes.Keys.Select(key => key.WorkshopId).Distinct(), Participants = changes.Keys.Select(key => key.Participant).Distinct() }, ct)).ToDictionary(row => (row.WorkshopId, row.Participant));
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), Kept(change.Value(existing.GetValueOrDefault(change.Key))))), ct);
        if (written.Count > 0)
        {
            await SayAsync(tx, editionId, written, ct);
            await tx.AuditAsync("workshop attendance", written.Where(row => row.CandidateId is not null).Select(row => (row.CandidateId!.Value, (string?)(row.Version == 1 ? "created" : "changed"))), "workshop attendance saved", ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new WorkshopAttendancesRecorded
        {
            EditionId = editionId,
            Attendances = [.. rows.Select(row => new WorkshopAttendancesRecorded.Attendance
            {
                WorkshopId = row.WorkshopId,
                Participant = row.Participant,
                CandidateId = row.CandidateId,
                Version = row.Version,
                Structure = row.Structure,
                Attended = row.Attended,
            })],
        }, ct);

    private static Row Kept(Row row) => row.Attended && row.WithdrawnAt is not null ? row with { WithdrawnAt = null } : row;
}
