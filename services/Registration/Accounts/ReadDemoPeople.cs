using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>Who of the demonstration has something to do: people of the next site that takes place and for which somebody has wishes.</summary>
public static class ReadDemoPeople
{
    private const string SiteSql = """
        SELECT s.id, s.edition_id, s.name, s.date, e.name AS edition_name
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.date >= @Today AND COALESCE(s.status, '') <> 'cancelled'
          AND EXISTS (
            SELECT 1 FROM registration r
            JOIN wish_list w ON w.candidate_id = r.candidate_id
            WHERE r.edition_id = s.edition_id AND r.site_id = s.id AND r.cancelled_at IS NULL)
        ORDER BY s.date, s.code
        LIMIT @Take
        """;

    /// <summary>With three wishes at least.</summary>
    private const string CandidatesSql = """
        SELECT c.id AS holder, c.first_name, c.last_name
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN wish w ON w.candidate_id = r.candidate_id AND w.rank = 3
        WHERE r.edition_id = @EditionId AND r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        ORDER BY c.code
        LIMIT @Take
        """;

    private const string StructuresSql = """
        SELECT s.id AS holder, s.name AS last_name
        FROM structure s
        JOIN candidate c ON c.structure_id = s.id
        JOIN registration r ON r.candidate_id = c.id AND r.site_id = @SiteId AND r.cancelled_at IS NULL
        WHERE s.edition_id = @EditionId
        GROUP BY s.id, s.name, s.code
        ORDER BY COUNT(*) DESC, s.code
        LIMIT @Take
        """;

    /// <summary>Those whom most have chosen.</summary>
    private const string EstablishmentsSql = """
        SELECT o.siret, e.company_name AS last_name
        FROM registration r
        JOIN wish w ON w.candidate_id = r.candidate_id
        JOIN offer o ON o.id = w.offer_id
        JOIN attendance a ON a.site_id = r.site_id AND a.siret = o.siret AND a.status <> 'absent'
        JOIN establishment e ON e.siret = o.siret
        WHERE r.edition_id = @EditionId AND r.site_id = @SiteId AND r.cancelled_at IS NULL
        GROUP BY o.siret, e.company_name
        ORDER BY COUNT(DISTINCT r.candidate_id) DESC, o.siret
        LIMIT @Take
        """;

    private const string FullSql = """
        SELECT c.id AS holder, c.first_name, c.last_name
        FROM interview i
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.site_id = @SiteId AND i.status = 'booked' AND c.erased_at IS NULL
          AND EXISTS (SELECT 1 FROM interview o WHERE o.candidate_id = c.id AND o.site_id = i.site_id AND o.siret = @With AND o.status = 'booked')
          AND EXISTS (SELECT 1 FROM wish w JOIN offer o ON o.id = w.offer_id WHERE w.candidate_id = c.id AND o.siret = @Siret)
          AND NOT EXISTS (SELECT 1 FROM interview m WHERE m.candidate_id = c.id AND m.siret = @Siret AND m.status = 'booked')
        GROUP BY c.id, c.first_name, c.last_name, c.code
        HAVING COUNT(*) >= @Interviews
        ORDER BY c.code
        LIMIT @Take
        """;

    /// <summary>So many interviews that the site's rules allow no more.</summary>
    private const int Full = 3;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public string Name { get; init; } = "";
        public LocalDate Date { get; init; }
        public string EditionName { get; init; } = "";
    }

    public sealed record Person
    {
        public Guid Holder { get; init; }
        public string? Siret { get; init; }
        public string? FirstName { get; init; }
        public string LastName { get; init; } = "";

        public string Name => $"{FirstName} {LastName}".Trim();
    }

    internal static Task<Site?> NextSiteAsync(Database db, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Site>(SiteSql, new { Today = db.Now.InZone(DemoClock.Zone).Date, Take = 1 }, ct);

    internal static Task<IReadOnlyList<Person>> OfAsync(Database db, string role, Site site, int take, CancellationToken ct) =>
        db.QueryAsync<Person>(role switch { Role.Candidate => CandidatesSql, Role.Prescriber => StructuresSql, _ => EstablishmentsSql }, new { site.EditionId, SiteId = site.Id, Take = take }, ct);

    /// <summary>A candidate who would like to meet that employer and has no interview left, one of them with the other: the employer can wait for it to be freed. Null: there is nobody such.</summary>
    internal static Task<Person?> FullAsync(Database db, Site site, string siret, string with, CancellationToken ct) =>
        db.QueryFirstOrDefaultAsync<Person>(FullSql, new { SiteId = site.Id, Siret = siret, With = with, Interviews = Full, Take = 1 }, ct);
}
