using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>The groups of an edition as of a date: sums over days, whatever the number of people behind them; and their names, in one query.</summary>
internal static class ReadGroups
{
    private const string SumsSql = """
        SELECT group_key, figure, SUM(amount) AS amount
        FROM group_day
        WHERE edition_id = @Id AND kind = @Kind AND day <= @AsOf
        GROUP BY group_key, figure
        """;

    private const string SiteSumsSql = """
        SELECT site_id, figure, SUM(amount) AS amount
        FROM figure_day
        WHERE edition_id = @Id AND day <= @AsOf
        GROUP BY site_id, figure
        """;

    private const string KnownSql = "SELECT SUM(amount) FROM figure_day WHERE edition_id = @Id AND site_id = @Whole AND figure = @Figure AND day <= @AsOf";

    private const string SitesSql = """
        SELECT id, name, date
        FROM site
        WHERE edition_id = @Id
        ORDER BY date, code
        """;

    private const string StructuresSql = "SELECT id, name FROM structure WHERE edition_id = @Id";

    private const string EstablishmentsSql = """
        SELECT e.siret, e.company_name, e.name
        FROM establishment e
        WHERE e.siret IN (SELECT g.group_key FROM group_day g WHERE g.edition_id = @Id AND g.kind = @Kind)
        """;

    private sealed record SumRow
    {
        public Guid SiteId { get; init; }
        public string GroupKey { get; init; } = "";
        public required string Figure { get; init; }
        public int Amount { get; init; }
    }

    private sealed record NameRow
    {
        public Guid Id { get; init; }
        public string Siret { get; init; } = "";
        public string CompanyName { get; init; } = "";
        public string? Name { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <summary>In the groups' own order: sites by date, ages rising, everything else by name. Groups of which nothing is known are left out.</summary>
    public static async Task<IReadOnlyList<GroupLine>> RunAsync(Database db, ReadBilan.Edition edition, Grouping by, LocalDate asOf, CancellationToken ct)
    {
        var sums = await SumsAsync(db, edition.Id, by.Kind, asOf, ct);
        var named = await NamesAsync(db, edition.Id, by.Kind, sums.Keys, ct);
        var followed = by.IsOfEmployers && await db.QueryFirstOrDefaultAsync<int?>(KnownSql, new { edition.Id, Whole = Guid.Empty, Figure = nameof(Figure.Known), AsOf = asOf }, ct) > 0;
        return [.. named.Where(group => sums.ContainsKey(group.Key))
            .Select(group => GroupLine.Of(group.Key, group.Name, group.Note, sums[group.Key], followed || sums[group.Key].GetValueOrDefault(Figure.Known) > 0))
            .Where(line => line.Size > 0)];
    }

    /// <summary>How many of the hired began so many days after they were received; negative: before. Whose first day is not known is left out.</summary>
    public static async Task<IReadOnlyList<(int Days, int Hires)>> DaysToHireAsync(Database db, ReadBilan.Edition edition, LocalDate asOf, CancellationToken ct) =>
        [.. (await SumsAsync(db, edition.Id, GroupKind.DaysToHire, asOf, ct))
            .Select(group => (Days: int.Parse(group.Key, System.Globalization.CultureInfo.InvariantCulture), Hires: group.Value.GetValueOrDefault(Figure.Hires)))
            .Where(group => group.Hires > 0).OrderBy(group => group.Days)];

    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<Figure, int>>> SumsAsync(Database db, Guid editionId, GroupKind kind, LocalDate asOf, CancellationToken ct)
    {
        var of = new { Id = editionId, Kind = kind.ToString(), AsOf = asOf };
        var rows = await db.QueryAsync<SumRow>(kind == GroupKind.Site ? SiteSumsSql : SumsSql, of, ct);
        return rows.GroupBy(row => kind == GroupKind.Site ? row.SiteId.ToString("N") : row.GroupKey)
            .ToDictionary(group => group.Key, group => (IReadOnlyDictionary<Figure, int>)group.ToDictionary(row => Enum.Parse<Figure>(row.Figure), row => row.Amount));
    }

    private static async Task<IEnumerable<(string Key, string Name, string? Note)>> NamesAsync(Database db, Guid editionId, GroupKind kind, IEnumerable<string> keys, CancellationToken ct)
    {
        var of = new { Id = editionId, Kind = kind.ToString() };
        var words = ConversionTexts.Words;
        switch (kind)
        {
            case GroupKind.Site:
                return (await db.QueryAsync<NameRow>(SitesSql, of, ct)).Select(row => (row.Id.ToString("N"), row.Name ?? "", (string?)ReaderFormat.Date(row.Date)));
            case GroupKind.Structure:
                var structures = (await db.QueryAsync<NameRow>(StructuresSql, of, ct)).ToDictionary(row => row.Id.ToString("N"), row => row.Name);
                return ByName(keys.Select(key => (key, key == Group.None ? words["Structure.None"] : structures.GetValueOrDefault(key) ?? words["Structure.Unknown"], (string?)null)));
            case GroupKind.Employer:
                var establishments = (await db.QueryAsync<NameRow>(EstablishmentsSql, of, ct)).ToDictionary(row => row.Siret);
                return ByName(keys.Select(key => establishments.GetValueOrDefault(key) is { } known
                    ? (key, known.CompanyName, known.Name is null || known.Name == known.CompanyName ? key : $"{known.Name}, {key}")
                    : (key, words["Employer.Unknown"], (string?)key)));
            default:
                // Bounds have two digits or are 0; who is prepared goes first; '?' goes last.
                return keys.Order(StringComparer.Ordinal).OrderBy(key => key == Group.None).ThenBy(key => kind == GroupKind.Prepared && key == "0")
                    .Select(key => (key, words[$"{kind}.{key}"], kind == GroupKind.Family ? key : (string?)null));
        }
    }

    private static IEnumerable<(string Key, string Name, string? Note)> ByName(IEnumerable<(string Key, string Name, string? Note)> groups) =>
        groups.OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(group => group.Key, StringComparer.Ordinal);
}
