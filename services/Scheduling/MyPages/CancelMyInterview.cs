using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.MyPages;

/// <summary><c>/scheduling/my/interviews/{id}/cancel</c>: a candidate cancels one of their interviews, whoever booked it, after being asked.</summary>
public static class CancelMyInterview
{
    public sealed record Form
    {
        /// <summary>Of the act, made when the question was shown.</summary>
        public string? Id { get; init; }
    }

    internal static async Task<IResult> AskAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await MyInterview.FindAsync(http, db, id, ct), Guid.CreateVersion7(), new FormErrors());

    internal static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await MyInterview.FindAsync(http, db, id, ct);
        var act = Typed.Id(form.Id);
        var errors = new FormErrors();
        var isDone = await ChosenTime.TryAsync(errors, async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await CancelInterview.ApplyAsync(tx, new Act(act, Booker.Candidate), id, ct);
            await tx.CommitAsync(ct);
        });
        return isDone ? SeeOther.To($"{MySite.Page}?done=cancelled") : Page(interview, act, errors);
    }

    private static IResult Page(MyInterview interview, Guid act, FormErrors errors)
    {
        var words = MyTexts.Words;
        return errors.Page<ConfirmPage>(new
        {
            Title = words["Cancel.Title", interview.Employer],
            Sentence = words["Cancel.Sentence", interview.SiteName, TimetableTexts.Day(interview.StartsAt.InZone(interview.Zone).Date), TimetableTexts.Time(interview.StartsAt, interview.Zone), MyTexts.Table(interview.TableNumber, interview.Recruiter)],
            Consequences = (IReadOnlyList<string>)[words["Cancel.Told"], words["Cancel.Others"]],
            Action = $"{MySite.Page}/interviews/{interview.Id}/cancel",
            Button = words["Cancel.Do"],
            Back = MySite.Page,
            Kept = (IReadOnlyList<(string, string)>)[("id", act.ToString())],
            Errors = errors,
        });
    }
}
