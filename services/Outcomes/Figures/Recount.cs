using System.Globalization;
using JobDating.Platform;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// Counts an edition again from its facts and compares with the figures: they must agree. For operators who want to be sure, and for tests. Where they do not (a table was changed by
/// hand, a defect), the figures can be mended.
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

    private sealed record Found(Guid Edition, FigureDays Missing, IReadOnlyList<string> Said);

    /// <summary>Each day and figure that differs, empty when all agree; null when there is no such edition.</summary>
    public static async Task<IReadOnlyList<string>?> CompareAsync(Database db, string code, CancellationToken ct)
    {
        // In a transaction, so that no fact comes in between reading facts and reading figures.
        await using var tx = await db.BeginAsync(Actor.Command("recount"), ct);
        return (await FindAsync(tx, code, ct))?.Said;
    }

    /// <summary>Makes the figures what the facts say. Facts may arrive meanwhile. Returns what differed before, as <see cref="CompareAsync"/> does.</summary>
    public static async Task<IReadOnlyList<string>?> MendAsync(Database db, string code, Actor actor, CancellationToken ct)
    {
        var before = await CompareAsync(db, code, ct);
        if (before is not { Count: > 0 })
            return before;
        // What each person is noted to have added first: the next fact of theirs takes that away.
        await CountAgain.EverybodyAsync(db, (await db.QueryFirstOrDefaultAsync<Guid?>(EditionSql, new { Code = code }, ct))!.Value, actor, ct);
        await using var tx = await db.BeginAsync(actor, ct);
        if (await FindAsync(tx, code, ct) is not { } found)
            return null;
        await found.Missing.WriteAsync(tx, ct);
        await tx.AuditAsync("edition", found.Edition, "figures mended", before.Count.ToString(CultureInfo.InvariantCulture), ct);
        await tx.CommitAsync(ct);
        return before;
    }

    private static async Task<Found?> FindAsync(Transaction tx, string code, CancellationToken ct)
    {
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
        var missing = new FigureDays(id);
        var said = new List<string>();
        foreach (var key in counted.Amounts.Keys.Union(stored.Amounts.Keys).Order())
        {
            var (facts, figures) = (counted.Amounts.GetValueOrDefault(key), stored.Amounts.GetValueOrDefault(key));
            if (facts == figures)
                continue;
            missing.Add([new Step(key.Group, key.Figure, key.Day, facts - figures)], +1);
            said.Add($"{key.Figure} {key.Day:uuuu-MM-dd} {key.Group.Kind} {key.Group.Key}: {facts} by the facts, {figures} in the figures");
        }
        return new Found(id, missing, said);
    }

    private static async Task CountAsync(Transaction tx, FigureDays counted, IReadOnlyList<PersonRow> people, EditionCalendar calendar, CancellationToken ct)
    {
        foreach (var ids in people.Select(person => person.Id).Chunk(CountPeople.Batch))
            await foreach (var (_, facts) in PeopleFacts.ReadAsync(tx, ids, calendar, ct))
                counted.Add(PersonCounting.Steps(facts), +1);
    }
}
