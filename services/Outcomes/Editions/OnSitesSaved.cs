using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Editions;

/// <summary>
/// Keeps sites; whoever counts by a site's date is counted again when it moves. A cancelled site's figures stay what they are (who registered is
/// registered), only its follow-up asks nobody.
/// </summary>
internal static class OnSitesSaved
{
    private const string VersionsSql = """
        SELECT id, version, date
        FROM site
        WHERE id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO site (id, version, edition_id, code, name, date)
        VALUES (@Id, @Version, @EditionId, @Code, @Name, @Date)
        """;

    private const string UpdateSql = """
        UPDATE site
        SET version = @Version, code = @Code, name = @Name, date = @Date
        WHERE id = @Id AND version < @Version
        """;

    private const string PeopleSql = "SELECT candidate_id FROM registration WHERE site_id IN @SiteIds";

    private const string CompaniesSql = "SELECT siren FROM attendance WHERE site_id IN @SiteIds";

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public LocalDate Date { get; init; }
    }

    public static async Task ConsumeAsync(SitesSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Sites.Select(fact => fact.Id) }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Sites.Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            Code = fact.Code,
            Name = fact.Name,
            Date = fact.Date,
        }), ct);
        var cancelled = message.Sites.Where(site => site.Status == "cancelled").Select(site => site.Id).ToHashSet();
        var dates = here.ToDictionary(row => row.Id, row => row.Date);
        await PlanWaves.ApplyAsync(tx, [.. newer.Select(row => new PlanWaves.Site(row.Id, row.Date, dates.TryGetValue(row.Id, out var before) ? before : null, cancelled.Contains(row.Id)))], ct);
        var moved = newer.Where(row => !dates.TryGetValue(row.Id, out var date) || date != row.Date).Select(row => row.Id).ToList();
        if (moved.Count == 0)
            return;
        await CountPeople.ApplyAsync(tx, message.EditionId, await tx.QueryAsync<Guid>(PeopleSql, new { SiteIds = moved }, ct), ct);
        await CountCompanies.ApplyAsync(tx, message.EditionId, await tx.QueryAsync<string>(CompaniesSql, new { SiteIds = moved }, ct), ct);
    }
}
