using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/interviews/{id}/result</c>: what came of an interview that has begun: its result and the day of the second one, or that the candidate did not come. It may be changed later.</summary>
public static class NoteResult
{
    /// <summary>One that is held again takes its time again: not where others were put meanwhile.</summary>
    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, status = @Status, result = @Result, second_interview_on = @SecondInterviewOn
        WHERE id = @Id AND version = @Version AND status IN ('booked', 'held', 'no_show')
          AND (@Status = 'no_show' OR status <> 'no_show' OR NOT EXISTS (
            SELECT 1 FROM interview o
            WHERE (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.id <> @Id AND o.status IN ('booked', 'held') AND o.starts_at < @EndsAt AND o.ends_at > @StartsAt))
        """;

    private const string NoShow = "no_show";

    /// <summary>In the order of the page.</summary>
    private static readonly string[] Outcomes = ["conclusive", "not_conclusive", "undecided", NoShow];

    public sealed record Form
    {
        /// <summary>'conclusive', 'not_conclusive', 'undecided' or 'no_show'.</summary>
        public string? Outcome { get; init; }
        public string? SecondOn { get; init; }
        public string? Version { get; init; }
    }

    internal static async Task<IResult> ShowAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await FindAsync(id, http, db, ct);
        return Page(interview, new Form { Outcome = OutcomeOf(interview), SecondOn = interview.SecondInterviewOn is { } second ? Typed.Show(second) : null }, new FormErrors());
    }

    internal static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await FindAsync(id, http, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var outcome = typed.Choice("outcome", form.Outcome, Options(), required: true);
        var second = typed.Date("secondOn", form.SecondOn, earliest: interview.SiteDate);
        if (second is not null && outcome is not (null or "conclusive"))
            errors.Add("secondOn", EmployerReading.Words["Second.OnlyConclusive"]);
        if (errors.Any)
            return Page(interview, form, errors);
        if (outcome == OutcomeOf(interview) && second == interview.SecondInterviewOn)
            return Noted();
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        // With both sides' turn nobody can be put into that time before this is written.
        if (!await Turn.TakeAsync(tx, [interview.TableId], [interview.CandidateId], ct))
            throw OwnSite.NotFound();
        var change = new
        {
            interview.Id,
            Version = Typed.Version(form.Version),
            Status = outcome == NoShow ? NoShow : "held",
            Result = outcome == NoShow ? null : outcome,
            SecondInterviewOn = second,
            interview.TableId,
            interview.CandidateId,
            interview.StartsAt,
            interview.EndsAt,
        };
        if (await tx.ExecuteAsync(UpdateSql, change, ct) == 0)
        {
            if (interview.Version == change.Version && interview.Status == NoShow)
                errors.Conflict("", EmployerReading.Words["Result.TimeGone"]);
            else
                errors.ChangedMeanwhile();
            return Page(await FindAsync(id, http, db, ct), form, errors);
        }
        var row = await ReadInterview.AnyAsync(tx, id, ct);
        await SayInterviews.ApplyAsync(tx, row.EditionId, [row], Booker.Employer, ct);
        await tx.AuditAsync("interview", id, "interview result noted", Booker.Employer, ct);
        await tx.CommitAsync(ct);
        return Noted();

        static IResult Noted() => SeeOther.To("/scheduling/employer/results?done=noted");
    }

    private static string? OutcomeOf(OwnInterview interview) => interview.Status == NoShow ? NoShow : interview.Result;

    private static List<Option> Options() => [.. Outcomes.Select(outcome => new Option(outcome, EmployerReading.Words[$"Result.{outcome}"]))];

    /// <exception cref="Rejected">404: not the caller's. 409: it has not begun, or it is cancelled.</exception>
    private static async Task<OwnInterview> FindAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await OwnInterview.FindAsync(http, db, id, ct);
        return interview.Status == "cancelled" ? throw new Rejected(StatusCodes.Status409Conflict, BookingTexts.Words["Refused.Is.cancelled"])
            : interview.StartsAt > db.Now ? throw new Rejected(StatusCodes.Status409Conflict, EmployerReading.Words["Result.TooEarly"])
            : interview;
    }

    private static IResult Page(OwnInterview interview, Form form, FormErrors errors) =>
        errors.Page<NoteResultPage>(new { Interview = interview, Form = form, Options = (IReadOnlyList<Option>)Options(), Errors = errors });
}
