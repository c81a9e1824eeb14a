using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>Gathers differences and adds them to the table that every bilan is a sum of, in the transaction of the facts that made them.</summary>
internal sealed class FigureDays(Guid editionId)
{
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

    private readonly Dictionary<(Guid SiteId, Figure Figure, LocalDate Day), int> _amounts = [];

    /// <summary>The sums so far, zeros among them.</summary>
    public IReadOnlyDictionary<(Guid SiteId, Figure Figure, LocalDate Day), int> Amounts => _amounts;

    public void Add(IEnumerable<Step> steps, int sign)
    {
        foreach (var step in steps)
        {
            var key = (step.SiteId, step.Figure, step.Day);
            _amounts[key] = _amounts.GetValueOrDefault(key) + sign * step.Amount;
        }
    }

    /// <remarks>In one order for everybody, so that two transactions never wait for each other crosswise.</remarks>
    public async Task WriteAsync(Transaction tx, CancellationToken ct)
    {
        foreach (var (key, amount) in _amounts.Where(entry => entry.Value != 0).OrderBy(entry => entry.Key))
        {
            var row = new { EditionId = editionId, key.SiteId, Figure = key.Figure.ToString(), key.Day, Amount = amount };
            if (await tx.ExecuteAsync(AddSql, row, ct) == 0 && await tx.ExecuteAsync(InsertSql, row, ct) == 0)
                throw new ChangedMeanwhileException();
        }
        _amounts.Clear();
    }
}
