using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.MissingResults;

/// <summary>
/// The sweep that has employers asked, after a site's day, whose interviews nobody noted or whose result is missing. Who reads the mail is Registration's to know; it is told in the
/// transaction that notes the ask, so a sweep may be lost, late or doubled.
/// </summary>
internal static class AskResults
{
    private const int MostSites = 1000;
    private const int InOneMessage = 500;

    /// <summary>Anywhere on earth a day is the last of these: a site just over, or one that can still be asked.</summary>
    private const string SitesSql = """
        SELECT s.id, s.edition_id, s.date, s.opens_at, s.closes_at, e.time_zone, COALESCE(a.step, 0) AS step
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        LEFT JOIN results_asked a ON a.site_id = s.id AND a.date = s.date
        WHERE s.date >= @From AND s.date <= @Until AND (s.status IS NULL OR s.status <> 'cancelled') AND (a.step IS NULL OR a.step < @Steps)
        ORDER BY s.date, s.id
        LIMIT @Take
        """;

    private const string AgainSql = """
        UPDATE results_asked
        SET step = @Step, asked_at = @Now
        WHERE site_id = @SiteId AND date = @Date AND step < @Step
        """;

    private const string FirstSql = """
        INSERT INTO results_asked (site_id, date, step, asked_at)
        SELECT @SiteId, @Date, @Step, @Now
        WHERE NOT EXISTS (SELECT 1 FROM results_asked WHERE site_id = @SiteId AND date = @Date)
        """;

    private const string EmployersSql = """
        SELECT DISTINCT t.siret
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.site_id = @SiteId AND i.ends_at <= @Now AND c.erased_at IS NULL AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL))
        ORDER BY t.siret
        """;

    private static readonly Actor Sweep = Actor.Job("ask for results");

    private sealed record Site
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public string TimeZone { get; init; } = "";

        /// <summary>The last that was asked; 0: none.</summary>
        public int Step { get; init; }
    }

    public static async Task RunAsync(SchedulingDatabase db, CancellationToken ct)
    {
        var now = db.Now;
        var today = now.InUtc().Date;
        var days = new { From = today.PlusDays(-ResultsCalendar.DaysOpen - 1), Until = today.PlusDays(1), ResultsCalendar.Steps, Take = MostSites };
        foreach (var site in await db.QueryAsync<Site>(SitesSql, days, ct))
        {
            var zone = DateTimeZoneProviders.Tzdb[site.TimeZone];
            if (ResultsCalendar.StepDue(site.Date, site.OpensAt, site.ClosesAt, zone, now) is var step && step > site.Step)
                await AskAsync(db, site, zone, step, ct);
        }
    }

    private static async Task AskAsync(SchedulingDatabase db, Site site, DateTimeZone zone, int step, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var ask = new { SiteId = site.Id, site.Date, Step = step, tx.Now };
        try
        {
            if (await tx.ExecuteAsync(AgainSql, ask, ct) == 0 && await tx.ExecuteAsync(FirstSql, ask, ct) == 0)
                return;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // Another sweep asks this very moment.
            return;
        }
        foreach (var some in (await tx.QueryAsync<string>(EmployersSql, new { SiteId = site.Id, tx.Now }, ct)).Chunk(InOneMessage))
            await tx.PublishAsync(new ResultsMissing { EditionId = site.EditionId, SiteId = site.Id, AskedOn = tx.Now.InZone(zone).Date, AnswerBy = ResultsCalendar.AnswerBy(site.Date, zone), Sirets = some }, ct);
        await tx.AuditAsync("site", site.Id, "results asked for", null, ct);
        await tx.CommitAsync(ct);
    }
}
