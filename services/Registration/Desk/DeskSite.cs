using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>A site as its desk knows it, for whoever receives there: a desk's account of all sites or of this one, or whoever coordinates it.</summary>
public sealed record DeskSite
{
    public const string Columns = "s.id, s.edition_id, s.code, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.status, e.code AS edition_code, e.name AS edition_name, e.time_zone";

    private const string FindSql = $"""
        SELECT {Columns}
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE e.code = @Edition AND s.code = @Code
        """;

    public Guid Id { get; init; }
    public Guid EditionId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? Commune { get; init; }
    public string? Address { get; init; }
    public LocalDate Date { get; init; }
    public LocalTime? OpensAt { get; init; }
    public LocalTime? ClosesAt { get; init; }

    /// <summary>Null, <c>postponed</c> or <c>cancelled</c>.</summary>
    public string? Status { get; init; }
    public required string EditionCode { get; init; }
    public required string EditionName { get; init; }
    public required string TimeZone { get; init; }

    internal DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    internal string Path => $"/registration/desk/{Uri.EscapeDataString(EditionCode)}/{Uri.EscapeDataString(Code)}";

    /// <summary>Where Scheduling proposes a first table to somebody.</summary>
    internal string FirstTable(Guid candidate) => $"/scheduling/editions/{Uri.EscapeDataString(EditionCode)}/sites/{Uri.EscapeDataString(Code)}/first/{candidate}";

    internal Instant DayBegins => Zone.AtStartOfDay(Date).ToInstant();

    /// <summary>At midnight, or when it closes after midnight.</summary>
    internal Instant DayEnds => (ClosesAt <= OpensAt ? (Date.PlusDays(1) + ClosesAt.Value).InZoneLeniently(Zone) : Zone.AtStartOfDay(Date.PlusDays(1))).ToInstant();

    /// <summary>People are received on the site's day; on the day after, what stands on paper can still be entered.</summary>
    internal bool Receives(Instant now) => Status != "cancelled" && now >= DayBegins && now < Zone.AtStartOfDay(Date.PlusDays(2)).ToInstant();

    /// <summary>What was done on the day without network may come long after: it waits on a device that somebody finds again.</summary>
    internal bool ReceivesLate(Instant now) => Status != "cancelled" && now >= DayBegins && now < DayEnds + Duration.FromDays(60);

    /// <summary>Who is entered on the day after came on the site's day: no figure as of that day may miss them.</summary>
    internal Instant CountsFrom(Instant now) => now < DayEnds ? now : DayEnds - Duration.FromSeconds(1);

    /// <summary>The same for what a device noted so long ago: never in the future, never before the site's day, whatever the device takes for the time.</summary>
    internal Instant CountsFrom(Instant now, Duration ago) => ago <= Duration.Zero ? CountsFrom(now) : CountsFrom(Instant.Max(now - Duration.Min(ago, Duration.FromDays(100)), DayBegins));

    internal static bool IsOf(Caller caller, Guid site) => caller.MaySite(Role.Desk, site) || caller.MaySite(site);

    /// <exception cref="Rejected">404: no such site, or none of the reader's.</exception>
    internal static async Task<DeskSite> FindAsync(HttpContext http, RegistrationDatabase db, string edition, string code, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<DeskSite>(FindSql, new { Edition = edition, Code = code }, ct) is { } site && IsOf(Caller.Of(http), site.Id)
            ? site
            : throw new Rejected(StatusCodes.Status404NotFound, DeskTexts.Words["Site.Unknown"]);

    /// <exception cref="Rejected">404; 409 on any other day.</exception>
    internal static async Task<DeskSite> FindOpenAsync(HttpContext http, RegistrationDatabase db, string edition, string code, CancellationToken ct) =>
        await FindAsync(http, db, edition, code, ct) is var site && site.Receives(db.Now) ? site : throw new Rejected(StatusCodes.Status409Conflict, site.Closed);

    /// <summary>Why nobody is received there now.</summary>
    internal string Closed => Status == "cancelled" ? DeskTexts.Words["Closed.Cancelled"] : DeskTexts.Words["Closed.Day", Reading.Long(Date)];
}
