using JobDating.Platform.SignIn;
using JobDating.Registration.Imports;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Editions;

/// <summary><c>GET /</c>: the editions, the newest code first, each with its sites at a glance, and the imports that are running.</summary>
public static class ShowEditions
{
    private const int Most = 20;

    /// <summary>Registered, received and present as DOMAIN.md counts them.</summary>
    private const string EditionsSql = """
        SELECT e.id, e.code, e.name,
          (SELECT COUNT(*) FROM site s WHERE s.edition_id = e.id) AS sites,
          (SELECT MIN(s.date) FROM site s WHERE s.edition_id = e.id) AS first_date,
          (SELECT MAX(s.date) FROM site s WHERE s.edition_id = e.id) AS last_date,
          (SELECT COUNT(DISTINCT r.candidate_id) FROM registration r WHERE r.edition_id = e.id AND r.cancelled_at IS NULL) AS registered,
          (SELECT COUNT(DISTINCT r.candidate_id) FROM registration r WHERE r.edition_id = e.id AND r.received_at IS NOT NULL) AS received,
          (SELECT COUNT(DISTINCT a.siret) FROM attendance a WHERE a.edition_id = e.id AND a.status = 'present') AS present
        FROM edition e
        WHERE @Before = '' OR e.code < @Before
        ORDER BY e.code DESC
        LIMIT @Take
        """;

    /// <summary>The first sites of each edition: a glance, not a list.</summary>
    private const string SitesSql = """
        SELECT s.edition_id, s.name, s.date,
          (SELECT COUNT(*) FROM registration r WHERE r.edition_id = s.edition_id AND r.site_id = s.id AND r.cancelled_at IS NULL) AS registered,
          (SELECT COUNT(*) FROM registration r WHERE r.edition_id = s.edition_id AND r.site_id = s.id AND r.received_at IS NOT NULL) AS received
        FROM (
          SELECT id, edition_id, code, name, date, ROW_NUMBER() OVER (PARTITION BY edition_id ORDER BY date, code) AS place
          FROM site
          WHERE edition_id IN @Ids) s
        WHERE s.place <= @Glance
        ORDER BY s.date, s.code
        """;

    public const int Glance = 12;

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public int Sites { get; init; }
        public LocalDate? FirstDate { get; init; }
        public LocalDate? LastDate { get; init; }
        public int Registered { get; init; }
        public int Received { get; init; }
        public int Present { get; init; }
    }

    public sealed record Site
    {
        public Guid EditionId { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
        public int Registered { get; init; }
        public int Received { get; init; }
    }

    /// <param name="before">Editions whose code comes after this one's in the list: the next page.</param>
    public static async Task<RazorComponentResult> RunAsync(string? before, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var editions = await db.QueryAsync<Edition>(EditionsSql, new { Before = before ?? "", Take = Most + 1 }, ct);
        var shown = editions.Take(Most).ToList();
        var sites = await db.QueryAsync<Site>(SitesSql, new { Ids = shown.Select(edition => edition.Id), Glance }, ct);
        return new RazorComponentResult<ShowEditionsPage>(new
        {
            Editions = shown,
            Sites = sites.ToLookup(site => site.EditionId),
            Running = await ReadImport.RunningAsync(db, ct),
            MayCreate = Caller.Of(http) is var caller && caller.May(May.Coordinate) && caller.CoordinatedSites is null,
            Next = editions.Count > Most ? shown[^1].Code : null,
        });
    }
}
