using JobDating.Contracts.Scheduling;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Interviews;

/// <summary>Keeps interviews and counts their candidates; one that changed its candidate counts both.</summary>
internal static class OnInterviewsRecorded
{
    private const string VersionsSql = "SELECT id, version, candidate_id FROM interview WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO interview (id, version, edition_id, site_id, siret, candidate_id, starts_at, status, result, second_interview_on)
        VALUES (@Id, @Version, @EditionId, @SiteId, @Siret, @CandidateId, @StartsAt, @Status, @Result, @SecondInterviewOn)
        """;

    private const string UpdateSql = """
        UPDATE interview
        SET version = @Version, site_id = @SiteId, siret = @Siret, candidate_id = @CandidateId, starts_at = @StartsAt, status = @Status, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public required string Status { get; init; }
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid CandidateId { get; init; }
    }

    public static async Task ConsumeAsync(InterviewsRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Interviews.Select(fact => fact.Id) }, ct)).ToDictionary(row => row.Id);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Key, row => row.Value.Version), row => row.Id, message.Interviews.Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            SiteId = fact.SiteId,
            Siret = fact.Siret,
            CandidateId = fact.CandidateId,
            StartsAt = fact.StartsAt,
            Status = fact.Status,
            Result = fact.Result,
            SecondInterviewOn = fact.SecondInterviewOn,
        }), ct);
        var people = newer.SelectMany(row => here.TryGetValue(row.Id, out var old) ? (Guid[])[old.CandidateId, row.CandidateId] : [row.CandidateId]);
        await CountPeople.ApplyAsync(tx, message.EditionId, people, ct);
    }
}
