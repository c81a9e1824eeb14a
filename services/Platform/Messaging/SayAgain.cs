namespace JobDating.Platform;

/// <summary>
/// A service's facts, said again as they stand: so another service's copy of them is made anew, from nothing or because it keeps more of them than it did. Whoever hears them
/// keeps what is newer than what they have, so nothing is undone by it, whatever happens meanwhile.
/// </summary>
public sealed class SayAgain
{
    /// <summary>Rows in a message.</summary>
    private const int Part = 200;

    /// <summary>More than so many messages that wait are not added to: others have something to say too.</summary>
    private const int MostWaiting = 500;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly Actor _actor = Actor.Command("say-again");

    private readonly List<Kind> _kinds = [];

    /// <param name="NextAsync">Says what comes behind the last part's place (null: the first part). Its place is null when there was nothing more.</param>
    private sealed record Kind(string Name, Func<Transaction, object?, CancellationToken, Task<(int Rows, object? Place)>> NextAsync);

    /// <summary>Where a part begins: behind this key. Most keys have one column.</summary>
    private sealed record Place<TOne, TTwo>(TOne After, TTwo Then, int Take);

    public IReadOnlyList<string> Names => [.. _kinds.Select(kind => kind.Name)];

    /// <param name="sql">Rows behind <c>@After</c>, in the order of their key, at most <c>@Take</c>.</param>
    public void On<TRow>(string name, string sql, Func<TRow, Guid> key, Func<Transaction, IReadOnlyList<TRow>, CancellationToken, Task> say) =>
        On(name, sql, (Guid.Empty, ""), row => (key(row), ""), say);

    /// <param name="editionOf">A message is about one edition.</param>
    /// <inheritdoc cref="On{TRow}(string, string, Func{TRow, Guid}, Func{Transaction, IReadOnlyList{TRow}, CancellationToken, Task})"/>
    public void On<TRow>(string name, string sql, Func<TRow, Guid> key, Func<TRow, Guid> editionOf, Func<Transaction, Guid, IReadOnlyList<TRow>, CancellationToken, Task> say) =>
        On(name, sql, (Guid.Empty, ""), row => (key(row), ""), ByEdition(editionOf, say));

    /// <param name="sql">Rows behind the key <c>@After</c>, <c>@Then</c>, in its order, at most <c>@Take</c>.</param>
    /// <param name="first">Before every key.</param>
    public void On<TRow, TOne, TTwo>(string name, string sql, (TOne One, TTwo Two) first, Func<TRow, (TOne One, TTwo Two)> key, Func<Transaction, IReadOnlyList<TRow>, CancellationToken, Task> say) =>
        _kinds.Add(new Kind(name, async (tx, place, ct) =>
        {
            var behind = place as Place<TOne, TTwo> ?? new Place<TOne, TTwo>(first.One, first.Two, Part);
            var rows = await tx.QueryAsync<TRow>(sql, behind, ct);
            if (rows.Count == 0)
                return (0, null);
            await say(tx, rows, ct);
            var (one, two) = key(rows[^1]);
            return (rows.Count, behind with { After = one, Then = two });
        }));

    public static Func<Transaction, IReadOnlyList<TRow>, CancellationToken, Task> ByEdition<TRow>(Func<TRow, Guid> editionOf, Func<Transaction, Guid, IReadOnlyList<TRow>, CancellationToken, Task> say) => async (tx, rows, ct) =>
    {
        foreach (var edition in rows.GroupBy(editionOf))
            await say(tx, edition.Key, [.. edition], ct);
    };

    /// <summary>Says everything, a part in a transaction; returns when all of it is in the outbox.</summary>
    /// <param name="said">Told after each part: the kind, and how many of its rows were said so far.</param>
    public async Task RunAsync(Database db, Action<string, int> said, CancellationToken ct)
    {
        var outbox = new Outbox(db);
        foreach (var kind in _kinds)
        {
            var rows = 0;
            object? place = null;
            do
            {
                while ((await outbox.QueueAsync(ct)).Waiting > MostWaiting)
                    await Task.Delay(_look, ct);
                await using var tx = await db.BeginAsync(_actor, ct);
                var part = await kind.NextAsync(tx, place, ct);
                await tx.CommitAsync(ct);
                place = part.Place;
                rows += part.Rows;
                said(kind.Name, rows);
            }
            while (place is not null);
        }
    }
}
