using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Rules;

/// <summary>How a site is booked. What is not set is as <see cref="Unset"/> says.</summary>
public sealed record SiteRules : IFact
{
    internal const string FindSql = """
        SELECT site_id, version, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes, once_per_establishment,
          candidates_book, booking_opens_at, booking_closes_at
        FROM site_rules
        WHERE site_id = @SiteId
        """;

    internal const string OfSitesSql = """
        SELECT site_id, version, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes, once_per_establishment,
          candidates_book, booking_opens_at, booking_closes_at
        FROM site_rules
        WHERE site_id IN @SiteIds
        """;

    public Guid SiteId { get; init; }
    public int Version { get; set; }

    /// <summary>Between two rounds of a table.</summary>
    public int PauseMinutes { get; init; }

    /// <summary>No round begins before the end of lunch that would end after its beginning. Both or none.</summary>
    public LocalTime? LunchStartsAt { get; init; }
    public LocalTime? LunchEndsAt { get; init; }

    /// <summary>Interviews of one candidate on the site's day; null: any number.</summary>
    public int? MostPerCandidate { get; init; }

    /// <summary>At least so long between two interviews of one candidate, to cross the hall.</summary>
    public int GapMinutes { get; init; }

    /// <summary>How long before it begins an interview can still be booked, moved or cancelled by employers and candidates. The team may until it begins, and after.</summary>
    public int NoticeMinutes { get; init; }

    /// <summary>A candidate meets an establishment once a day.</summary>
    public bool OncePerEstablishment { get; init; }

    /// <summary>Candidates book by themselves, not only by their wishes.</summary>
    public bool CandidatesBook { get; init; }

    /// <summary>For employers and candidates; null: no limit.</summary>
    public Instant? BookingOpensAt { get; init; }
    public Instant? BookingClosesAt { get; init; }

    public (LocalTime StartsAt, LocalTime EndsAt)? Lunch => LunchStartsAt is { } starts && LunchEndsAt is { } ends ? (starts, ends) : null;

    public Duration Gap => Duration.FromMinutes(GapMinutes);

    public Duration Notice => Duration.FromMinutes(NoticeMinutes);

    public static SiteRules Unset(Guid siteId) => new() { SiteId = siteId, OncePerEstablishment = true };
}
