using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Workshops;

/// <summary>Keeps who attended which workshop; counts the candidates among them.</summary>
internal static class OnWorkshopAttendancesRecorded
{
    private const string VersionsSql = """
        SELECT workshop_id, participant, candidate_id, version
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
        WHERE workshop_id = @WorkshopId AND participant = @Participant AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid WorkshopId { get; init; }
        public required string Participant { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public Guid? CandidateId { get; init; }
        public string? Structure { get; init; }
        public bool Attended { get; init; }
    }

    private sealed record Here
    {
        public Guid WorkshopId { get; init; }
        public required string Participant { get; init; }
        public Guid? CandidateId { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(WorkshopAttendancesRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { WorkshopIds = message.Attendances.Select(fact => fact.WorkshopId).Distinct(), Participants = message.Attendances.Select(fact => fact.Participant).Distinct() }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => (row.WorkshopId, row.Participant), row => row.Version), row => (row.WorkshopId, row.Participant), message.Attendances.Select(fact => new Row
        {
            WorkshopId = fact.WorkshopId,
            Participant = fact.Participant,
            EditionId = message.EditionId,
            Version = fact.Version,
            CandidateId = fact.CandidateId,
            Structure = fact.Structure,
            Attended = fact.Attended,
        }), ct);
        var people = newer.Select(row => row.CandidateId).Concat(here.Select(row => row.CandidateId)).OfType<Guid>();
        await CountPeople.ApplyAsync(tx, message.EditionId, people, ct);
    }
}
