using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// Counts an edition again from its facts and compares with the figures: they must agree. For operators who want to be sure, and for tests.
/// </summary>
public static class Recount
{
    private const string EditionSql = "SELECT id FROM edition WHERE code = @Code";

    private const string PeopleSql = """
        SELECT id, code
        FROM person
        WHERE edition_id = @EditionId AND code > @After
        ORDER BY code
        LIMIT @Take
        """;

    private const string UnnamedSql = "SELECT id, code FROM person WHERE edition_id = @EditionId AND code = ''";

    private const string CompaniesSql = """
        SELECT DISTINCT siren
        FROM attendance
        WHERE edition_id = @EditionId AND siren > @After
        ORDER BY siren
        LIMIT @Take
        """;

    private const string StoredSql = """
        SELECT site_id, figure, day, amount
        FROM figure_day
        WHERE edition_id = @EditionId AND amount <> 0
        """;

    private sealed record PersonRow
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
    }

    private sealed record StoredRow
    {
        public Guid SiteId { get; init; }
        public required string Figure { get; init; }
        public LocalDate Day { get; init; }
        public int Amount { get; init; }
    }

    /// <summary>Each day and figure that differs, empty when all agree; null when there is no such edition.</summary>
    public static async Task<IReadOnlyList<string>?> CompareAsync(Database db, string code, CancellationToken ct)
    {
        // In a transaction, so that no fact comes in between reading facts and reading figures.
        await using var tx = await db.BeginAsync(Actor.Command("recount"), ct);
        var editionId = await tx.QueryFirstOrDefaultAsync<Guid?>(EditionSql, new { Code = code }, ct);
        if (editionId is not { } id || await EditionCalendar.ReadAsync(tx, id, ct) is not { } calendar)
            return null;
        var counted = new FigureDays(id);
        await CountAsync(tx, counted, await tx.QueryAsync<PersonRow>(UnnamedSql, new { EditionId = id }, ct), calendar, ct);
        var after = "";
        while (await tx.QueryAsync<PersonRow>(PeopleSql, new { EditionId = id, After = after, Take = CountPeople.Batch }, ct) is { Count: > 0 } people)
        {
            await CountAsync(tx, counted, people, calendar, ct);
            after = people[^1].Code;
        }
        var siren = "";
        while (await tx.QueryAsync<string>(CompaniesSql, new { EditionId = id, After = siren, Take = CountPeople.Batch }, ct) is { Count: > 0 } sirens)
        {
            foreach (var company in await CountCompanies.PresentAsync(tx, id, sirens, ct))
                counted.Add(CompanyCounting.Steps([.. company]), +1);
            siren = sirens[^1];
        }
        var stored = (await tx.QueryAsync<StoredRow>(StoredSql, new { EditionId = id }, ct)).ToDictionary(row => (row.SiteId, Figure: Enum.Parse<Figure>(row.Figure), row.Day), row => row.Amount);
        return [.. from key in counted.Amounts.Keys.Union(stored.Keys)
                   let facts = counted.Amounts.GetValueOrDefault(key)
                   let figures = stored.GetValueOrDefault(key)
                   where facts != figures
                   orderby key
                   select $"{key.Figure} {key.Day:uuuu-MM-dd} {(key.SiteId == Guid.Empty ? "edition" : key.SiteId)}: {facts} by the facts, {figures} in the figures"];
    }

    private static async Task CountAsync(Transaction tx, FigureDays counted, IReadOnlyList<PersonRow> people, EditionCalendar calendar, CancellationToken ct)
    {
        foreach (var ids in people.Select(person => person.Id).Chunk(CountPeople.Batch))
            await foreach (var (_, facts) in PeopleFacts.ReadAsync(tx, ids, calendar, ct))
                counted.Add(PersonCounting.Steps(facts), +1);
    }
}
