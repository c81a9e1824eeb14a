using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.Editions;

/// <summary>Keeps an edition's code and zone.</summary>
internal static class OnEditionSaved
{
    private const string VersionSql = "SELECT id, version, code, time_zone FROM edition WHERE id = @EditionId";

    private const string InsertSql = """
        INSERT INTO edition (id, version, code, time_zone)
        VALUES (@Id, @Version, @Code, @TimeZone)
        """;

    private const string UpdateSql = """
        UPDATE edition
        SET version = @Version, code = @Code, time_zone = @TimeZone
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public required string Code { get; init; }
        public required string TimeZone { get; init; }
    }

    public static async Task ConsumeAsync(EditionSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionSql, new { message.EditionId }, ct);
        var row = new Row { Id = message.EditionId, Version = message.Version, Code = message.Code, TimeZone = message.TimeZone };
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(known => known.Id, known => known.Version), known => known.Id, [row], ct);
    }
}
