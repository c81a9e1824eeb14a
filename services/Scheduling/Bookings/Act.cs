using JobDating.Platform;

namespace JobDating.Scheduling.Bookings;

/// <summary>One act on the timetable. Whoever asks brings its id, so a request that is sent again does nothing twice.</summary>
/// <param name="Id">Made where the form was shown or the program decided.</param>
/// <param name="By">One of <see cref="Booker"/>.</param>
public sealed record Act(Guid Id, string By)
{
    private const string NoteSql = """
        INSERT INTO booking_act (id, kind, interview_id, happened_at)
        SELECT @Id, @Kind, @InterviewId, @Now
        WHERE NOT EXISTS (SELECT 1 FROM booking_act WHERE id = @Id)
        """;

    private const string DoneSql = "SELECT interview_id FROM booking_act WHERE id = @Id";

    /// <summary>Whether it was done before, and is kept.</summary>
    internal async Task<bool> IsDoneAsync(SchedulingDatabase db, CancellationToken ct) => await db.QueryFirstOrDefaultAsync<Guid?>(DoneSql, new { Id }, ct) is not null;

    /// <summary>Notes the act first of all. Returns false when it was done before, and nothing is left to do.</summary>
    /// <exception cref="Rejected">409: the id belongs to an act on another interview.</exception>
    /// <exception cref="ChangedMeanwhileException">The same request is being done at this very moment; doing it again is safe.</exception>
    internal async Task<bool> BeginAsync(Transaction tx, string kind, Guid interviewId, CancellationToken ct)
    {
        try
        {
            if (await tx.ExecuteAsync(NoteSql, new { Id, Kind = kind, InterviewId = interviewId, tx.Now }, ct) == 1)
                return true;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        if (await tx.QueryFirstOrDefaultAsync<Guid>(DoneSql, new { Id }, ct) != interviewId)
            throw new Rejected(StatusCodes.Status409Conflict, BookingTexts.Words["Refused.OtherAct"]);
        return false;
    }
}
