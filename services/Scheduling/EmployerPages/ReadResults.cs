using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>An employer's interviews that have begun: those whose result is still missing, and those it has noted.</summary>
public static class ReadResults
{
    private const string Columns = """
        SELECT i.id, c.last_name, c.first_name, t.number AS table_number, i.starts_at, i.status, i.result, i.second_interview_on, s.name AS site_name, s.date AS site_date, e.time_zone
        FROM interview_table t
        JOIN interview i ON i.table_id = t.id
        JOIN candidate c ON c.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        WHERE t.siret = @Siret AND c.erased_at IS NULL AND i.starts_at <= @Now
        """;

    private const string MissingSql = $"""
        {Columns} AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL))
        ORDER BY i.starts_at, t.number
        LIMIT @Take
        """;

    private const string NotedSql = $"""
        {Columns} AND (i.status = 'no_show' OR (i.status = 'held' AND i.result IS NOT NULL))
        ORDER BY i.starts_at DESC, t.number
        LIMIT @Take
        """;

    private const string CountSql = """
        SELECT COUNT(*)
        FROM interview_table t
        JOIN interview i ON i.table_id = t.id
        JOIN candidate c ON c.id = i.candidate_id
        WHERE t.siret = @Siret AND c.erased_at IS NULL AND i.starts_at <= @Now AND (i.status = 'booked' OR (i.status = 'held' AND i.result IS NULL))
        """;

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

        /// <summary>'conclusive', 'not_conclusive', 'undecided' or 'no_show'; null: not yet noted.</summary>
        public string? Outcome => Status == "no_show" ? "no_show" : Result;
    }

    /// <summary>The oldest first: they have waited longest.</summary>
    internal static Task<IReadOnlyList<Row>> MissingAsync(SchedulingDatabase db, string siret, Instant now, int take, CancellationToken ct) =>
        db.QueryAsync<Row>(MissingSql, new { Siret = siret, Now = now, Take = take }, ct);

    /// <summary>The latest first.</summary>
    internal static Task<IReadOnlyList<Row>> NotedAsync(SchedulingDatabase db, string siret, Instant now, int take, CancellationToken ct) =>
        db.QueryAsync<Row>(NotedSql, new { Siret = siret, Now = now, Take = take }, ct);

    internal static Task<int> CountMissingAsync(SchedulingDatabase db, string siret, Instant now, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<int>(CountSql, new { Siret = siret, Now = now }, ct);
}
