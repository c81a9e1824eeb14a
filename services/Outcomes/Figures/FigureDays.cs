using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>Gathers differences and adds them to the tables that every figure is a sum of, in the transaction of the facts that made them.</summary>
internal sealed class FigureDays(Guid editionId)
{
    // The bilan reads the edition's and its sites' figures: they have a table of their own, so that it stays small.
    private const string AddSql = """
        UPDATE figure_day
        SET amount = amount + @Amount
        WHERE edition_id = @EditionId AND site_id = @SiteId AND figure = @Figure AND day = @Day
        """;

    private const string InsertSql = """
        INSERT INTO figure_day (edition_id, site_id, figure, day, amount)
        SELECT @EditionId, @SiteId, @Figure, @Day, @Amount
        WHERE NOT EXISTS (SELECT 1 FROM figure_day WHERE edition_id = @EditionId AND site_id = @SiteId AND figure = @Figure AND day = @Day)
        """;

    private const string AddToGroupSql = """
        UPDATE group_day
        SET amount = amount + @Amount
        WHERE edition_id = @EditionId AND kind = @Kind AND group_key = @Key AND figure = @Figure AND day = @Day
        """;

    private const string InsertGroupSql = """
        INSERT INTO group_day (edition_id, kind, group_key, figure, day, amount)
        SELECT @EditionId, @Kind, @Key, @Figure, @Day, @Amount
        WHERE NOT EXISTS (SELECT 1 FROM group_day WHERE edition_id = @EditionId AND kind = @Kind AND group_key = @Key AND figure = @Figure AND day = @Day)
        """;

    private const string StoredSql = """
        SELECT site_id, figure, day, amount
        FROM figure_day
        WHERE edition_id = @EditionId AND amount <> 0
        """;

    private const string StoredGroupsSql = """
        SELECT kind, group_key, figure, day, amount
        FROM group_day
        WHERE edition_id = @EditionId AND amount <> 0
        """;

    private readonly Dictionary<(Group Group, Figure Figure, LocalDate Day), int> _amounts = [];

    private sealed record StoredRow
    {
        public Guid SiteId { get; init; }
        public string Kind { get; init; } = "";
        public string GroupKey { get; init; } = "";
        public required string Figure { get; init; }
        public LocalDate Day { get; init; }
        public int Amount { get; init; }
    }

    /// <summary>The sums so far, zeros among them.</summary>
    public IReadOnlyDictionary<(Group Group, Figure Figure, LocalDate Day), int> Amounts => _amounts;

    /// <summary>What the tables hold of an edition, zeros left out.</summary>
    public static async Task<FigureDays> ReadAsync(Transaction tx, Guid editionId, CancellationToken ct)
    {
        var stored = new FigureDays(editionId);
        foreach (var row in await tx.QueryAsync<StoredRow>(StoredSql, new { EditionId = editionId }, ct))
            stored.Add([new Step(row.SiteId == Guid.Empty ? Group.Edition : Group.Site(row.SiteId), Enum.Parse<Figure>(row.Figure), row.Day, row.Amount)], +1);
        foreach (var row in await tx.QueryAsync<StoredRow>(StoredGroupsSql, new { EditionId = editionId }, ct))
            stored.Add([new Step(new Group(Enum.Parse<GroupKind>(row.Kind), row.GroupKey), Enum.Parse<Figure>(row.Figure), row.Day, row.Amount)], +1);
        return stored;
    }

    public void Add(IEnumerable<Step> steps, int sign)
    {
        foreach (var step in steps)
        {
            var key = (step.Group, step.Figure, step.Day);
            _amounts[key] = _amounts.GetValueOrDefault(key) + sign * step.Amount;
        }
    }

    /// <remarks>In one order for everybody, so that two transactions never wait for each other crosswise.</remarks>
    public async Task WriteAsync(Transaction tx, CancellationToken ct)
    {
        foreach (var (key, amount) in _amounts.Where(entry => entry.Value != 0).OrderBy(entry => entry.Key))
        {
            var (add, insert) = key.Group.Kind is GroupKind.Edition or GroupKind.Site ? (AddSql, InsertSql) : (AddToGroupSql, InsertGroupSql);
            var row = Row(key.Group, key.Figure, key.Day, amount);
            if (await tx.ExecuteAsync(add, row, ct) == 0 && await tx.ExecuteAsync(insert, row, ct) == 0)
                throw new ChangedMeanwhileException();
        }
        _amounts.Clear();
    }

    private object Row(Group group, Figure figure, LocalDate day, int amount) => group.Kind is GroupKind.Edition or GroupKind.Site
        ? new { EditionId = editionId, SiteId = group == Group.Edition ? Guid.Empty : Guid.ParseExact(group.Key, "N"), Figure = figure.ToString(), Day = day, Amount = amount }
        : new { EditionId = editionId, Kind = group.Kind.ToString(), group.Key, Figure = figure.ToString(), Day = day, Amount = amount };
}
