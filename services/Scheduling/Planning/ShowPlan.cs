using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.Planning;

/// <summary><c>GET /scheduling/editions/{code}/sites/{site}/plan</c>: the site's plan: asked for, being made, to be compared and published, or published.</summary>
public static class ShowPlan
{
    private const string WhySql = """
        SELECT why, COUNT(*) AS wishes
        FROM site_plan_unmet
        WHERE plan_id = @Id
        GROUP BY why
        """;

    /// <summary>Whoever has more interviews by the plan than now gains.</summary>
    private const string BalanceSql = """
        SELECT COUNT(CASE WHEN b.balance > 0 THEN 1 END) AS gain, COUNT(CASE WHEN b.balance < 0 THEN 1 END) AS lose
        FROM (
          SELECT candidate_id, SUM(CASE act WHEN 'added' THEN 1 WHEN 'dropped' THEN -1 ELSE 0 END) AS balance
          FROM site_plan_interview
          WHERE plan_id = @Id
          GROUP BY candidate_id
        ) b
        """;

    public sealed record Reason
    {
        public string Why { get; init; } = "";
        public int Wishes { get; init; }
    }

    /// <summary>Candidates with more, and with fewer interviews than now.</summary>
    public sealed record Balance
    {
        public int Gain { get; init; }
        public int Lose { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await PageAsync(await CoordinatedSite.FindForHallAsync(http, code, site, db, ct), new AskPlan.Form(), new FormErrors(), db, ct);

    internal static async Task<RazorComponentResult> PageAsync(CoordinatedSite.Site site, AskPlan.Form form, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        var plan = await PlanRecord.LatestAsync(db, site.Id, ct);
        var made = plan is { Status: "draft" or "published" } ? plan : null;
        return errors.Page<ShowPlanPage>(new
        {
            Site = site,
            Plan = plan,
            IsToday = site.IsToday(db.Now),
            MayAct = plan is not null && AskPlan.MayAct(site, plan, db.Now),
            Form = form,
            Errors = errors,
            Reasons = made is null ? [] : (IReadOnlyList<Reason>)[.. (await db.QueryAsync<Reason>(WhySql, new { made.Id }, ct)).OrderByDescending(reason => reason.Wishes)],
            Balance = made is null ? null : await db.QueryFirstOrDefaultAsync<Balance>(BalanceSql, new { made.Id }, ct),
        });
    }
}
