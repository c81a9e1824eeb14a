using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Bilan;

/// <summary>The figures of an edition as of a date: sums over the days up to it, whatever the number of interviews behind them.</summary>
public static class ReadBilan
{
    private const string EditionSql = "SELECT id, code, name, time_zone FROM edition WHERE code = @Code";

    private const string SumsSql = """
        SELECT site_id, figure, SUM(amount) AS amount
        FROM figure_day
        WHERE edition_id = @Id AND day <= @AsOf
        GROUP BY site_id, figure
        """;

    private const string SitesSql = """
        SELECT id, code, name, date
        FROM site
        WHERE edition_id = @Id
        ORDER BY date, code
        """;

    private const string PressSql = "SELECT COUNT(*) FROM press_article WHERE edition_id = @Id AND published_on <= @AsOf";

    internal sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }

        public LocalDate Today(Instant now) => now.InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date;
    }

    private sealed record SumRow
    {
        public Guid SiteId { get; init; }
        public required string Figure { get; init; }
        public int Amount { get; init; }
    }

    private sealed record SiteRow
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    internal static Task<Edition?> FindAsync(Database db, string code, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { Code = code }, ct);

    /// <param name="asOf">Null: today in the edition's zone.</param>
    /// <returns>Null when there is no such edition.</returns>
    public static async Task<BilanCounts?> RunAsync(Database db, string code, LocalDate? asOf, CancellationToken ct) =>
        await FindAsync(db, code, ct) is { } edition ? await RunAsync(db, edition, asOf ?? edition.Today(db.Now), ct) : null;

    internal static async Task<BilanCounts> RunAsync(Database db, Edition edition, LocalDate asOf, CancellationToken ct)
    {
        var of = new { edition.Id, AsOf = asOf };
        var rows = await db.QueryAsync<SumRow>(SumsSql, of, ct);
        var sites = await db.QueryAsync<SiteRow>(SitesSql, of, ct);
        var press = await db.QueryFirstOrDefaultAsync<int>(PressSql, of, ct);
        var sums = rows.GroupBy(row => row.SiteId).ToDictionary(site => site.Key, site => (IReadOnlyDictionary<string, int>)site.ToDictionary(row => row.Figure, row => row.Amount));
        var total = sums.GetValueOrDefault(Guid.Empty) ?? new Dictionary<string, int>();
        return new BilanCounts
        {
            Edition = edition.Code,
            AsOf = asOf,
            Total = TotalCounts.From(total, press),
            Sites = [.. sites.Select(site => SiteCounts.From(new SiteCounts { Code = site.Code, Name = site.Name, Date = site.Date }, sums.GetValueOrDefault(site.Id) ?? new Dictionary<string, int>()))],
            PreparedVersusNot = SplitCounts.From(total),
        };
    }
}
