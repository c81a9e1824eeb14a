using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Editions;

/// <summary>An edition, by its code.</summary>
internal static class SaveEdition
{
    private const string FindSql = """
        SELECT id, version, code, name, time_zone
        FROM edition
        WHERE code = @Code
        """;

    public const string AgainSql = """
        SELECT id, version, code, name, time_zone
        FROM edition
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO edition (id, version, code, name, time_zone)
        VALUES (@Id, @Version, @Code, @Name, @TimeZone)
        """;

    private const string UpdateSql = """
        UPDATE edition
        SET version = @Version, name = @Name, time_zone = @TimeZone
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }
    }

    /// <summary>The edition's id, and whether it had to be written.</summary>
    public static async Task<(Guid Id, Saved Saved)> ApplyAsync(Transaction tx, string code, Func<Row?, Row> change, CancellationToken ct)
    {
        var old = await tx.QueryFirstOrDefaultAsync<Row>(FindSql, new { Code = code }, ct);
        var row = change(old);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, [(old, row)], ct);
        if (written.Count > 0)
            await SayAsync(tx, row, ct);
        return (row.Id, new Saved(written.Count, 1 - written.Count));
    }

    /// <summary>Tells the other services of the edition as it is.</summary>
    public static Task SayAsync(Transaction tx, Row row, CancellationToken ct) =>
        tx.PublishAsync(new EditionSaved { EditionId = row.Id, Version = row.Version, Code = row.Code, Name = row.Name, TimeZone = row.TimeZone }, ct);
}
