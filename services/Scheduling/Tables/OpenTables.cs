using JobDating.Platform;

namespace JobDating.Scheduling.Tables;

/// <summary>Makes sure that tables exist; one that does is left as it is.</summary>
internal static class OpenTables
{
    private const string FindSql = """
        SELECT id, site_id, siret, number
        FROM interview_table
        WHERE site_id IN @SiteIds AND siret IN @Sirets
        """;

    private const string InsertSql = """
        INSERT INTO interview_table (id, edition_id, site_id, siret, number, is_open)
        VALUES (@Id, @EditionId, @SiteId, @Siret, @Number, @IsOpen)
        """;

    public readonly record struct Key(Guid SiteId, string Siret, int Number);

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public int Number { get; init; }
    }

    /// <summary>The id of each table.</summary>
    /// <param name="isOpen">Whether a table that has to be made can be booked.</param>
    public static async Task<IReadOnlyDictionary<Key, Guid>> ApplyAsync(Transaction tx, Guid editionId, IEnumerable<Key> keys, bool isOpen, CancellationToken ct)
    {
        var wanted = keys.Distinct().ToList();
        var here = await tx.QueryAsync<Row>(FindSql, new { SiteIds = wanted.Select(key => key.SiteId).Distinct(), Sirets = wanted.Select(key => key.Siret).Distinct() }, ct);
        var ids = here.ToDictionary(row => new Key(row.SiteId, row.Siret, row.Number), row => row.Id);
        var missing = wanted.Where(key => !ids.ContainsKey(key)).Select(key => new { Id = Guid.CreateVersion7(), EditionId = editionId, key.SiteId, key.Siret, key.Number, IsOpen = isOpen }).ToList();
        try
        {
            if (missing.Count > 0)
                await tx.ExecuteAsync(InsertSql, missing, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        foreach (var table in missing)
            ids[new Key(table.SiteId, table.Siret, table.Number)] = table.Id;
        return ids;
    }
}
