using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>How a site fills, and what is still missing: a few counts and the first names of each list, one query a block.</summary>
public static class SiteFilling
{
    public const int Glance = 8;

    /// <summary>People as DOMAIN.md counts them; before the day, when nobody is received yet, also the registered who are prepared so far.</summary>
    private const string PeopleSql = """
        SELECT COUNT(*) AS registered, COUNT(r.received_at) AS received,
          SUM(CASE WHEN c.email IS NULL AND c.phone IS NULL THEN 1 ELSE 0 END) AS unreachable,
          SUM(CASE WHEN c.email IS NULL AND c.phone IS NOT NULL THEN 1 ELSE 0 END) AS phone_only,
          SUM(CASE WHEN p.candidate_id IS NULL THEN 0 ELSE 1 END) AS prepared,
          SUM(CASE WHEN p.candidate_id IS NULL OR r.received_at IS NULL THEN 0 ELSE 1 END) AS received_prepared
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        LEFT JOIN (
          SELECT DISTINCT a.candidate_id
          FROM workshop_attendance a
          JOIN workshop w ON w.id = a.workshop_id
          WHERE a.edition_id = @EditionId AND a.attended = 1 AND w.audience = 'candidates' AND w.cancelled_at IS NULL AND w.starts_at < @EndOfDay) p ON p.candidate_id = r.candidate_id
        WHERE r.edition_id = @EditionId AND r.site_id = @Id AND r.cancelled_at IS NULL
        """;

    private const string EstablishmentsSql = """
        SELECT
          SUM(CASE WHEN a.status = 'expected' THEN 1 ELSE 0 END) AS expected,
          SUM(CASE WHEN a.status = 'present' THEN 1 ELSE 0 END) AS present,
          SUM(CASE WHEN a.status = 'absent' THEN 1 ELSE 0 END) AS absent,
          SUM(CASE WHEN a.status <> 'absent' THEN a.tables ELSE 0 END) AS tables,
          SUM(CASE WHEN a.status <> 'absent' AND a.tables = 0 THEN 1 ELSE 0 END) AS without_table,
          SUM(CASE WHEN a.status <> 'absent' AND t.siret IS NULL THEN 1 ELSE 0 END) AS without_contact,
          SUM(CASE WHEN a.status <> 'absent' AND o.siret IS NULL THEN 1 ELSE 0 END) AS without_offer,
          SUM(CASE WHEN a.status <> 'absent' THEN o.offers ELSE 0 END) AS offers,
          SUM(CASE WHEN a.status <> 'absent' THEN o.positions ELSE 0 END) AS positions
        FROM attendance a
        LEFT JOIN (
          SELECT siret, COUNT(*) AS offers, SUM(positions) AS positions
          FROM offer
          WHERE edition_id = @EditionId AND withdrawn_at IS NULL
          GROUP BY siret) o ON o.siret = a.siret
        LEFT JOIN (SELECT DISTINCT siret FROM partner_contact WHERE siret IS NOT NULL) t ON t.siret = a.siret
        WHERE a.site_id = @Id
        """;

    private const string WithoutOfferSql = """
        SELECT e.company_name AS name, a.siret
        FROM attendance a
        JOIN establishment e ON e.siret = a.siret
        WHERE a.site_id = @Id AND a.status <> 'absent' AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.edition_id = @EditionId AND o.siret = a.siret AND o.withdrawn_at IS NULL)
        ORDER BY e.company_name, a.siret
        LIMIT @Take
        """;

    private const string WorkshopsSql = """
        SELECT w.id, w.code, w.name, w.audience, w.starts_at, w.place, w.capacity,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.withdrawn_at IS NULL) AS participants
        FROM workshop w
        WHERE w.edition_id = @EditionId AND w.cancelled_at IS NULL AND w.starts_at >= @Now AND w.starts_at < @EndOfDay
        ORDER BY w.starts_at, w.code
        LIMIT @Take
        """;

    public sealed record People
    {
        public int Registered { get; init; }
        public int Received { get; init; }
        public int Prepared { get; init; }
        public int ReceivedPrepared { get; init; }

        /// <summary>Without mail address and phone number; with a phone number only.</summary>
        public int Unreachable { get; init; }
        public int PhoneOnly { get; init; }
    }

    public sealed record Establishments
    {
        public int Expected { get; init; }
        public int Present { get; init; }
        public int Absent { get; init; }

        /// <summary>Of those that are not absent; likewise what is missing, offers and positions.</summary>
        public int Tables { get; init; }
        public int WithoutTable { get; init; }
        public int WithoutContact { get; init; }
        public int WithoutOffer { get; init; }
        public int Offers { get; init; }
        public int Positions { get; init; }

        public int Coming => Expected + Present;
    }

    public sealed record Establishment
    {
        public required string Name { get; init; }
        public required string Siret { get; init; }
    }

    public sealed record Workshop
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Audience { get; init; }
        public Instant StartsAt { get; init; }
        public string? Place { get; init; }
        public int? Capacity { get; init; }
        public int Participants { get; init; }
    }

    public sealed record Filling(People People, Establishments Establishments, IReadOnlyList<Establishment> WithoutOffer, IReadOnlyList<Workshop> Workshops);

    public static async Task<Filling> ReadAsync(ReadSite.Site site, RegistrationDatabase db, CancellationToken ct)
    {
        var at = new { site.Id, site.EditionId, site.EndOfDay, db.Now, Take = Glance };
        return new Filling(
            (await db.QueryFirstOrDefaultAsync<People>(PeopleSql, at, ct))!,
            (await db.QueryFirstOrDefaultAsync<Establishments>(EstablishmentsSql, at, ct))!,
            await db.QueryAsync<Establishment>(WithoutOfferSql, at, ct),
            await db.QueryAsync<Workshop>(WorkshopsSql, at, ct));
    }

    /// <summary>How many interviews the tables have room for in the opening hours; null while hours or length are not known.</summary>
    public static int? Places(ReadSite.Site site, int tables) =>
        site is { OpensAt: { } opens, ClosesAt: { } closes, InterviewMinutes: > 0 and { } minutes }
            ? tables * (int)((closes - opens).ToDuration().TotalMinutes / minutes)
            : null;
}
