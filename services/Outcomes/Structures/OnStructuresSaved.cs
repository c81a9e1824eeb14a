using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Outcomes.Structures;

/// <summary>Keeps the names of structures that send candidates.</summary>
internal static class OnStructuresSaved
{
    private const string VersionsSql = "SELECT id, version FROM structure WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO structure (id, version, edition_id, code, name)
        VALUES (@Id, @Version, @EditionId, @Code, @Name)
        """;

    private const string UpdateSql = """
        UPDATE structure
        SET version = @Version, code = @Code, name = @Name
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(StructuresSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Structures.Select(fact => fact.Id) }, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Structures.Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            Code = fact.Code,
            Name = fact.Name,
        }), ct);
    }
}
