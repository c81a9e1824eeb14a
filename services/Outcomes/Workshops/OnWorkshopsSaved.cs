using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Workshops;

/// <summary>Keeps workshops; a changed one may make its people prepared, or not.</summary>
internal static class OnWorkshopsSaved
{
    private const string VersionsSql = """
        SELECT id, version
        FROM workshop
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO workshop (id, version, edition_id, code, name, audience, starts_at, cancelled_at)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Audience, @StartsAt, @CancelledAt)
        """;

    private const string UpdateSql = """
        UPDATE workshop
        SET version = @Version, code = @Code, name = @Name, audience = @Audience, starts_at = @StartsAt, cancelled_at = @CancelledAt
        WHERE id = @Id AND version < @Version
        """;

    private const string PeopleSql = "SELECT candidate_id FROM workshop_attendance WHERE workshop_id IN @WorkshopIds AND candidate_id IS NOT NULL";

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Audience { get; init; }
        public Instant StartsAt { get; init; }
        public Instant? CancelledAt { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(WorkshopsSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Workshops.Select(fact => fact.Id) }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Workshops.Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            Code = fact.Code,
            Name = fact.Name,
            Audience = fact.Audience,
            StartsAt = fact.StartsAt,
            CancelledAt = fact.CancelledAt,
        }), ct);
        var people = await tx.QueryAsync<Guid>(PeopleSql, new { WorkshopIds = newer.Select(row => row.Id) }, ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, people, ct);
    }
}
