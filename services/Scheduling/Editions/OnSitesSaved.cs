using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Editions;

/// <summary>Keeps sites' codes, names and dates.</summary>
internal static class OnSitesSaved
{
    private const string VersionsSql = "SELECT id, version FROM site WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO site (id, version, edition_id, code, name, date)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Date)
        """;

    private const string UpdateSql = """
        UPDATE site
        SET version = @Version, code = @Code, name = @Name, date = @Date
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public LocalDate Date { get; init; }
    }

    public static async Task ConsumeAsync(SitesSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Sites.Select(site => site.Id) }, ct);
        var rows = message.Sites.Select(site => new Row { Id = site.Id, Version = site.Version, EditionId = message.EditionId, Code = site.Code, Name = site.Name, Date = site.Date });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, rows, ct);
    }
}
