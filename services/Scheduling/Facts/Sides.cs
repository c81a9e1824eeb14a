using JobDating.Platform;

namespace JobDating.Scheduling.Facts;

/// <summary>
/// A fact that ends bookings waits for its turn like whoever books (<see cref="Bookings.Turn"/>): tables, then candidates, each in the order of their ids, before the fact is written.
/// So a booking that is being made is either there when the fact looks for it, or begins after and finds the fact.
/// </summary>
internal static class Sides
{
    private const string TablesAtSql = """
        SELECT id, site_id, siret
        FROM interview_table
        WHERE site_id IN @SiteIds
        """;

    private const string TableSql = "UPDATE interview_table SET is_open = is_open WHERE id = @Id";

    /// <summary>Also of somebody erased: whoever erases waits here too.</summary>
    private const string CandidateSql = "UPDATE candidate SET version = version WHERE id = @Id";

    private sealed record Table
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
    }

    /// <summary>All tables of these sites.</summary>
    public static async Task TakeSitesAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct) =>
        await TakeAsync(tx, TableSql, (await TablesAsync(tx, siteIds, ct)).Select(table => table.Id), ct);

    /// <summary>The tables of these establishments at these sites.</summary>
    public static async Task TakeTablesAsync(Transaction tx, IReadOnlySet<(Guid SiteId, string Siret)> establishments, CancellationToken ct) =>
        await TakeAsync(tx, TableSql, (await TablesAsync(tx, [.. establishments.Select(one => one.SiteId).Distinct()], ct)).Where(table => establishments.Contains((table.SiteId, table.Siret))).Select(table => table.Id), ct);

    public static Task TakeCandidatesAsync(Transaction tx, IEnumerable<Guid> candidateIds, CancellationToken ct) => TakeAsync(tx, CandidateSql, candidateIds, ct);

    private static async Task<IReadOnlyList<Table>> TablesAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct) =>
        siteIds.Count == 0 ? [] : await tx.QueryAsync<Table>(TablesAtSql, new { SiteIds = siteIds }, ct);

    private static async Task TakeAsync(Transaction tx, string sql, IEnumerable<Guid> ids, CancellationToken ct)
    {
        var ordered = ids.Distinct().Order().Select(id => new { Id = id }).ToList();
        if (ordered.Count > 0)
            await tx.ExecuteAsync(sql, ordered, ct);
    }
}
