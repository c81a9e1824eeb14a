using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.EmployerPages.Today;
using JobDating.Scheduling.Running;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/interviews/{id}/result</c>: what came of an interview that has begun: its result and the day of the second one, or that the candidate did not come; and a note for the employer alone. It may be changed later.</summary>
public static class NoteResult
{
    public sealed record Form
    {
        /// <summary>'conclusive', 'not_conclusive', 'undecided' or 'no_show'.</summary>
        public string? Outcome { get; init; }
        public string? SecondOn { get; init; }

        /// <summary>For the employer alone; absent: it stays as it is.</summary>
        public string? Note { get; init; }
        public string? Version { get; init; }

        /// <summary>The table whose day it was noted on; absent: the list of results.</summary>
        public string? From { get; init; }
    }

    internal static async Task<IResult> ShowAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await FindAsync(id, http, db, ct);
        return Page(interview, new Form { Outcome = OutcomeOf(interview), SecondOn = interview.SecondInterviewOn is { } second ? Typed.Show(second) : null, Note = interview.Note }, new FormErrors());
    }

    internal static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await FindAsync(id, http, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var outcome = typed.Choice("outcome", form.Outcome, Options(), required: true);
        var second = typed.Date("secondOn", form.SecondOn, earliest: interview.SiteDate);
        var note = form.Note is null ? interview.Note : typed.Lines("note", form.Note, SaveNote.Longest);
        if (second is not null && outcome is not (null or "conclusive"))
            errors.Add("secondOn", EmployerReading.Words["Second.OnlyConclusive"]);
        if (errors.Any)
            return Page(interview, form, errors);
        var isSame = outcome == OutcomeOf(interview) && second == interview.SecondInterviewOn;
        if (isSame && note == interview.Note)
            return Noted(interview, form);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var version = Typed.Version(form.Version);
        if (!isSame && !await JudgeInterview.ApplyAsync(tx, Booker.Employer, new(id, version, interview.TableId, interview.CandidateId, interview.StartsAt, interview.EndsAt), outcome!, second, ct))
        {
            if (interview.Version == version && interview.Status == JudgeInterview.NoShow)
                errors.Conflict("", EmployerReading.Words["Result.TimeGone"]);
            else
                errors.ChangedMeanwhile();
            return Page(await FindAsync(id, http, db, ct), form, errors);
        }
        if (note != interview.Note)
        {
            if (!await Turn.TakeAsync(tx, [interview.TableId], [interview.CandidateId], ct))
                throw OwnSite.NotFound();
            await SaveNote.ApplyAsync(tx, id, interview.CandidateId, note, ct);
        }
        await tx.CommitAsync(ct);
        return Noted(interview, form);
    }

    /// <summary>Back to where it was noted.</summary>
    private static SeeOther Noted(OwnInterview interview, Form form) =>
        SeeOther.To(form.From == $"{interview.TableId}" ? $"{OwnTable.AddressOf(interview.TableId)}?last={interview.Id}" : "/scheduling/employer/results?done=noted");

    private static string? OutcomeOf(OwnInterview interview) => interview.Status == JudgeInterview.NoShow ? JudgeInterview.NoShow : interview.Result;

    private static List<Option> Options() => [.. JudgeInterview.Outcomes.Select(outcome => new Option(outcome, EmployerReading.Words[$"Result.{outcome}"]))];

    /// <exception cref="Rejected">404: not the caller's. 409: it has not begun, or it is cancelled.</exception>
    private static async Task<OwnInterview> FindAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await OwnInterview.FindAsync(http, db, id, ct);
        return interview.Status == "cancelled" ? throw new Rejected(StatusCodes.Status409Conflict, BookingTexts.Words["Refused.Is.cancelled"])
            : interview.Status == "booked" && interview.StartedAt is null && interview.StartsAt > db.Now ? throw new Rejected(StatusCodes.Status409Conflict, EmployerReading.Words["Result.TooEarly"])
            : interview;
    }

    private static IResult Page(OwnInterview interview, Form form, FormErrors errors) =>
        errors.Page<NoteResultPage>(new { Interview = interview, Form = form, Options = (IReadOnlyList<Option>)Options(), Errors = errors });
}
