using JobDating.Platform;

namespace JobDating.Scheduling.Bookings;

/// <summary>
/// Whose time is being taken waits here for its turn: first tables, then candidates, each in the order of their ids, so that two acts never wait for each other.
/// While a transaction holds a side's turn, no other books, moves or frees that side's time; what it reads of it stays true until it commits.
/// </summary>
internal static class Turn
{
    /// <summary>Changes nothing, and thereby locks the row until the transaction ends.</summary>
    private const string TableSql = "UPDATE interview_table SET is_open = is_open WHERE id = @Id";

    private const string CandidateSql = "UPDATE candidate SET version = version WHERE id = @Id AND erased_at IS NULL";

    /// <returns>Whether every table and candidate is there, and nobody of them erased.</returns>
    public static async Task<bool> TakeAsync(Transaction tx, IEnumerable<Guid> tables, IEnumerable<Guid> candidates, CancellationToken ct)
    {
        foreach (var id in tables.Distinct().Order())
            if (await tx.ExecuteAsync(TableSql, new { Id = id }, ct) == 0)
                return false;
        foreach (var id in candidates.Distinct().Order())
            if (await tx.ExecuteAsync(CandidateSql, new { Id = id }, ct) == 0)
                return false;
        return true;
    }
}
