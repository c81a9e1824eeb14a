using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>One site with its edition, for its pages.</summary>
public static class ReadSite
{
    private const string FindSql = """
        SELECT s.id, s.version, s.edition_id, s.code, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.interview_minutes, s.capacity, s.status, s.status_reason,
          e.code AS edition_code, e.name AS edition_name, e.time_zone
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE e.code = @Edition AND s.code = @Code
        """;

    /// <summary>Who has to be told when the site moves: the registered that have not cancelled, and the establishments that are not absent.</summary>
    private const string ConcernedSql = """
        SELECT
          (SELECT COUNT(*) FROM registration r WHERE r.edition_id = @EditionId AND r.site_id = @Id AND r.cancelled_at IS NULL) AS candidates,
          (SELECT COUNT(*) FROM registration r JOIN candidate c ON c.id = r.candidate_id WHERE r.edition_id = @EditionId AND r.site_id = @Id AND r.cancelled_at IS NULL AND c.email IS NULL) AS without_email,
          (SELECT COUNT(*) FROM attendance a WHERE a.site_id = @Id AND a.status <> 'absent') AS establishments,
          (SELECT COUNT(*) FROM registration r WHERE r.edition_id = @EditionId AND r.site_id = @Id AND r.received_at IS NOT NULL) AS received
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public int? Capacity { get; init; }
        public string? Status { get; init; }
        public string? StatusReason { get; init; }
        public required string EditionCode { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

        public bool IsCancelled => Status == "cancelled";

        /// <summary>00:00 of the day after, in the edition's zone: until then everything is before the end of the site's day.</summary>
        public Instant EndOfDay => Zone.AtStartOfDay(Date.PlusDays(1)).ToInstant();

        public string EditionPath => $"/registration/editions/{Uri.EscapeDataString(EditionCode)}";

        public string Path => $"{EditionPath}/sites/{Uri.EscapeDataString(Code)}";
    }

    public sealed record Concerned
    {
        public int Candidates { get; init; }
        public int WithoutEmail { get; init; }
        public int Establishments { get; init; }
        public int Received { get; init; }

        public bool Anybody => Candidates + Establishments > 0;
    }

    /// <exception cref="Rejected">404: no such site, or not this coordinator's.</exception>
    public static async Task<Site> FindAsync(Caller caller, string edition, string code, RegistrationDatabase db, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Site>(FindSql, new { Edition = edition, Code = code }, ct) is { } site && caller.MaySite(site.Id)
            ? site
            : throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["Unknown", code, edition]);

    public static async Task<Concerned> ConcernedAsync(Site site, RegistrationDatabase db, CancellationToken ct) =>
        (await db.QueryFirstOrDefaultAsync<Concerned>(ConcernedSql, new { site.Id, site.EditionId }, ct))!;
}
