using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Facts;

/// <summary>Cancels booked interviews because of what happened to their site, employer or candidate: both sides are free in the transaction that writes the fact.</summary>
internal static class CancelByFact
{
    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, status = 'cancelled'
        WHERE id = @Id AND status = 'booked' AND version = @Version
        """;

    /// <summary>A message holds no more; a fair's day has some 2,700 interviews.</summary>
    public const int MostInMessage = 500;

    /// <param name="rows">As they were read in this transaction.</param>
    /// <param name="by">One of <see cref="Bookings.Booker"/>: whose doing the fact is.</param>
    /// <param name="reason">For the trace: what happened.</param>
    /// <exception cref="ChangedMeanwhileException">One of them was changed just now; doing it again is safe.</exception>
    public static async Task ApplyAsync(Transaction tx, IReadOnlyCollection<RecordInterviews.Row> rows, string by, string reason, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        if (await tx.ExecuteAsync(UpdateSql, rows.Select(row => new { row.Id, row.Version }).ToList(), ct) != rows.Count)
            throw new ChangedMeanwhileException();
        await SayAsync(tx, rows.Select(row => row with { Version = row.Version + 1, Status = "cancelled" }), by, ct);
        await tx.AuditAsync("interview", rows.Select(row => (row.Id, (string?)reason)), "interview cancelled", ct);
    }

    /// <summary>Tells of any number of them, each edition's in messages of a bearable size.</summary>
    public static async Task SayAsync(Transaction tx, IEnumerable<RecordInterviews.Row> rows, string by, CancellationToken ct)
    {
        foreach (var edition in rows.GroupBy(row => row.EditionId))
            foreach (var part in edition.Chunk(MostInMessage))
                await SayInterviews.ApplyAsync(tx, edition.Key, part, by, ct);
    }
}
