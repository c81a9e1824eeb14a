using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>Workshops, by their code in the edition.</summary>
internal static class SaveWorkshops
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, audience, starts_at, place, capacity
        FROM workshop
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    private const string InsertSql = """
        INSERT INTO workshop (id, version, edition_id, code, name, audience, starts_at, place, capacity)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Audience, @StartsAt, @Place, @Capacity)
        """;

    private const string UpdateSql = """
        UPDATE workshop
        SET version = @Version, name = @Name, audience = @Audience, starts_at = @StartsAt, place = @Place, capacity = @Capacity
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Audience { get; init; }
        public Instant StartsAt { get; init; }
        public string? Place { get; init; }
        public int? Capacity { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await tx.PublishAsync(new WorkshopsSaved
            {
                EditionId = editionId,
                Workshops = [.. written.Select(row => new WorkshopsSaved.Workshop
                {
                    Id = row.Id,
                    Version = row.Version,
                    Code = row.Code,
                    Name = row.Name,
                    Audience = row.Audience,
                    StartsAt = row.StartsAt,
                })],
            }, ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }
}
