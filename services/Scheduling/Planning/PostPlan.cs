using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.Planning;

/// <summary><c>POST …/plan/publish</c>: publishes the draft that was looked at (<see cref="PublishPlan"/>).</summary>
public static class PostPlan
{
    private const int MostTries = 3;

    public sealed record Form
    {
        public string? Id { get; init; }
    }

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var (found, plan) = await AskPlan.FindAsync(code, site, form.Id, http, db, ct);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await PublishPlan.ApplyAsync(tx, plan.Id, ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{found.Path}/plan");
            }
            catch (PlanOutdatedException outdated)
            {
                // The page offers a plan from the present state in one click.
                var errors = new FormErrors();
                errors.Conflict("", outdated.Message);
                return await ShowPlan.PageAsync(found, new AskPlan.Form(), errors, db, ct);
            }
            catch (Exception exception) when (tries < MostTries && SqlText.IsTransient(exception))
            {
                // Nothing was written: somebody else's transaction was in the way.
            }
        }
    }
}
