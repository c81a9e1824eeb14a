using JobDating.Scheduling.MissingResults;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>An employer's interviews that have begun: those whose result is still missing, those for which nobody answered in time, and those it has noted.</summary>
public static class ReadResults
{
    private const string Columns = """
        SELECT i.id, c.last_name, c.first_name, t.number AS table_number, i.starts_at, i.status, i.result, i.second_interview_on, s.name AS site_name, s.date AS site_date, e.time_zone
        FROM interview_table t
        JOIN interview i ON i.table_id = t.id
        JOIN candidate c ON c.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        WHERE t.siret = @Siret AND c.erased_at IS NULL AND (i.starts_at <= @Now OR i.status <> 'booked')
        """;

    private const string MissingSql = $"""
        {Columns} AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL)) AND s.date >= @Since
        ORDER BY i.starts_at, t.number
        LIMIT @Take
        """;

    private const string UnansweredSql = $"""
        {Columns} AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL)) AND s.date < @Until
        ORDER BY i.starts_at DESC, t.number
        LIMIT @Take
        """;

    private const string NotedSql = $"""
        {Columns} AND (i.status = 'no_show' OR (i.status = 'held' AND i.result IS NOT NULL))
        ORDER BY i.starts_at DESC, t.number
        LIMIT @Take
        """;

    private const string CountSql = """
        SELECT s.date AS site_date, e.time_zone, COUNT(*) AS missing
        FROM interview_table t
        JOIN interview i ON i.table_id = t.id
        JOIN candidate c ON c.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        WHERE t.siret = @Siret AND c.erased_at IS NULL AND (i.starts_at <= @Now OR i.status <> 'booked') AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL))
        GROUP BY s.id, s.date, e.time_zone
        """;

    private sealed record AtSite
    {
        public LocalDate SiteDate { get; init; }
        public string TimeZone { get; init; } = "";
        public int Missing { get; init; }
    }

    public sealed record Row
    {
        public Guid Id { get; init; }
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";
        public int TableNumber { get; init; }
        public Instant StartsAt { get; init; }
        public string Status { get; init; } = "";
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
        public string SiteName { get; init; } = "";
        public LocalDate SiteDate { get; init; }
        public string TimeZone { get; init; } = "";

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

        /// <summary>Nobody is asked for it any more: what nobody said is "no answer".</summary>
        public bool IsClosed(Instant now) => now >= ResultsCalendar.AnswerBy(SiteDate, Zone);

        /// <summary>'conclusive', 'not_conclusive', 'undecided' or 'no_show'; null: not yet noted.</summary>
        public string? Outcome => Status == "no_show" ? "no_show" : Result;
    }

    /// <summary>Those that can still be asked for, the oldest first: they have waited longest.</summary>
    internal static async Task<IReadOnlyList<Row>> MissingAsync(SchedulingDatabase db, string siret, Instant now, int take, CancellationToken ct) =>
        [.. (await db.QueryAsync<Row>(MissingSql, new { Siret = siret, Now = now, Take = take, Since = Oldest(now) }, ct)).Where(row => !row.IsClosed(now))];

    /// <summary>Those whom nobody said anything of in time, the latest first.</summary>
    internal static async Task<IReadOnlyList<Row>> UnansweredAsync(SchedulingDatabase db, string siret, Instant now, int take, CancellationToken ct) =>
        [.. (await db.QueryAsync<Row>(UnansweredSql, new { Siret = siret, Now = now, Take = take, Until = Oldest(now).PlusDays(3) }, ct)).Where(row => row.IsClosed(now))];

    /// <summary>The day before which no site can still be asked anywhere on earth.</summary>
    private static LocalDate Oldest(Instant now) => now.InUtc().Date.PlusDays(-ResultsCalendar.DaysOpen - 1);

    /// <summary>The latest first.</summary>
    internal static Task<IReadOnlyList<Row>> NotedAsync(SchedulingDatabase db, string siret, Instant now, int take, CancellationToken ct) =>
        db.QueryAsync<Row>(NotedSql, new { Siret = siret, Now = now, Take = take }, ct);

    /// <summary>Those that can still be asked for.</summary>
    internal static async Task<int> CountMissingAsync(SchedulingDatabase db, string siret, Instant now, CancellationToken ct) =>
        (await db.QueryAsync<AtSite>(CountSql, new { Siret = siret, Now = now }, ct)).Where(site => now < ResultsCalendar.AnswerBy(site.SiteDate, DateTimeZoneProviders.Tzdb[site.TimeZone])).Sum(site => site.Missing);
}
