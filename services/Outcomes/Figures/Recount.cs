using JobDating.Platform;

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

    private sealed record PersonRow
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
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
        var stored = await FigureDays.ReadAsync(tx, id, ct);
        return [.. from key in counted.Amounts.Keys.Union(stored.Amounts.Keys)
                   let facts = counted.Amounts.GetValueOrDefault(key)
                   let figures = stored.Amounts.GetValueOrDefault(key)
                   where facts != figures
                   orderby key
                   select $"{key.Figure} {key.Day:uuuu-MM-dd} {key.Group.Kind} {key.Group.Key}: {facts} by the facts, {figures} in the figures"];
    }

    private static async Task CountAsync(Transaction tx, FigureDays counted, IReadOnlyList<PersonRow> people, EditionCalendar calendar, CancellationToken ct)
    {
        foreach (var ids in people.Select(person => person.Id).Chunk(CountPeople.Batch))
            await foreach (var (_, facts) in PeopleFacts.ReadAsync(tx, ids, calendar, ct))
                counted.Add(PersonCounting.Steps(facts), +1);
    }
}
