using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Prints;

/// <summary><c>GET /registration/editions/{code}/prints</c>: all that an edition prints, for each of its sites and for its next workshops.</summary>
public static class ShowPrints
{
    private const int MostWorkshops = 20;

    private const string SitesSql = """
        SELECT s.id, s.name, s.date, COALESCE(r.people, 0) AS people
        FROM site s
        LEFT JOIN (
          SELECT site_id, COUNT(*) AS people
          FROM registration
          WHERE edition_id = @Id AND cancelled_at IS NULL
          GROUP BY site_id) r ON r.site_id = s.id
        WHERE s.edition_id = @Id
        ORDER BY s.date, s.code
        """;

    /// <summary>From today's on; the others are one search away.</summary>
    private const string WorkshopsSql = """
        SELECT w.id, w.name, w.starts_at, (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.withdrawn_at IS NULL) AS people
        FROM workshop w
        WHERE w.edition_id = @Id AND w.starts_at >= @From AND w.cancelled_at IS NULL
        ORDER BY w.starts_at, w.code
        LIMIT @Take
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
        public int People { get; init; }
    }

    public sealed record Workshop
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public Instant StartsAt { get; init; }
        public int People { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);
        var caller = Caller.Of(http);
        var today = edition.Zone.AtStartOfDay(db.Now.InZone(edition.Zone).Date).ToInstant();
        return new RazorComponentResult<ShowPrintsPage>(new
        {
            Edition = edition,
            Sites = (IReadOnlyList<Site>)[.. (await db.QueryAsync<Site>(SitesSql, new { edition.Id }, ct)).Where(site => caller.MaySite(site.Id))],
            Workshops = await db.QueryAsync<Workshop>(WorkshopsSql, new { edition.Id, From = today, Take = MostWorkshops }, ct),
        });
    }
}
