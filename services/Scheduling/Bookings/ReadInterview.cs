using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Bookings;

/// <summary>An interview as it is, for an act on it.</summary>
internal static class ReadInterview
{
    private const string FindSql = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on, i.called_at, i.started_at
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        WHERE i.id = @Id
        """;

    /// <exception cref="Rejected">404: there is none. 409: it is not booked any more, or runs.</exception>
    public static async Task<RecordInterviews.Row> BookedAsync(Transaction tx, Guid id, CancellationToken ct)
    {
        var row = await AnyAsync(tx, id, ct);
        return row is { Status: "booked", StartedAt: null } ? row : throw new Rejected(StatusCodes.Status409Conflict, BookingTexts.Words[$"Refused.Is.{(row.Status == "booked" ? "running" : row.Status)}"]);
    }

    /// <exception cref="Rejected">404: there is none.</exception>
    public static async Task<RecordInterviews.Row> AnyAsync(Transaction tx, Guid id, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<RecordInterviews.Row>(FindSql, new { Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.NoInterview"]);
}
