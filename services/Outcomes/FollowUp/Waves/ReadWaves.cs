using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>Waves with what came of them, in one statement.</summary>
public static class ReadWaves
{
    private const string Columns = """
        SELECT w.id, w.number, w.due_on, w.status, w.paused_at, w.site_id, s.name AS site_name, s.code AS site_code, s.date AS site_date,
          COALESCE(c.asked, 0) AS asked, COALESCE(c.without_address, 0) AS without_address, COALESCE(c.sent, 0) AS sent, COALESCE(c.reminded, 0) AS reminded, COALESCE(c.answered, 0) AS answered
        FROM site s
        JOIN wave w ON w.site_id = s.id
        LEFT JOIN (
          SELECT iw.id AS wave_id, COUNT(*) AS asked, SUM(CASE WHEN i.status = 'no_address' THEN 1 ELSE 0 END) AS without_address, SUM(CASE WHEN i.status = 'sent' THEN 1 ELSE 0 END) AS sent,
            SUM(CASE WHEN i.reminders > 0 THEN 1 ELSE 0 END) AS reminded, SUM(CASE WHEN i.answered_at IS NOT NULL THEN 1 ELSE 0 END) AS answered
          FROM site cs
          JOIN wave iw ON iw.site_id = cs.id
          JOIN invitation i ON i.wave_id = iw.id
        """;

    private const string ListSql = $"""
        {Columns}
          WHERE cs.edition_id = @EditionId
          GROUP BY iw.id
        ) c ON c.wave_id = w.id
        WHERE s.edition_id = @EditionId
        """;

    private const string OneSql = $"""
        {Columns}
          WHERE iw.id = @Id
          GROUP BY iw.id
        ) c ON c.wave_id = w.id
        WHERE s.edition_id = @EditionId AND w.id = @Id
        """;

    private const string SitesSql = """
        SELECT id, code, name, date
        FROM site
        WHERE edition_id = @EditionId
        ORDER BY date, code
        """;

    /// <summary>A wave at its site; the counts are of people.</summary>
    public sealed record Row
    {
        public Guid Id { get; init; }
        public int Number { get; init; }
        public LocalDate DueOn { get; init; }
        public required string Status { get; init; }
        public Instant? PausedAt { get; init; }
        public Guid SiteId { get; init; }
        public required string SiteName { get; init; }
        public required string SiteCode { get; init; }
        public LocalDate SiteDate { get; init; }
        public int Asked { get; init; }
        public int WithoutAddress { get; init; }
        public int Sent { get; init; }
        public int Reminded { get; init; }
        public int Answered { get; init; }

        public bool IsPaused => PausedAt is not null && IsToCome;

        /// <summary>Planned or open: it can still ask.</summary>
        public bool IsToCome => Status is "planned" or "open";
    }

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    internal static async Task<ReadBilan.Edition> EditionAsync(OutcomesDatabase db, string code, CancellationToken ct) =>
        await ReadBilan.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);

    /// <summary>All of an edition, in no order.</summary>
    public static Task<IReadOnlyList<Row>> ListAsync(OutcomesDatabase db, Guid editionId, CancellationToken ct) => db.QueryAsync<Row>(ListSql, new { EditionId = editionId }, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<Row> OneAsync(OutcomesDatabase db, Guid editionId, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Row>(OneSql, new { EditionId = editionId, Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, WaveTexts.Words["Unknown"]);

    public static Task<IReadOnlyList<Site>> SitesAsync(OutcomesDatabase db, Guid editionId, CancellationToken ct) => db.QueryAsync<Site>(SitesSql, new { EditionId = editionId }, ct);
}
