using JobDating.Platform;

namespace JobDating.Registration.Schedules;

/// <summary>Whom an interview's candidate means here now: themselves, the one kept in their stead, or nobody that is left.</summary>
internal static class MeantCandidates
{
    private const string GoneSql = """
        SELECT c.id, CASE WHEN k.erased_at IS NULL THEN m.kept_id ELSE NULL END AS kept_id
        FROM candidate c
        LEFT JOIN candidate_merge m ON m.gone_id = c.id
        LEFT JOIN candidate k ON k.id = m.kept_id
        WHERE c.id IN @Ids AND c.erased_at IS NOT NULL
        """;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid? KeptId { get; init; }
    }

    /// <summary>Those of these that are erased or merged, with the one each is now; null: nobody.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid?>> GoneAmongAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<Row>(GoneSql, new { Ids = ids.Distinct() }, ct)).ToDictionary(row => row.Id, row => row.KeptId);
}
