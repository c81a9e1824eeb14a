using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>
/// <c>POST …/plan</c>: asks for a plan from the present state, the first or another, or on the day of the rest only; <c>POST …/plan/stop</c>: it ends with the best it has.
/// </summary>
public static class AskPlan
{
    public const int UsualSeconds = 10;

    /// <summary>From a published plan on, and people wait for it.</summary>
    public const int AgainSeconds = 2;
    public const int MostSeconds = 600;
    public const int UsualKeepMinutes = 30;
    private const int MostKeepMinutes = 24 * 60;

    /// <summary>Whoever is given an interview on the day needs so long to hear of it and come.</summary>
    private const int LeastRestMinutes = 10;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Seconds { get; init; }
        public string? KeepMinutes { get; init; }

        /// <summary>Ticked: of the rest of the day, whose minutes and seconds need no choice. The hall's always is.</summary>
        public string? Rest { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, HttpContext http, SchedulingDatabase db, PlanWorker worker, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var isRest = !found.MayCoordinate || Typed.Checked(form.Rest);
        var seconds = isRest ? AgainSeconds : typed.Number("seconds", form.Seconds, 1, MostSeconds);
        var keepMinutes = isRest ? await RestMinutesAsync(db, found.Id, ct) : typed.Number("keepMinutes", form.KeepMinutes, 0, MostKeepMinutes);
        if (isRest && !found.IsToday(db.Now))
            errors.Conflict("", PlanTexts.Words["Rest.OtherDay", PlanReading.Long(found.Date)]);
        if (found.Status == "cancelled")
            errors.Conflict("", PlanTexts.Words["Site.Cancelled"]);
        if (errors.Any)
            return await ShowPlan.PageAsync(found, form, errors, db, ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await PlanRecord.AskAsync(tx, Typed.Id(form.Id), found, seconds ?? UsualSeconds, keepMinutes ?? UsualKeepMinutes, ct, isRest);
            await tx.CommitAsync(ct);
        }
        worker.Wake();
        return SeeOther.To($"{found.Path}/plan");
    }

    public sealed record StopForm
    {
        public string? Id { get; init; }
    }

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> StopAsync(string code, string site, [FromForm] StopForm form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var (found, plan) = await FindAsync(code, site, form.Id, http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await PlanRecord.StopAsync(tx, plan.Id, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{found.Path}/plan");
    }

    /// <summary>A plan of this site, by the id that a form brings.</summary>
    /// <exception cref="Rejected">404; 409: it is the coordinators', or it is not the day.</exception>
    internal static async Task<(CoordinatedSite.Site Site, PlanRecord Plan)> FindAsync(string code, string site, string? id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        return await PlanRecord.FindAsync(db, Typed.Id(id), ct) is not { } plan || plan.SiteId != found.Id ? throw new Rejected(StatusCodes.Status404NotFound, PlanTexts.Words["Plan.Unknown"])
            : MayAct(found, plan, db.Now) ? (found, plan)
            : throw new Rejected(StatusCodes.Status409Conflict, plan.IsRest ? PlanTexts.Words["Rest.OtherDay", PlanReading.Long(found.Date)] : PlanTexts.Words["Rest.Coordinators"]);
    }

    /// <summary>A coordinator may stop and publish any plan; whoever runs the hall, on the day, one of the rest.</summary>
    internal static bool MayAct(CoordinatedSite.Site site, PlanRecord plan, Instant now) => site.MayCoordinate || (plan.IsRest && site.IsToday(now));

    /// <summary>The site's own notice; one of hours or days is for booking from afar, and would leave nothing of a day to re-plan.</summary>
    private static async Task<int> RestMinutesAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct) =>
        Math.Clamp((await db.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { SiteId = siteId }, ct))?.NoticeMinutes ?? 0, LeastRestMinutes, UsualKeepMinutes);
}
