using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.Mobility;

/// <summary>One visit, with whose it is and where.</summary>
internal static class ReadMobilityVisit
{
    private const string FindSql = """
        SELECT id, version, edition_id, site_id, candidate_id, visited_at, outcome
        FROM mobility_visit
        WHERE id = @Id
        """;

    private const string AboutSql = """
        SELECT s.name AS site_name, s.date, e.time_zone, c.last_name, c.first_name, c.code
        FROM mobility_visit v
        JOIN site s ON s.id = v.site_id
        JOIN edition e ON e.id = s.edition_id
        JOIN candidate c ON c.id = v.candidate_id
        WHERE v.id = @Id
        """;

    private const string SameSql = "SELECT COUNT(*) FROM mobility_visit WHERE candidate_id = @Candidate AND site_id = @Site AND visited_at = @At";

    /// <summary>What a page says of it.</summary>
    public sealed record About
    {
        public required string SiteName { get; init; }
        public LocalDate Date { get; init; }
        public required string TimeZone { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public required string Code { get; init; }

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    /// <summary>As it stands in this transaction; null: there is none.</summary>
    public static Task<RecordMobilityVisits.Row?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<RecordMobilityVisits.Row>(FindSql, new { Id = id }, ct);

    /// <exception cref="Rejected">404: no such visit (any more), or at a site that is none of the reader's.</exception>
    public static async Task<(RecordMobilityVisits.Row Visit, About About)> FindAsync(HttpContext http, RegistrationDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<RecordMobilityVisits.Row>(FindSql, new { Id = id }, ct) is { } visit && Caller.Of(http).MaySite(visit.SiteId)
            && await db.QueryFirstOrDefaultAsync<About>(AboutSql, new { Id = id }, ct) is { } about
            ? (visit, about)
            : throw Unknown();

    /// <summary>This person, here, at this very moment.</summary>
    public static async Task<bool> IsNotedAsync(Transaction tx, Guid site, Guid candidate, Instant at, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<int>(SameSql, new { Candidate = candidate, Site = site, At = at }, ct) > 0;

    public static Rejected Unknown() => new(StatusCodes.Status404NotFound, MobilityTexts.Words["Unknown"]);

    public static string List(Guid site) => $"/registration/sites/{site}/mobility-visits";
}
