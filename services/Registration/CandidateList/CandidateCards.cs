using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.CandidateList;

/// <summary>What the list shows of each candidate on a page: two queries for all of them.</summary>
public static class CandidateCards
{
    private const string CandidatesSql = """
        SELECT c.id, c.code, c.last_name, c.first_name, c.birth_date, c.email, c.phone, c.commune, s.name AS structure, c.consent_follow_up, c.erased_at,
          CASE WHEN EXISTS (
            SELECT 1 FROM workshop_attendance a
            JOIN workshop w ON w.id = a.workshop_id
            WHERE a.edition_id = c.edition_id AND a.candidate_id = c.id AND a.attended = 1 AND w.audience = 'candidates') THEN 1 ELSE 0 END AS prepared
        FROM candidate c
        LEFT JOIN structure s ON s.id = c.structure_id
        WHERE c.id IN @Ids
        """;

    private const string RegistrationsSql = """
        SELECT r.candidate_id, s.code AS site_code, s.name AS site_name, s.date, r.registered_at, r.cancelled_at, r.received_at
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        ORDER BY s.date, s.code
        """;

    public sealed record Registration
    {
        public Guid CandidateId { get; init; }
        public required string SiteCode { get; init; }
        public required string SiteName { get; init; }
        public LocalDate Date { get; init; }
        public Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }

        /// <summary><c>received</c>, <c>cancelled</c> or <c>registered</c>.</summary>
        public string State => ReceivedAt is not null ? "received" : CancelledAt is not null ? "cancelled" : "registered";
    }

    public sealed record Card
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public LocalDate? BirthDate { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Commune { get; init; }
        public string? Structure { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public Instant? ErasedAt { get; init; }
        public bool Prepared { get; init; }
        public IReadOnlyList<Registration> Registrations { get; init; } = [];
    }

    /// <summary>In the order of <paramref name="ids"/>.</summary>
    public static async Task<IReadOnlyList<Card>> ReadAsync(Database db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var cards = (await db.QueryAsync<Card>(CandidatesSql, new { Ids = ids }, ct)).ToDictionary(card => card.Id);
        var registrations = (await db.QueryAsync<Registration>(RegistrationsSql, new { Ids = ids }, ct)).ToLookup(registration => registration.CandidateId);
        return [.. ids.Where(cards.ContainsKey).Select(id => cards[id] with { Registrations = [.. registrations[id]] })];
    }
}
