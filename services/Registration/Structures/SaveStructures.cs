using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Structures;

/// <summary>Structures that send candidates, by their code in the edition.</summary>
public static class SaveStructures
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, kind
        FROM structure
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, code, name, kind
        FROM structure
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO structure (id, version, edition_id, code, name, kind)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Kind)
        """;

    private const string UpdateSql = """
        UPDATE structure
        SET version = @Version, name = @Name, kind = @Kind
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
            await SayAsync(tx, editionId, written, ct);
        await StructureWords.WriteAsync(tx, [.. written.Select(row => row.Id)], ct);
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new StructuresSaved
        {
            EditionId = editionId,
            Structures = [.. rows.Select(row => new StructuresSaved.Structure { Id = row.Id, Version = row.Version, Code = row.Code, Name = row.Name, Kind = row.Kind })],
        }, ct);
}
