using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Registering;

/// <summary>The sites of an edition that one can still register for, in the order of their date, and whether they have a place.</summary>
public static class SitesToCome
{
    private const string EditionSql = """
        SELECT e.id, e.name, e.time_zone
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id = @SiteId
        """;

    private const string EditionByIdSql = "SELECT id, name, time_zone FROM edition WHERE id = @Id";

    private const string NameSql = "SELECT name FROM site WHERE id = @Id";

    /// <summary>A place that an erased person held is free again.</summary>
    private const string SitesSql = """
        SELECT s.id, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.capacity,
          CASE WHEN s.capacity IS NULL THEN 0 ELSE (
            SELECT COUNT(*)
            FROM registration r
            JOIN candidate c ON c.id = r.candidate_id
            WHERE r.edition_id = s.edition_id AND r.site_id = s.id AND r.cancelled_at IS NULL AND c.erased_at IS NULL) END AS taken
        FROM site s
        WHERE s.edition_id = @EditionId AND s.date >= @Today AND COALESCE(s.status, '') <> 'cancelled'
        ORDER BY s.date, s.code
        """;

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? Capacity { get; init; }
        public int Taken { get; init; }

        public bool IsFull => Taken >= Capacity;
    }

    /// <summary>The edition that the site is of; null: there is no such site.</summary>
    public static Task<Edition?> EditionOfAsync(Database db, Guid siteId, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { SiteId = siteId }, ct);

    public static Task<Edition?> EditionAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Edition>(EditionByIdSql, new { Id = id }, ct);

    public static Task<string?> NameAsync(Database db, Guid siteId, CancellationToken ct) => db.QueryFirstOrDefaultAsync<string>(NameSql, new { Id = siteId }, ct);

    public static Task<IReadOnlyList<Site>> ReadAsync(Database db, Edition edition, CancellationToken ct) =>
        db.QueryAsync<Site>(SitesSql, new { EditionId = edition.Id, Today = db.Now.InZone(edition.Zone).Date }, ct);
}
