using JobDating.Platform;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>A table where it stands: its site, day, hours and rules.</summary>
public sealed record Place
{
    /// <summary>Everything but the rules; a condition on the table <c>t</c> follows.</summary>
    internal const string AllSql = """
        SELECT t.id AS table_id, t.edition_id, t.site_id, t.siret, t.number, t.is_open, s.date, s.status AS site_status, e.time_zone, a.status AS attendance_status,
          COALESCE(t.opens_at, s.opens_at) AS opens_at, COALESCE(t.closes_at, s.closes_at) AS closes_at, COALESCE(t.interview_minutes, s.interview_minutes) AS minutes
        FROM interview_table t
        JOIN site s ON s.id = t.site_id
        JOIN edition e ON e.id = t.edition_id
        LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret
        """;

    private const string FindSql = $"""
        {AllSql}
        WHERE t.id = @TableId
        """;

    public Guid TableId { get; init; }
    public Guid EditionId { get; init; }
    public Guid SiteId { get; init; }
    public string Siret { get; init; } = "";
    public int Number { get; init; }
    public bool IsOpen { get; init; }
    public LocalDate Date { get; init; }

    /// <summary>'postponed', 'cancelled', or null: as planned.</summary>
    public string? SiteStatus { get; init; }
    public string TimeZone { get; init; } = "";

    /// <summary>'expected', 'present', 'absent'; null: the establishment is not expected at all.</summary>
    public string? AttendanceStatus { get; init; }

    /// <summary>The table's own or else the site's; null: not yet known, nothing can be booked.</summary>
    public LocalTime? OpensAt { get; init; }
    public LocalTime? ClosesAt { get; init; }
    public int? Minutes { get; init; }
    public SiteRules Rules { get; init; } = SiteRules.Unset(default);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <summary>That local time on the site's day; where it closes after midnight, an hour before opening is the next day's.</summary>
    public Instant At(LocalTime time) => Zone.AtLeniently((ClosesAt <= OpensAt && time < OpensAt ? Date.PlusDays(1) : Date) + time).ToInstant();

    /// <summary>When interviews at this table begin and end; none while the hours are not known.</summary>
    public IReadOnlyList<Rounds.Round> Rounds() => OpensAt is { } opens && ClosesAt is { } closes && Minutes is { } minutes
        ? Scheduling.Rules.Rounds.Of(Date, Zone, opens, closes, minutes, Rules.PauseMinutes, Rules.Lunch)
        : [];

    internal static async Task<Place?> FindAsync(Transaction tx, Guid tableId, CancellationToken ct)
    {
        var place = await tx.QueryFirstOrDefaultAsync<Place>(FindSql, new { TableId = tableId }, ct);
        return place is null ? null : place with { Rules = await tx.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { place.SiteId }, ct) ?? SiteRules.Unset(place.SiteId) };
    }
}
