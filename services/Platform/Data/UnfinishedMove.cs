namespace JobDating.Platform;

/// <summary>
/// The mark of a database that an installation is being moved into (AllInOne's <c>move</c>): it stands among the migrations from before the first row until everything was compared. Whoever was killed half way
/// has left it, and no service begins on half of its data.
/// </summary>
public static class UnfinishedMove
{
    public const string Mark = "move, unfinished";

    private const string IsSql = "SELECT COUNT(*) FROM migration WHERE name = @Mark";
    private const string BeginSql = "INSERT INTO migration (name) SELECT @Mark WHERE NOT EXISTS (SELECT 1 FROM migration WHERE name = @Mark)";
    private const string EndSql = "DELETE FROM migration WHERE name = @Mark";

    /// <summary>Of a database that has its tables.</summary>
    public static async Task<bool> IsAsync(Database database, CancellationToken ct) => await database.QueryFirstOrDefaultAsync<int>(IsSql, new { Mark }, ct) > 0;

    public static Task BeginAsync(Database database, CancellationToken ct) => WriteAsync(database, BeginSql, ct);

    public static Task EndAsync(Database database, CancellationToken ct) => WriteAsync(database, EndSql, ct);

    private static async Task WriteAsync(Database database, string sql, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Actor.Command("move"), ct);
        await tx.ExecuteAsync(sql, new { Mark }, ct);
        await tx.CommitAsync(ct);
    }
}
