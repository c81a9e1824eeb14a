using JobDating.Platform;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// After an upgrade that counts more than before, everybody of every edition is counted once again, some at a time and while facts arrive. Killed, it begins that edition anew: counting twice changes nothing.
/// </summary>
internal static class CountAgain
{
    /// <summary>One more whenever <see cref="PersonCounting"/> counts something new. 2: groups, contracts, what is known. 3: when they last answered.</summary>
    public const int Counting = 3;

    private const string EditionsSql = "SELECT id FROM edition WHERE counting < @Counting ORDER BY code";

    private const string PeopleSql = """
        SELECT id, code
        FROM person
        WHERE edition_id = @EditionId AND code > @After
        ORDER BY code
        LIMIT @Take
        """;

    private const string UnnamedSql = "SELECT id FROM person WHERE edition_id = @EditionId AND code = ''";

    private const string NoteSql = "UPDATE edition SET counting = @Counting WHERE id = @EditionId";

    private sealed record PersonRow
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
    }

    public static async Task RunAsync(OutcomesDatabase db, CancellationToken ct)
    {
        foreach (var edition in await db.QueryAsync<Guid>(EditionsSql, new { Counting }, ct))
        {
            await EverybodyAsync(db, edition, Actor.Job("count-again"), ct);
            await using var tx = await db.BeginAsync(Actor.Job("count-again"), ct);
            await tx.ExecuteAsync(NoteSql, new { EditionId = edition, Counting }, ct);
            await tx.CommitAsync(ct);
        }
    }

    /// <summary>Everybody of one edition, some in a transaction.</summary>
    public static async Task EverybodyAsync(Database db, Guid edition, Actor actor, CancellationToken ct)
    {
        await CountAsync(db, edition, actor, await db.QueryAsync<Guid>(UnnamedSql, new { EditionId = edition }, ct), ct);
        var after = "";
        while (await db.QueryAsync<PersonRow>(PeopleSql, new { EditionId = edition, After = after, Take = CountPeople.Batch }, ct) is { Count: > 0 } people)
        {
            await CountAsync(db, edition, actor, [.. people.Select(person => person.Id)], ct);
            after = people[^1].Code;
        }
    }

    private static async Task CountAsync(Database db, Guid edition, Actor actor, IReadOnlyList<Guid> people, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        await CountPeople.ApplyAsync(tx, edition, people, ct);
        await tx.CommitAsync(ct);
    }
}
