using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using NodaTime;

namespace JobDating.Scheduling.Running;

/// <summary>What came of an interview, noted after it, or otherwise than before: its result and the day of the second one, or that the candidate did not come.</summary>
internal static class JudgeInterview
{
    public const string NoShow = "no_show";

    /// <summary>What can come of one, in the order of the pages.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["conclusive", "not_conclusive", "undecided", NoShow];

    /// <summary>One that is held again takes its time again: not where others were put meanwhile.</summary>
    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, status = @Status, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version = @Version AND status IN ('booked', 'held', 'no_show')
          AND (@Status = 'no_show' OR status <> 'no_show' OR NOT EXISTS (
            SELECT 1 FROM interview o
            WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status IN ('booked', 'held') AND o.starts_at < @EndsAt AND o.ends_at > @StartsAt))
        """;

    /// <param name="Version">That whoever judges has seen.</param>
    public sealed record Of(Guid Id, int Version, Guid TableId, Guid CandidateId, Instant StartsAt, Instant EndsAt);

    /// <summary>With both sides' turn, so nobody can be put into that time before this is written.</summary>
    /// <param name="by">One of <see cref="Booker"/>.</param>
    /// <param name="outcome">One of <see cref="Outcomes"/>.</param>
    /// <returns>False: it was changed since, or another has taken the time of one that nobody came to. Nothing was written then.</returns>
    /// <exception cref="Rejected">404: its table or its candidate is gone.</exception>
    public static async Task<bool> ApplyAsync(Transaction tx, string by, Of interview, string outcome, LocalDate? second, CancellationToken ct)
    {
        if (!await Turn.TakeAsync(tx, [interview.TableId], [interview.CandidateId], ct))
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        var change = new
        {
            interview.Id,
            interview.Version,
            Status = outcome == NoShow ? NoShow : "held",
            Result = outcome == NoShow ? null : outcome,
            SecondInterviewOn = second,
            interview.TableId,
            interview.CandidateId,
            interview.StartsAt,
            interview.EndsAt,
        };
        if (await tx.ExecuteAsync(UpdateSql, change, ct) == 0)
            return false;
        var row = await ReadInterview.AnyAsync(tx, interview.Id, ct);
        await SayInterviews.ApplyAsync(tx, row.EditionId, [row], by, ct);
        await tx.AuditAsync("interview", interview.Id, "interview result noted", by, ct);
        return true;
    }
}
