using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.MyPages;

/// <summary><c>/scheduling/my</c>: a candidate's interviews to come, what they wait for and are offered, and where they may choose more by themselves.</summary>
public static class ShowMyInterviews
{
    private const string SitesSql = """
        SELECT s.id, s.name, s.commune, s.date, s.status, e.time_zone, COALESCE(u.candidates_book, 0) AS candidates_book
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN site s ON s.id = r.site_id
        JOIN edition e ON e.id = r.edition_id
        LEFT JOIN site_rules u ON u.site_id = r.site_id
        WHERE r.candidate_id = @CandidateId AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        ORDER BY s.date, s.name
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string? Commune { get; init; }
        public LocalDate Date { get; init; }

        /// <summary>'postponed', 'cancelled', or null: as planned.</summary>
        public string? Status { get; init; }
        public string TimeZone { get; init; } = "";

        /// <summary>The site lets candidates book by themselves.</summary>
        public bool CandidatesBook { get; init; }
    }

    public static async Task<RazorComponentResult<MyInterviewsPage>> RunAsync(HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var id = MySite.CandidateOf(http);
        return new RazorComponentResult<MyInterviewsPage>(new
        {
            Sites = (IReadOnlyList<Site>)[.. (await db.QueryAsync<Site>(SitesSql, new { CandidateId = id }, ct)).Where(site => site.Date >= db.Now.InZone(DateTimeZoneProviders.Tzdb[site.TimeZone]).Date)],
            Interviews = await MyInterview.ToComeAsync(db, id, ct),
            Waiting = await ReadWaiting.OfCandidateAsync(db, id, ct),
            db.Now,
            Done = MyTexts.Done(http),
        });
    }
}
