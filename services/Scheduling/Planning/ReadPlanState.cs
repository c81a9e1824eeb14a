using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>Reads a site as it stands, in a handful of queries whatever its size.</summary>
internal static class ReadPlanState
{
    private const string TablesSql = $"""
        {Place.AllSql}
        WHERE t.site_id = @SiteId
        ORDER BY t.siret, t.number
        """;

    private const string RegisteredSql = """
        SELECT c.id
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        ORDER BY c.code
        """;

    private const string PresenceSql = """
        SELECT candidate_id, present_from, present_until
        FROM registration
        WHERE site_id = @SiteId AND cancelled_at IS NULL AND (present_from IS NOT NULL OR present_until IS NOT NULL)
        """;

    /// <summary>An offer that is not heard of yet counts; one that was withdrawn does not.</summary>
    private const string WishesSql = """
        SELECT w.candidate_id, w.siret, MIN(w.rank) AS rank, MIN(m.opinion) AS opinion
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN wish w ON w.candidate_id = r.candidate_id AND w.edition_id = r.edition_id
        JOIN attendance a ON a.site_id = r.site_id AND a.siret = w.siret
        LEFT JOIN offer o ON o.id = w.offer_id
        LEFT JOIN mark m ON m.siret = w.siret AND m.candidate_id = w.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL AND o.withdrawn_at IS NULL
        GROUP BY w.candidate_id, w.siret, c.code
        ORDER BY c.code, MIN(w.rank), w.siret
        """;

    private const string InterviewsSql = """
        SELECT id, version, code, table_id, candidate_id, starts_at, ends_at, minutes, status, booked_by, CASE WHEN is_pinned = 1 OR called_at IS NOT NULL OR started_at IS NOT NULL THEN 1 ELSE 0 END AS is_pinned
        FROM interview
        WHERE site_id = @SiteId AND status IN ('booked', 'held')
        ORDER BY starts_at, code
        """;

    private const string ElsewhereSql = """
        SELECT i.candidate_id, i.starts_at, i.ends_at
        FROM registration r
        JOIN interview i ON i.candidate_id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND i.site_id <> @SiteId AND i.status IN ('booked', 'held') AND i.starts_at < @DayEnds AND i.ends_at > @DayBegins
        ORDER BY i.starts_at, i.id
        """;

    /// <summary>
    /// On the day, once the site is open: who was not received and did not come to an interview, or has none to come to. Who sat at a table is there, received or not.
    /// </summary>
    private const string AwaySql = """
        SELECT r.candidate_id
        FROM registration r
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND r.received_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM interview i WHERE i.candidate_id = r.candidate_id AND i.site_id = @SiteId AND (i.status = 'held' OR (i.status = 'booked' AND i.started_at IS NOT NULL)))
          AND (EXISTS (SELECT 1 FROM interview i WHERE i.candidate_id = r.candidate_id AND i.site_id = @SiteId AND (i.status = 'no_show' OR (i.status = 'booked' AND i.starts_at < @Now)))
            OR NOT EXISTS (SELECT 1 FROM interview i WHERE i.candidate_id = r.candidate_id AND i.site_id = @SiteId AND i.status = 'booked'))
        """;

    /// <param name="promised">What begins within so long stays, and nothing new is put there.</param>
    public static async Task<PlanState> RunAsync(Transaction tx, PlanRecord plan, Duration promised, CancellationToken ct)
    {
        var siteId = plan.SiteId;
        var rules = await tx.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { SiteId = siteId }, ct) ?? SiteRules.Unset(siteId);
        var tables = (await tx.QueryAsync<Place>(TablesSql, new { SiteId = siteId }, ct)).Select(table => table with { Rules = rules }).ToList();
        var day = tables.Count == 0 ? default : tables[0].Date.AtStartOfDayInZone(tables[0].Zone).ToInstant();
        var opens = tables.Where(table => table.OpensAt is not null).Select(table => table.At(table.OpensAt!.Value)).DefaultIfEmpty(Instant.MaxValue).Min();
        var away = opens <= tx.Now ? await tx.QueryAsync<Guid>(AwaySql, new { SiteId = siteId, tx.Now }, ct) : [];
        return new PlanState
        {
            IsRest = plan.IsRest,
            Away = away.ToHashSet(),
            Rules = rules,
            Tables = tables,
            Registered = await tx.QueryAsync<Guid>(RegisteredSql, new { SiteId = siteId }, ct),
            Presences = await tx.QueryAsync<PlanState.Present>(PresenceSql, new { SiteId = siteId }, ct),
            Wishes = await tx.QueryAsync<PlanState.Wish>(WishesSql, new { SiteId = siteId }, ct),
            Interviews = await tx.QueryAsync<PlanState.Interview>(InterviewsSql, new { SiteId = siteId }, ct),
            // A site may be open past midnight.
            Elsewhere = await tx.QueryAsync<PlanState.Busy>(ElsewhereSql, new { SiteId = siteId, DayBegins = day - Duration.FromDays(1), DayEnds = day + Duration.FromDays(3) }, ct),
            Until = tx.Now + promised,
        }.WithoutAway();
    }
}
