using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>The site whose hours and interviews a coordinator looks after, or whose hall somebody runs, by the codes in the address.</summary>
public static class CoordinatedSite
{
    private const string FindSql = """
        SELECT s.id, s.edition_id, e.code AS edition_code, e.time_zone, s.code, s.name, s.date, s.status, s.opens_at, s.closes_at, s.interview_minutes
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE e.code = @Edition AND s.code = @Code
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public string EditionCode { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public LocalDate Date { get; init; }

        /// <summary>'postponed', 'cancelled', or null: as planned.</summary>
        public string? Status { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }

        /// <summary>False: whoever looks runs the hall or receives there, and sets neither rules nor whole plans.</summary>
        public bool MayCoordinate { get; init; }

        /// <summary>As whom they book.</summary>
        public string Booker => MayCoordinate ? Bookings.Booker.Coordinator : Bookings.Booker.Hall;

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

        /// <summary>It is the site's day there; where it closes after midnight, also the morning after.</summary>
        public bool IsToday(Instant now) => now.InZone(Zone).Date is var today && (today == Date || (ClosesAt <= OpensAt && today == Date.PlusDays(1)));

        public string Path => $"/scheduling{InEdition}";

        /// <summary>Where its desk receives people.</summary>
        public string DeskPath => $"/registration/desk/{Uri.EscapeDataString(EditionCode)}/{Uri.EscapeDataString(Code)}";

        /// <summary>Its own page, with what Registration knows of it.</summary>
        public string RegistrationPath => $"/registration{InEdition}";

        /// <summary>The page from which one comes here.</summary>
        public string Back => MayCoordinate ? RegistrationPath : $"/registration/editions/{Uri.EscapeDataString(EditionCode)}";

        private string InEdition => $"/editions/{Uri.EscapeDataString(EditionCode)}/sites/{Uri.EscapeDataString(Code)}";
    }

    /// <exception cref="Rejected">404: no such site, or not this coordinator's.</exception>
    public static async Task<Site> FindAsync(HttpContext http, string edition, string code, SchedulingDatabase db, CancellationToken ct) =>
        await FindForHallAsync(http, edition, code, db, ct) is { MayCoordinate: true } site ? site : throw Unknown(edition, code);

    /// <summary>For the pages that whoever runs the hall has too.</summary>
    /// <exception cref="Rejected">404: no such site, or not theirs.</exception>
    public static Task<Site> FindForHallAsync(HttpContext http, string edition, string code, SchedulingDatabase db, CancellationToken ct) =>
        FindAsync(http, edition, code, [Role.Hall], db, ct);

    /// <summary>For the one page that whoever receives people has too.</summary>
    /// <exception cref="Rejected">404: no such site, or not theirs.</exception>
    public static Task<Site> FindForDeskAsync(HttpContext http, string edition, string code, SchedulingDatabase db, CancellationToken ct) =>
        FindAsync(http, edition, code, [Role.Desk, Role.Hall], db, ct);

    private static async Task<Site> FindAsync(HttpContext http, string edition, string code, IReadOnlyList<string> roles, SchedulingDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        return await db.QueryFirstOrDefaultAsync<Site>(FindSql, new { Edition = edition, Code = code }, ct) is { } site && (caller.MaySite(site.Id) || roles.Any(role => caller.MaySite(role, site.Id)))
            ? site with { MayCoordinate = caller.MaySite(site.Id) }
            : throw Unknown(edition, code);
    }

    private static Rejected Unknown(string edition, string code) => new(StatusCodes.Status404NotFound, TimetableTexts.Words["Site.Unknown", code, edition]);
}
