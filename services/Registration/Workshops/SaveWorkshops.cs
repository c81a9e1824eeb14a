using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>Workshops, by their code in the edition.</summary>
internal static class SaveWorkshops
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, audience, starts_at, place, capacity, cancelled_at
        FROM workshop
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, code, name, audience, starts_at, place, capacity, cancelled_at
        FROM workshop
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO workshop (id, version, edition_id, code, name, audience, starts_at, place, capacity, cancelled_at, sort_name)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Audience, @StartsAt, @Place, @Capacity, @CancelledAt, @SortName)
        """;

    private const string UpdateSql = """
        UPDATE workshop
        SET version = @Version, name = @Name, audience = @Audience, starts_at = @StartsAt, place = @Place, capacity = @Capacity, cancelled_at = @CancelledAt, sort_name = @SortName
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string ForgetWordsSql = "DELETE FROM workshop_word WHERE workshop_id IN @Ids";

    private const string InsertWordSql = "INSERT INTO workshop_word (edition_id, word, workshop_id) VALUES (@EditionId, @Word, @Id)";

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

        /// <summary>When it was called off; null: it stands.</summary>
        public Instant? CancelledAt { get; init; }

        public string SortName => FoldedWords.Key(Name) is { Length: > 200 } key ? key[..200] : FoldedWords.Key(Name);
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
            await tx.ExecuteAsync(ForgetWordsSql, new { Ids = written.Select(row => row.Id) }, ct);
            await tx.ExecuteAsync(InsertWordSql, written.SelectMany(row => FoldedWords.Of(row.Name, row.Place, row.Code), (row, word) => new { row.EditionId, Word = word, row.Id }).ToList(), ct);
            await SayAsync(tx, editionId, written, ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new WorkshopsSaved
        {
            EditionId = editionId,
            Workshops = [.. rows.Select(row => new WorkshopsSaved.Workshop
            {
                Id = row.Id,
                Version = row.Version,
                Code = row.Code,
                Name = row.Name,
                Audience = row.Audience,
                StartsAt = row.StartsAt,
                CancelledAt = row.CancelledAt,
            })],
        }, ct);
}
