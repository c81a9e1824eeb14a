using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Editions;

/// <summary>
/// The sites of one edition with what each drew: one query a block, put together here. An edition's sites are few (six in 2023) and are
/// read as one list; the page shows part of it.
/// </summary>
public static class EditionSites
{
    /// <summary>Numbers begin with the largest.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["date", "name", "-registered", "-received", "-prepared", "-present", "-offers"];

    private const string SitesSql = """
        SELECT s.id, s.code, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.interview_minutes, s.capacity, s.status,
          COALESCE(r.registered, 0) AS registered, COALESCE(r.received, 0) AS received,
          COALESCE(a.expected, 0) AS expected, COALESCE(a.present, 0) AS present, COALESCE(a.absent, 0) AS absent, COALESCE(a.tables, 0) AS tables,
          COALESCE(o.offers, 0) AS offers, COALESCE(o.positions, 0) AS positions
        FROM site s
        LEFT JOIN (
          SELECT site_id, SUM(CASE WHEN cancelled_at IS NULL THEN 1 ELSE 0 END) AS registered, COUNT(received_at) AS received
          FROM registration
          WHERE edition_id = @Id
          GROUP BY site_id) r ON r.site_id = s.id
        LEFT JOIN (
          SELECT site_id,
            SUM(CASE WHEN status = 'expected' THEN 1 ELSE 0 END) AS expected,
            SUM(CASE WHEN status = 'present' THEN 1 ELSE 0 END) AS present,
            SUM(CASE WHEN status = 'absent' THEN 1 ELSE 0 END) AS absent,
            SUM(CASE WHEN status = 'absent' THEN 0 ELSE tables END) AS tables
          FROM attendance
          WHERE edition_id = @Id
          GROUP BY site_id) a ON a.site_id = s.id
        LEFT JOIN (
          SELECT t.site_id, COUNT(*) AS offers, SUM(f.positions) AS positions
          FROM attendance t
          JOIN offer f ON f.edition_id = t.edition_id AND f.siret = t.siret AND f.withdrawn_at IS NULL
          WHERE t.edition_id = @Id AND t.status <> 'absent'
          GROUP BY t.site_id) o ON o.site_id = s.id
        WHERE s.edition_id = @Id
        ORDER BY s.date, s.code
        """;

    /// <summary>
    /// Received people by site and by when their first preparation workshop began: at most sites × workshops rows. Which of them were
    /// prepared is a matter of each site's day, which only the edition's zone knows: see <see cref="IsPrepared"/>.
    /// </summary>
    private const string PreparedSql = """
        SELECT s.id AS site_id, s.date, f.first_at, COUNT(*) AS people
        FROM registration r
        JOIN site s ON s.id = r.site_id
        JOIN (
          SELECT a.candidate_id, MIN(w.starts_at) AS first_at
          FROM workshop_attendance a
          JOIN workshop w ON w.id = a.workshop_id
          WHERE a.edition_id = @Id AND a.attended = 1 AND w.audience = 'candidates'
          GROUP BY a.candidate_id) f ON f.candidate_id = r.candidate_id
        WHERE r.edition_id = @Id AND r.received_at IS NOT NULL
        GROUP BY s.id, s.date, f.first_at
        """;

    /// <summary>The same for the edition: each person once, at the last site that received them (prepared by then is prepared at one or more).</summary>
    private const string PreparedInEditionSql = """
        SELECT p.date, f.first_at, COUNT(*) AS people
        FROM (
          SELECT r.candidate_id, MAX(s.date) AS date
          FROM registration r
          JOIN site s ON s.id = r.site_id
          WHERE r.edition_id = @Id AND r.received_at IS NOT NULL
          GROUP BY r.candidate_id) p
        JOIN (
          SELECT a.candidate_id, MIN(w.starts_at) AS first_at
          FROM workshop_attendance a
          JOIN workshop w ON w.id = a.workshop_id
          WHERE a.edition_id = @Id AND a.attended = 1 AND w.audience = 'candidates'
          GROUP BY a.candidate_id) f ON f.candidate_id = p.candidate_id
        GROUP BY p.date, f.first_at
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public int? Capacity { get; init; }

        /// <summary>Null, <c>postponed</c> or <c>cancelled</c>.</summary>
        public string? Status { get; init; }

        public int Registered { get; init; }
        public int Received { get; init; }
        public int Prepared { get; init; }

        /// <summary>Establishments, by their attendance.</summary>
        public int Expected { get; init; }
        public int Present { get; init; }
        public int Absent { get; init; }

        /// <summary>Of the establishments that are not absent; likewise offers and positions.</summary>
        public int Tables { get; init; }
        public int Offers { get; init; }
        public int Positions { get; init; }
    }

    private sealed record Workshopped
    {
        public Guid SiteId { get; init; }
        public LocalDate Date { get; init; }
        public Instant FirstAt { get; init; }
        public int People { get; init; }
    }

    /// <summary>All sites, by date, then code.</summary>
    public static async Task<IReadOnlyList<Site>> ReadAsync(Database db, Guid editionId, DateTimeZone zone, CancellationToken ct)
    {
        var prepared = (await db.QueryAsync<Workshopped>(PreparedSql, new { Id = editionId }, ct))
            .Where(row => IsPrepared(row.FirstAt, row.Date, zone))
            .GroupBy(row => row.SiteId)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.People));
        return [.. (await db.QueryAsync<Site>(SitesSql, new { Id = editionId }, ct)).Select(site => site with { Prepared = prepared.GetValueOrDefault(site.Id) })];
    }

    /// <summary>How many distinct people were prepared at one site or more.</summary>
    public static async Task<int> PreparedAsync(Database db, Guid editionId, DateTimeZone zone, CancellationToken ct) =>
        (await db.QueryAsync<Workshopped>(PreparedInEditionSql, new { Id = editionId }, ct)).Where(row => IsPrepared(row.FirstAt, row.Date, zone)).Sum(row => row.People);

    /// <summary>The workshop began before 00:00 of the day after the site's date, in the edition's zone.</summary>
    internal static bool IsPrepared(Instant firstAt, LocalDate date, DateTimeZone zone) => firstAt < zone.AtStartOfDay(date.PlusDays(1)).ToInstant();

    /// <summary>Those that have every word sought in name, commune, address or code, in the order asked for; equal ones by code.</summary>
    public static IReadOnlyList<Site> Choose(IReadOnlyList<Site> sites, ListChoice choice)
    {
        var sought = FoldedWords.Of(choice.Search);
        var found = sites.Where(site => FoldedWords.Of(site.Name, site.Commune, site.Address, site.Code) is var words && sought.All(word => words.Any(has => has.StartsWith(word, StringComparison.Ordinal))));
        var sorted = choice.Sort switch
        {
            "name" => Order(site => FoldedWords.Key(site.Name)),
            "registered" => Order(site => site.Registered),
            "received" => Order(site => site.Received),
            "prepared" => Order(site => site.Prepared),
            "present" => Order(site => site.Present),
            "offers" => Order(site => site.Offers),
            _ => Order(site => site.Date),
        };
        return [.. sorted.ThenBy(site => site.Code, StringComparer.Ordinal)];

        IOrderedEnumerable<Site> Order<TKey>(Func<Site, TKey> key) => choice.Descending ? found.OrderByDescending(key) : found.OrderBy(key);
    }
}
