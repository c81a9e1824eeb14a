using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.Planning;

/// <summary><c>POST …/plan</c>: asks for a plan from the present state, the first or another; <c>POST …/plan/stop</c>: it ends with the best it has.</summary>
public static class AskPlan
{
    public const int UsualSeconds = 10;

    /// <summary>From a published plan on, and people wait for it.</summary>
    public const int AgainSeconds = 2;
    public const int MostSeconds = 600;
    public const int UsualKeepMinutes = 30;
    private const int MostKeepMinutes = 24 * 60;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Seconds { get; init; }
        public string? KeepMinutes { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, HttpContext http, SchedulingDatabase db, PlanWorker worker, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var seconds = typed.Number("seconds", form.Seconds, 1, MostSeconds);
        var keepMinutes = typed.Number("keepMinutes", form.KeepMinutes, 0, MostKeepMinutes);
        if (found.Status == "cancelled")
            errors.Conflict("", PlanTexts.Words["Site.Cancelled"]);
        if (errors.Any)
            return await ShowPlan.PageAsync(found, form, errors, db, ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await PlanRecord.AskAsync(tx, Typed.Id(form.Id), found, seconds ?? UsualSeconds, keepMinutes ?? UsualKeepMinutes, ct);
            await tx.CommitAsync(ct);
        }
        worker.Wake();
        return SeeOther.To($"{found.Path}/plan");
    }

    public sealed record StopForm
    {
        public string? Id { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> StopAsync(string code, string site, [FromForm] StopForm form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var (found, plan) = await FindAsync(code, site, form.Id, http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await PlanRecord.StopAsync(tx, plan.Id, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{found.Path}/plan");
    }

    /// <summary>A plan of this site, by the id that a form brings.</summary>
    /// <exception cref="Rejected">404</exception>
    internal static async Task<(CoordinatedSite.Site Site, PlanRecord Plan)> FindAsync(string code, string site, string? id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        return await PlanRecord.FindAsync(db, Typed.Id(id), ct) is { } plan && plan.SiteId == found.Id
            ? (found, plan)
            : throw new Rejected(StatusCodes.Status404NotFound, PlanTexts.Words["Plan.Unknown"]);
    }
}
