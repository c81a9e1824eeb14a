using JobDating.Platform;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>Years of the observatory, and the one that stands beside an edition's bilan.</summary>
public static class ReadObservatory
{
    private const string Columns = """
        SELECT id, version, territory, territory_key, year, seekers_over_50, seekers, growth_hundredths, is_rounded, source, noted_by
        """;

    private const string FindSql = $"""
        {Columns}
        FROM observatory_year
        WHERE id = @Id
        """;

    private const string SameSql = $"""
        {Columns}
        FROM observatory_year
        WHERE territory_key = @TerritoryKey AND year = @Year
        """;

    private const string OfYearsSql = $"""
        {Columns}
        FROM observatory_year
        WHERE territory_key IN @Keys AND year IN @Years
        """;

    private const string ListSql = $"""
        {Columns}
        FROM observatory_year
        WHERE year <= @Year AND (year < @Year OR territory_key > @Key)
        ORDER BY year DESC, territory_key
        LIMIT @Take
        """;

    private const string TerritoriesSql = """
        SELECT territory_key, MIN(territory) AS territory
        FROM observatory_year
        GROUP BY territory_key
        ORDER BY territory_key
        LIMIT @Take
        """;

    // Chosen for the edition by somebody.
    private const string TerritoryOfSql = """
        SELECT t.territory_key
        FROM edition_territory t
        JOIN edition e ON e.id = t.edition_id
        WHERE e.code = @Code
        """;

    public sealed record Place
    {
        public required string TerritoryKey { get; init; }
        public required string Territory { get; init; }
    }

    internal static Task<ObservatoryYear?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<ObservatoryYear>(FindSql, new { Id = id }, ct);

    internal static Task<ObservatoryYear?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<ObservatoryYear>(FindSql, new { Id = id }, ct);

    internal static Task<ObservatoryYear?> SameAsync(Transaction tx, ObservatoryYear year, CancellationToken ct) =>
        tx.QueryFirstOrDefaultAsync<ObservatoryYear>(SameSql, new { year.TerritoryKey, year.Year }, ct);

    /// <summary>By territory and year, of these territories and years.</summary>
    internal static async Task<IReadOnlyDictionary<(string, int), ObservatoryYear>> OfAsync(Transaction tx, IReadOnlyCollection<string> keys, IReadOnlyCollection<int> years, CancellationToken ct) =>
        (await tx.QueryAsync<ObservatoryYear>(OfYearsSql, new { Keys = keys, Years = years }, ct)).ToDictionary(year => (year.TerritoryKey, year.Year));

    /// <summary>The newest first, from after that year and territory on; each with the year before where it is known.</summary>
    internal static async Task<IReadOnlyList<(ObservatoryYear Year, Growth? Growth)>> ListAsync(Database db, (int Year, string Key) after, int take, CancellationToken ct)
    {
        var years = await db.QueryAsync<ObservatoryYear>(ListSql, new { after.Year, after.Key, Take = take }, ct);
        var before = (await db.QueryAsync<ObservatoryYear>(OfYearsSql, new { Keys = years.Select(year => year.TerritoryKey).Distinct().ToList(), Years = years.Select(year => year.Year - 1).Distinct().ToList() }, ct))
            .ToDictionary(year => (year.TerritoryKey, year.Year));
        return [.. years.Select(year => (year, Growth.Of(year, before.GetValueOrDefault((year.TerritoryKey, year.Year - 1)))))];
    }

    /// <summary>By name.</summary>
    internal static Task<IReadOnlyList<Place>> TerritoriesAsync(Database db, int take, CancellationToken ct) => db.QueryAsync<Place>(TerritoriesSql, new { Take = take }, ct);

    /// <summary>The year of the first site, in the edition's territory. Null: not known, or nobody has said yet which of several territories it is.</summary>
    public static async Task<ObservatoryContext?> OfAsync(Database db, BilanReport report, CancellationToken ct)
    {
        if (report.Counts.Sites is not [{ Date.Year: var year }, ..])
            return null;
        var key = await db.QueryFirstOrDefaultAsync<string>(TerritoryOfSql, new { report.Code }, ct)
            ?? (await TerritoriesAsync(db, 2, ct) is [var only] ? only.TerritoryKey : null);
        if (key is null)
            return null;
        var known = await db.QueryAsync<ObservatoryYear>(OfYearsSql, new { Keys = (string[])[key], Years = (int[])[year, year - 1] }, ct);
        return known.FirstOrDefault(one => one.Year == year) is { } found
            ? new ObservatoryContext
            {
                Territory = found.Territory,
                Year = found.Year,
                SeekersOver50 = found.SeekersOver50,
                Seekers = found.Seekers,
                IsRounded = found.IsRounded,
                Growth = Growth.Of(found, known.FirstOrDefault(one => one.Year == year - 1)),
                Source = found.Source,
            }
            : null;
    }
}
