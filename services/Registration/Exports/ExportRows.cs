using NodaTime;

namespace JobDating.Registration.Exports;

/// <summary>The queries of an export, and their rows: one for each file, with ids turned back into codes.</summary>
internal static class ExportRows
{
    public const string StructuresSql = "SELECT code, name, kind FROM structure WHERE edition_id = @Id ORDER BY code";

    public const string SitesSql = """
        SELECT code, name, commune, address, date, opens_at, closes_at, interview_minutes
        FROM site
        WHERE edition_id = @Id
        ORDER BY code
        """;

    /// <summary>Establishments belong to the installation: those that the edition names, that come to it or have an offer in it.</summary>
    public const string EstablishmentsSql = """
        SELECT siret, company_name, name, commune, charter_signed_on
        FROM establishment e
        WHERE EXISTS (SELECT 1 FROM attendance a WHERE a.edition_id = @Id AND a.siret = e.siret)
          OR EXISTS (SELECT 1 FROM offer o WHERE o.edition_id = @Id AND o.siret = e.siret)
          OR EXISTS (SELECT 1 FROM edition_establishment i WHERE i.edition_id = @Id AND i.siret = e.siret)
        ORDER BY siret
        """;

    public const string AttendancesSql = """
        SELECT s.code AS site_code, a.siret, a.tables, a.status
        FROM attendance a
        JOIN site s ON s.id = a.site_id
        WHERE a.edition_id = @Id
        ORDER BY s.code, a.siret
        """;

    /// <summary>The format has no word for withdrawn: whoever took such an offer in would offer it again. So what no longer stands stays here.</summary>
    public const string OffersSql = """
        SELECT code, siret, title, rome_code, contract_type, positions
        FROM offer
        WHERE edition_id = @Id AND withdrawn_at IS NULL
        ORDER BY code
        """;

    public const string CandidatesSql = """
        SELECT c.code, c.last_name, c.first_name, c.birth_date, c.email, c.phone, c.commune, s.code AS structure_code, c.consent_follow_up, c.consented_on
        FROM candidate c
        LEFT JOIN structure s ON s.id = c.structure_id
        WHERE c.edition_id = @Id AND NOT EXISTS (SELECT 1 FROM candidate_merge m WHERE m.gone_id = c.id)
        ORDER BY c.code
        """;

    public const string RegistrationsSql = """
        SELECT c.code AS candidate_code, s.code AS site_code, r.registered_at, r.channel, r.cancelled_at, r.received_at
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN site s ON s.id = r.site_id
        WHERE c.edition_id = @Id
        ORDER BY c.code, s.code
        """;

    /// <summary>Without those called off, and without who has withdrawn, for the same reason.</summary>
    public const string WorkshopsSql = """
        SELECT code, name, audience, starts_at, place, capacity
        FROM workshop
        WHERE edition_id = @Id AND cancelled_at IS NULL
        ORDER BY code
        """;

    public const string WorkshopAttendancesSql = """
        SELECT w.code AS workshop_code, a.participant, a.structure, a.attended
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.edition_id = @Id AND w.cancelled_at IS NULL AND a.withdrawn_at IS NULL
        ORDER BY w.code, a.participant
        """;

    public const string PressSql = """
        SELECT published_on, outlet, title, url
        FROM press_article
        WHERE edition_id = @Id
        ORDER BY published_on, outlet, title
        """;

    public const string MobilityVisitsSql = """
        SELECT s.code AS site_code, c.code AS candidate_code, v.visited_at, v.outcome
        FROM mobility_visit v
        JOIN site s ON s.id = v.site_id
        JOIN candidate c ON c.id = v.candidate_id
        WHERE v.edition_id = @Id
        ORDER BY s.code, c.code, v.visited_at
        """;

    public sealed record Structure
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Kind { get; init; }
    }

    public sealed record Site
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate? Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
    }

    public sealed record Establishment
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }
        public LocalDate? CharterSignedOn { get; init; }
    }

    public sealed record Attendance
    {
        public required string SiteCode { get; init; }
        public required string Siret { get; init; }
        public int Tables { get; init; }
        public required string Status { get; init; }
    }

    public sealed record Offer
    {
        public required string Code { get; init; }
        public required string Siret { get; init; }
        public required string Title { get; init; }
        public string? RomeCode { get; init; }
        public string? ContractType { get; init; }
        public int? Positions { get; init; }
    }

    public sealed record Candidate
    {
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public LocalDate? BirthDate { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Commune { get; init; }
        public string? StructureCode { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }
    }

    public sealed record Registration
    {
        public required string CandidateCode { get; init; }
        public required string SiteCode { get; init; }
        public Instant? RegisteredAt { get; init; }
        public required string Channel { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    public sealed record Workshop
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Audience { get; init; }
        public Instant? StartsAt { get; init; }
        public string? Place { get; init; }
        public int? Capacity { get; init; }
    }

    public sealed record WorkshopAttendance
    {
        public required string WorkshopCode { get; init; }
        public required string Participant { get; init; }
        public string? Structure { get; init; }
        public bool Attended { get; init; }
    }

    public sealed record Article
    {
        public LocalDate? PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
    }

    public sealed record Visit
    {
        public required string SiteCode { get; init; }
        public required string CandidateCode { get; init; }
        public Instant? VisitedAt { get; init; }
        public string? Outcome { get; init; }
    }
}
