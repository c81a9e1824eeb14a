using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Workshops;

/// <summary>Who attended which workshop.</summary>
internal static class RecordWorkshopAttendances
{
    private const string FindSql = """
        SELECT workshop_id, participant, edition_id, version, candidate_id, structure, attended
        FROM workshop_attendance
        WHERE workshop_id IN @WorkshopIds AND participant IN @Participants
        """;

    private const string InsertSql = """
        INSERT INTO workshop_attendance (workshop_id, participant, edition_id, version, candidate_id, structure, attended)
        VALUES (@WorkshopId, @Participant, @EditionId, @Version, @CandidateId, @Structure, @Attended)
        """;

    private const string UpdateSql = """
        UPDATE workshop_attendance
        SET version = @Version, candidate_id = @CandidateId, structure = @Structure, attended = @Attended
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
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid WorkshopId, string Participant), Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { WorkshopIds = changes.Keys.Select(key => key.WorkshopId).Distinct(), Participants = changes.Keys.Select(key => key.Participant).Distinct() }, ct)).ToDictionary(row => (row.WorkshopId, row.Participant));
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await tx.PublishAsync(new WorkshopAttendancesRecorded
            {
                EditionId = editionId,
                Attendances = [.. written.Select(row => new WorkshopAttendancesRecorded.Attendance
                {
                    WorkshopId = row.WorkshopId,
                    Participant = row.Participant,
                    CandidateId = row.CandidateId,
                    Version = row.Version,
                    Structure = row.Structure,
                    Attended = row.Attended,
                })],
            }, ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }
}
