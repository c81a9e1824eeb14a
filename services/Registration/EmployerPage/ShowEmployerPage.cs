using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.EmployerPage;

/// <summary>What an employer sees by personal link: at which sites the establishment is expected, with how many tables, and its offers.</summary>
public static class ShowEmployerPage
{
    private const string EstablishmentSql = """
        SELECT siret, company_name, name, commune
        FROM establishment
        WHERE siret = @Siret
        """;

    private const string SitesSql = """
        SELECT s.id, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, s.interview_minutes, s.status AS site_status, s.status_reason, e.code AS edition_code, e.name AS edition_name, e.time_zone, a.tables, a.status
        FROM attendance a
        JOIN site s ON s.id = a.site_id
        JOIN edition e ON e.id = s.edition_id
        WHERE a.siret = @Siret
        ORDER BY s.date DESC, s.name
        LIMIT @Take
        """;

    private const string OffersSql = """
        SELECT o.id, o.title, o.contract_type, o.positions, o.withdrawn_at, e.code AS edition_code, e.name AS edition_name
        FROM offer o
        JOIN edition e ON e.id = o.edition_id
        WHERE o.siret = @Siret
        ORDER BY e.code DESC, o.code
        LIMIT @Take
        """;

    /// <summary>An establishment comes to a handful of sites a year and has a handful of offers; older ones than these are history.</summary>
    private const int Most = 60;

    public sealed record Establishment
    {
        public string Siret { get; init; } = "";
        public string CompanyName { get; init; } = "";
        public string? Name { get; init; }
        public string? Commune { get; init; }
    }

    public sealed record Site
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        /// <summary>Null, 'postponed' (the date is the new one) or 'cancelled'; and why, in the organiser's words.</summary>
        public string? SiteStatus { get; init; }
        public string? StatusReason { get; init; }
        public string EditionCode { get; init; } = "";
        public string EditionName { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public int Tables { get; init; }

        /// <summary>'expected', 'present' or 'absent'.</summary>
        public string Status { get; init; } = "";

        public bool IsCancelled => SiteStatus == "cancelled";
    }

    /// <summary>A tour with a date to come.</summary>
    public sealed record Edition(string Code, string Name);

    public sealed record Offer
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
        public string? ContractType { get; init; }
        public int? Positions { get; init; }
        public Instant? WithdrawnAt { get; init; }
        public string EditionCode { get; init; } = "";
        public string EditionName { get; init; } = "";
    }

    public static async Task<RazorComponentResult<EmployerPage>> RunAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var siret = Caller.Of(http).Establishments[0];
        var establishment = await db.QueryFirstOrDefaultAsync<Establishment>(EstablishmentSql, new { Siret = siret }, ct)
            ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
        var sites = await db.QueryAsync<Site>(SitesSql, new { Siret = siret, Take = Most }, ct);
        var toCome = sites.Where(site => site.Date >= db.Now.InZone(DateTimeZoneProviders.Tzdb[site.TimeZone]).Date).ToList();
        var coming = toCome.Where(site => !site.IsCancelled).Select(site => new Edition(site.EditionCode, site.EditionName)).Distinct().ToList();
        var offers = await db.QueryAsync<Offer>(OffersSql, new { Siret = siret, Take = Most }, ct);
        return new RazorComponentResult<EmployerPage>(new
        {
            Establishment = establishment,
            // What comes next first; then the past, the latest first.
            Sites = (IReadOnlyList<Site>)[.. toCome.OrderBy(site => site.Date).ThenBy(site => site.Name, StringComparer.Ordinal), .. sites.Except(toCome)],
            Coming = (IReadOnlyList<Edition>)coming,
            CameBefore = sites.Except(toCome).Any(site => site.Status == "present"),
            // A withdrawn one is there as long as it can be offered again.
            Offers = (IReadOnlyList<Offer>)[.. offers.Where(offer => offer.WithdrawnAt is null || coming.Any(edition => edition.Code == offer.EditionCode))],
        });
    }
}
