using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Editions;

/// <summary>What an edition has beside its sites: totals, workshops, structures, mobility, press. One query each.</summary>
public static class EditionTotals
{
    public const int MostStructures = 20;
    private const int MostArticles = 5;

    private const string EditionSql = "SELECT id, code, name, time_zone FROM edition WHERE code = @Code";

    private const string TotalsSql = """
        SELECT
          (SELECT COUNT(DISTINCT candidate_id) FROM registration WHERE edition_id = @Id AND cancelled_at IS NULL) AS registered,
          (SELECT COUNT(DISTINCT candidate_id) FROM registration WHERE edition_id = @Id AND received_at IS NOT NULL) AS received,
          (SELECT COUNT(DISTINCT siret) FROM attendance WHERE edition_id = @Id AND status = 'present') AS present,
          (SELECT COUNT(DISTINCT e.siren) FROM attendance a JOIN establishment e ON e.siret = a.siret WHERE a.edition_id = @Id AND a.status = 'present') AS companies,
          (SELECT COUNT(*) FROM offer WHERE edition_id = @Id AND withdrawn_at IS NULL) AS offers,
          (SELECT SUM(positions) FROM offer WHERE edition_id = @Id AND withdrawn_at IS NULL) AS positions,
          (SELECT COUNT(*) FROM structure WHERE edition_id = @Id) AS structures,
          (SELECT COUNT(*) FROM press_article WHERE edition_id = @Id) AS articles
        """;

    /// <summary>Registered people all of whose sites are cancelled. They count as registered; the page says how many they are.</summary>
    private const string OnlyCancelledSql = """
        SELECT COUNT(*)
        FROM (
          SELECT r.candidate_id
          FROM registration r
          JOIN site s ON s.id = r.site_id
          WHERE r.edition_id = @Id AND r.cancelled_at IS NULL
          GROUP BY r.candidate_id
          HAVING MIN(CASE WHEN s.status = 'cancelled' THEN 1 ELSE 0 END) = 1) c
        """;

    /// <summary>A person or structure at two workshops of an audience counts once among people and structures, twice among attendances.</summary>
    private const string WorkshopsSql = """
        SELECT w.audience, COUNT(DISTINCT w.id) AS held, COUNT(a.participant) AS attendances, COUNT(DISTINCT a.candidate_id) AS candidates,
          COUNT(DISTINCT a.structure) AS structures
        FROM workshop w
        LEFT JOIN workshop_attendance a ON a.workshop_id = w.id AND a.attended = 1
        WHERE w.edition_id = @Id AND w.cancelled_at IS NULL
        GROUP BY w.audience
        ORDER BY w.audience
        """;

    private const string StructuresSql = """
        SELECT s.code, s.name, s.kind, COUNT(c.candidate_id) AS registered, COALESCE(SUM(c.received), 0) AS received
        FROM structure s
        LEFT JOIN (
          SELECT p.structure_id, r.candidate_id, MAX(CASE WHEN r.received_at IS NULL THEN 0 ELSE 1 END) AS received
          FROM registration r
          JOIN candidate p ON p.id = r.candidate_id
          WHERE r.edition_id = @Id AND r.cancelled_at IS NULL
          GROUP BY p.structure_id, r.candidate_id) c ON c.structure_id = s.id
        WHERE s.edition_id = @Id
        GROUP BY s.code, s.name, s.kind
        ORDER BY COUNT(c.candidate_id) DESC, s.code
        LIMIT @Take
        """;

    private const string MobilitySql = """
        SELECT outcome, COUNT(*) AS visits, COUNT(DISTINCT candidate_id) AS people
        FROM mobility_visit
        WHERE edition_id = @Id
        GROUP BY outcome
        ORDER BY outcome
        """;

    private const string PressSql = """
        SELECT published_on, outlet, title, url
        FROM press_article
        WHERE edition_id = @Id
        ORDER BY published_on DESC, outlet, title
        LIMIT @Take
        """;

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string TimeZone { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    public sealed record Totals
    {
        public int Registered { get; init; }
        public int Received { get; init; }
        public int Present { get; init; }
        public int Companies { get; init; }
        public int Offers { get; init; }
        public int Positions { get; init; }
        public int Structures { get; init; }
        public int Articles { get; init; }
    }

    public sealed record Workshops
    {
        public required string Audience { get; init; }
        public int Held { get; init; }
        public int Attendances { get; init; }
        public int Candidates { get; init; }
        public int Structures { get; init; }
    }

    public sealed record Structure
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }
        public int Registered { get; init; }
        public int Received { get; init; }
    }

    public sealed record Mobility
    {
        public string? Outcome { get; init; }
        public int Visits { get; init; }
        public int People { get; init; }
    }

    public sealed record Article
    {
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }

        /// <summary>Only an address of the web is a link: a file may hold anything.</summary>
        public string? Link => WebAddress.Is(Url) ? Url : null;
    }

    public static Task<Edition?> FindAsync(Database db, string code, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { Code = code }, ct);

    public static async Task<Totals> ReadAsync(Database db, Guid id, CancellationToken ct) => (await db.QueryFirstOrDefaultAsync<Totals>(TotalsSql, new { Id = id }, ct))!;

    public static Task<int> OnlyCancelledAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<int>(OnlyCancelledSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Workshops>> WorkshopsAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Workshops>(WorkshopsSql, new { Id = id }, ct);

    /// <summary>Those that sent most, first.</summary>
    public static Task<IReadOnlyList<Structure>> StructuresAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Structure>(StructuresSql, new { Id = id, Take = MostStructures }, ct);

    public static Task<IReadOnlyList<Mobility>> MobilityAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Mobility>(MobilitySql, new { Id = id }, ct);

    /// <summary>The latest.</summary>
    public static Task<IReadOnlyList<Article>> PressAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Article>(PressSql, new { Id = id, Take = MostArticles }, ct);
}
