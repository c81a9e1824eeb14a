using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using NodaTime;

namespace JobDating.Scheduling.Running;

/// <summary>
/// An interview on its day: its candidate is called, it starts, it ends, or nobody comes; and one step back. Each act carries its id, so one that a device sends again does nothing
/// twice. Rules where two say different things: who sat at the table knows better than the hall, so a start or an end also takes back a no-show, unless the time was given to
/// somebody else meanwhile; nobody sits at two tables, and at no table sit two, at one moment; of two results the first stays, and who brings the other is told.
/// </summary>
public static class RunInterview
{
    private const string CallSql = """
        UPDATE interview
        SET called_at = @At
        WHERE id = @Id AND status = 'booked' AND started_at IS NULL
        """;

    /// <summary>Its time is its own again: not where others were put meanwhile.</summary>
    private const string Free = """
        (status = 'booked' OR NOT EXISTS (
          SELECT 1 FROM interview o
          WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status IN ('booked', 'held') AND o.starts_at < @EndsAt AND o.ends_at > @StartsAt))
        """;

    private const string StartSql = $"""
        UPDATE interview
        SET version = version + 1, status = 'booked', started_at = @At, finished_at = NULL
        WHERE id = @Id AND version = @Version AND status IN ('booked', 'no_show') AND {Free}
          AND NOT EXISTS (SELECT 1 FROM interview o WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status = 'booked' AND o.started_at IS NOT NULL)
        """;

    private const string EndSql = $"""
        UPDATE interview
        SET version = version + 1, status = 'held', finished_at = @At, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version = @Version AND status IN ('booked', 'no_show') AND {Free}
        """;

    private const string ResultSql = """
        UPDATE interview
        SET version = version + 1, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version = @Version AND status = 'held'
        """;

    private const string MissSql = """
        UPDATE interview
        SET version = version + 1, status = 'no_show'
        WHERE id = @Id AND version = @Version AND status = 'booked' AND started_at IS NULL
        """;

    private const string BackSql = $"""
        UPDATE interview
        SET version = version + 1, status = 'booked', result = NULL, second_interview_on = NULL, called_at = @CalledAt, started_at = @StartedAt, finished_at = NULL
        WHERE id = @Id AND version = @Version AND {Free}
          AND (@StartedAt IS NULL OR NOT EXISTS (SELECT 1 FROM interview o WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status = 'booked' AND o.started_at IS NOT NULL))
        """;

    private const string BusySql = """
        SELECT CASE WHEN o.candidate_id = @CandidateId THEN 1 ELSE 0 END
        FROM interview o
        WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status = 'booked' AND o.started_at IS NOT NULL
        """;

    private static readonly Duration _day = Duration.FromHours(30);

    /// <summary>What came of it, when it ends; both null: to be noted later.</summary>
    public readonly record struct Judgement(string? Result, LocalDate? SecondInterviewOn);

    /// <param name="at">When it happened, by the clock of who says it; null: now. See <see cref="Believed"/>.</param>
    /// <exception cref="Rejected">404: there is none. 409: it runs already, or is over, or cancelled, or not of today.</exception>
    public static async Task CallAsync(Transaction tx, Act act, Guid id, Instant? at, CancellationToken ct)
    {
        var (row, place) = await BeginAsync(tx, act, "called", id, at, ct);
        if (row is null)
            return;
        if (row.StartedAt is not null && row.Status == "booked")
            throw Refused("running");
        if (row.Status != "booked")
            throw Refused(row.Status);
        if (await tx.ExecuteAsync(CallSql, new { row.Id, At = Believed(at, place, tx.Now) }, ct) == 0)
            throw new ChangedMeanwhileException();
        await tx.AuditAsync("interview", id, "candidate called", act.By, ct);
    }

    /// <inheritdoc cref="CallAsync"/>
    /// <exception cref="Rejected">409 also: the table or the candidate sits in another interview, or the time was given to somebody else.</exception>
    public static async Task StartAsync(Transaction tx, Act act, Guid id, Instant? at, CancellationToken ct)
    {
        var (row, place) = await BeginAsync(tx, act, "started", id, at, ct);
        // Two devices say the same: it runs, as both know.
        if (row is null || (row.Status == "booked" && row.StartedAt is not null))
            return;
        if (row.Status is not ("booked" or "no_show"))
            throw Refused(row.Status);
        await WriteAsync(tx, act, StartSql, row, new Change(Believed(at, place, tx.Now)), "interview started", ct);
    }

    /// <inheritdoc cref="StartAsync"/>
    /// <exception cref="Rejected">409 also: another result was noted.</exception>
    public static async Task EndAsync(Transaction tx, Act act, Guid id, Instant? at, Judgement judgement, CancellationToken ct)
    {
        var (row, place) = await BeginAsync(tx, act, "ended", id, at, ct);
        if (row is null)
            return;
        if (row.Status == "held")
        {
            await AddResultAsync(tx, act, row, judgement, ct);
            return;
        }
        if (row.Status is not ("booked" or "no_show"))
            throw Refused(row.Status);
        await WriteAsync(tx, act, EndSql, row, new Change(Believed(at, place, tx.Now), judgement), "interview ended", ct);
    }

    /// <summary>Somebody else has ended it: a result is added where there is none, and never put in another's place.</summary>
    private static async Task AddResultAsync(Transaction tx, Act act, RecordInterviews.Row row, Judgement judgement, CancellationToken ct)
    {
        var (result, second) = (judgement.Result, judgement.SecondInterviewOn);
        if (result is null || (result == row.Result && (second is null || second == row.SecondInterviewOn)))
            return;
        if (row.Result is not null && (result != row.Result || row.SecondInterviewOn is not null))
            throw Refused("judged");
        await WriteAsync(tx, act, ResultSql, row, new Change(tx.Now, judgement), "interview result noted", ct);
    }

    /// <summary>The candidate did not come: both sides are free at once.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public static async Task MissAsync(Transaction tx, Act act, Guid id, Instant? at, CancellationToken ct)
    {
        var (row, _) = await BeginAsync(tx, act, "missed", id, at, ct);
        if (row is null || row.Status == "no_show")
            return;
        if (row.Status == "booked" && row.StartedAt is not null)
            throw Refused("running");
        if (row.Status != "booked")
            throw Refused(row.Status);
        await WriteAsync(tx, act, MissSql, row, new Change(tx.Now), "candidate did not come", ct);
    }

    /// <summary>One step back: ended → running (or booked, if it never started), running → called or booked, called → booked, missed → booked. What was judged is taken back too.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task BackAsync(Transaction tx, Act act, Guid id, CancellationToken ct)
    {
        var (row, _) = await BeginAsync(tx, act, "back", id, null, ct);
        if (row is null)
            return;
        if (row.Status is not ("booked" or "held" or "no_show"))
            throw Refused(row.Status);
        var runs = row is { Status: "booked", StartedAt: not null };
        await WriteAsync(tx, act, BackSql, row, new Change(tx.Now)
        {
            CalledAt = runs || row.Status != "booked" ? row.CalledAt : null,
            StartedAt = row.Status == "held" ? row.StartedAt : null,
        }, "interview one step back", ct);
    }

    /// <summary>
    /// A device's clock may be wrong by hours, and what it noted without network may come days later: its time is believed when it lies on the site's day and not after now, else it was now.
    /// </summary>
    internal static Instant Believed(Instant? at, Place place, Instant now) => at is { } said && said <= now && IsOnDay(said, place) ? said : now;

    /// <summary>From midnight to midnight, and into the next morning, for sites that close late.</summary>
    private static bool IsOnDay(Instant at, Place place) => place.Zone.AtStartOfDay(place.Date).ToInstant() is var begins && at >= begins && at < begins + _day;

    private sealed record Change(Instant At, Judgement Judgement = default)
    {
        public Instant? CalledAt { get; init; }
        public Instant? StartedAt { get; init; }
    }

    /// <summary>The interview with both sides' turn, or no row when the act was done before.</summary>
    private static async Task<(RecordInterviews.Row? Row, Place Place)> BeginAsync(Transaction tx, Act act, string kind, Guid id, Instant? at, CancellationToken ct)
    {
        if (!await act.BeginAsync(tx, kind, id, ct))
            return (null, null!);
        var row = await ReadInterview.AnyAsync(tx, id, ct);
        if (!await Turn.TakeAsync(tx, [row.TableId], [row.CandidateId], ct) || await Place.FindAsync(tx, row.TableId, ct) is not { } place)
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        // Read again: until the turn came somebody may have been quicker.
        row = await ReadInterview.AnyAsync(tx, id, ct);
        return IsOnDay(Believed(at, place, tx.Now), place) ? (row, place) : throw Refused("not_today");
    }

    private static async Task WriteAsync(Transaction tx, Act act, string sql, RecordInterviews.Row row, Change change, string what, CancellationToken ct)
    {
        var values = new { row.Id, row.Version, row.TableId, row.CandidateId, row.StartsAt, row.EndsAt, change.At, change.Judgement.Result, change.Judgement.SecondInterviewOn, change.CalledAt, change.StartedAt };
        if (await tx.ExecuteAsync(sql, values, ct) == 0)
            throw Refused(await tx.QueryFirstOrDefaultAsync<int?>(BusySql, values, ct) switch { 1 => "candidate_busy", 0 => "table_busy", _ => "given_away" });
        var now = await ReadInterview.AnyAsync(tx, row.Id, ct);
        await SayInterviews.ApplyAsync(tx, now.EditionId, [now], act.By, ct);
        await tx.AuditAsync("interview", row.Id, what, act.By, ct);
    }

    private static Rejected Refused(string what) => new(StatusCodes.Status409Conflict, BookingTexts.Words[$"Refused.Is.{what}"]);
}
