using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/interviews/{id}/cancel</c>: an employer cancels one of its interviews, after being asked.</summary>
public static class CancelOwnInterview
{
    public sealed record Form
    {
        /// <summary>Of the act, made when the question was shown.</summary>
        public string? Id { get; init; }
    }

    internal static async Task<IResult> AskAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await OwnInterview.FindAsync(http, db, id, ct), Guid.CreateVersion7(), new FormErrors());

    internal static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await OwnInterview.FindAsync(http, db, id, ct);
        var act = Typed.Id(form.Id);
        try
        {
            return await SecondTry.RunAsync<IResult>(async () =>
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await CancelInterview.ApplyAsync(tx, new Act(act, Booker.Employer), id, ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{OwnSite.AddressOf(interview.SiteId)}?done=cancelled");
            });
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            var errors = new FormErrors();
            errors.Conflict("", rejected.Message);
            return Page(interview, act, errors);
        }
    }

    private static IResult Page(OwnInterview interview, Guid act, FormErrors errors)
    {
        var words = EmployerReading.Words;
        return errors.Page<ConfirmPage>(new
        {
            Title = words["Cancel.Title", interview.CandidateName],
            Sentence = words["Cancel.Sentence", interview.SiteName, EmployerReading.Day(interview.SiteDate), EmployerReading.Time(interview.StartsAt, interview.Zone), EmployerReading.Table(interview.TableNumber, interview.Recruiter)],
            Consequences = (IReadOnlyList<string>)[words["Cancel.Free"], words["Cancel.Others"]],
            Action = $"/scheduling/employer/interviews/{interview.Id}/cancel",
            Button = words["Cancel.Do"],
            Back = OwnSite.AddressOf(interview.SiteId),
            Kept = (IReadOnlyList<(string, string)>)[("id", act.ToString())],
            Errors = errors,
        });
    }
}
