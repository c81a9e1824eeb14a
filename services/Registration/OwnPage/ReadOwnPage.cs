using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.OwnPage;

/// <summary>What a candidate's page shows beside their own data.</summary>
public static class ReadOwnPage
{
    private const string SitesSql = """
        SELECT s.id, s.code, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.status, r.registered_at, r.cancelled_at, r.received_at, r.present_from, r.present_until
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id = @Id
        ORDER BY s.date, s.code
        """;

    /// <summary>Preparation workshops: those with a place for this candidate, and those still to come that have room.</summary>
    private const string WorkshopsSql = """
        SELECT w.id, w.code, w.name, w.starts_at, w.place, w.cancelled_at, w.capacity,
          CASE WHEN a.workshop_id IS NULL OR a.withdrawn_at IS NOT NULL THEN 0 ELSE 1 END AS is_mine, COALESCE(a.attended, 0) AS attended,
          (SELECT COUNT(*) FROM workshop_attendance o WHERE o.workshop_id = w.id AND o.withdrawn_at IS NULL) AS taken
        FROM workshop w
        LEFT JOIN workshop_attendance a ON a.workshop_id = w.id AND a.candidate_id = @Id
        WHERE w.edition_id = @EditionId AND w.audience = 'candidates'
          AND ((a.workshop_id IS NOT NULL AND a.withdrawn_at IS NULL) OR (w.starts_at > @Now AND w.cancelled_at IS NULL))
        ORDER BY w.starts_at, w.code
        """;

    private const string WishesSql = """
        SELECT o.id, o.title, e.company_name, e.name AS establishment_name
        FROM wish w
        JOIN offer o ON o.id = w.offer_id
        JOIN establishment e ON e.siret = o.siret
        WHERE w.candidate_id = @Id
        ORDER BY w.rank
        """;

    private const string WishVersionSql = "SELECT version FROM wish_list WHERE candidate_id = @Id";

    private const string ConsentsSql = """
        SELECT c.purpose, c.given_at, c.noted_by, w.text
        FROM consent c
        JOIN consent_wording w ON w.id = c.wording_id
        WHERE c.candidate_id = @Id AND c.withdrawn_at IS NULL
        ORDER BY c.purpose DESC
        """;

    private const string ConsentHistorySql = """
        SELECT c.purpose, c.given_at, c.withdrawn_at, c.noted_by, w.text
        FROM consent c
        JOIN consent_wording w ON w.id = c.wording_id
        WHERE c.candidate_id = @Id AND c.withdrawn_at IS NOT NULL
        ORDER BY c.given_at, c.purpose
        """;

    private const string StructureSql = "SELECT name FROM structure WHERE id = @Id";

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

        /// <summary>The site's own: <c>cancelled</c> takes nobody.</summary>
        public string? Status { get; init; }
        public Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }

        public bool IsOff => Status == "cancelled";

        /// <summary>Registered, and nothing speaks against coming.</summary>
        public bool IsExpected(LocalDate today) => CancelledAt is null && ReceivedAt is null && !IsOff && Date >= today;
    }

    public sealed record Workshop
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public Instant StartsAt { get; init; }
        public string? Place { get; init; }
        public Instant? CancelledAt { get; init; }
        public int? Capacity { get; init; }
        public bool IsMine { get; init; }
        public bool Attended { get; init; }
        public int Taken { get; init; }

        public bool IsFull => Taken >= Capacity;
    }

    public sealed record Wish
    {
        public Guid Id { get; init; }
        public required string Title { get; init; }
        public required string CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
    }

    public sealed record Consent
    {
        public required string Purpose { get; init; }
        public Instant GivenAt { get; init; }

        /// <summary>Until when it held: withdrawn, or given anew; null: it holds.</summary>
        public Instant? WithdrawnAt { get; init; }
        public required string NotedBy { get; init; }
        public required string Text { get; init; }
    }

    /// <summary>The name of the structure that sent a candidate; null: they came by themselves.</summary>
    public static async Task<string?> StructureAsync(Database db, Guid? id, CancellationToken ct) =>
        id is null ? null : await db.QueryFirstOrDefaultAsync<string>(StructureSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Site>> SitesAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Site>(SitesSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Workshop>> WorkshopsAsync(Database db, Guid id, Guid editionId, CancellationToken ct) => db.QueryAsync<Workshop>(WorkshopsSql, new { Id = id, EditionId = editionId, db.Now }, ct);

    public static Task<IReadOnlyList<Wish>> WishesAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Wish>(WishesSql, new { Id = id }, ct);

    /// <summary>Of the list of wishes; 0: there never was one.</summary>
    public static Task<int> WishVersionAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<int>(WishVersionSql, new { Id = id }, ct);

    /// <summary>Those that hold no more, in their order.</summary>
    public static Task<IReadOnlyList<Consent>> FormerConsentsAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Consent>(ConsentHistorySql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Consent>> ConsentsAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Consent>(ConsentsSql, new { Id = id }, ct);
}
