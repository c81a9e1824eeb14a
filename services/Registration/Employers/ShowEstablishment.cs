using JobDating.Platform;
using JobDating.Registration.Contacts;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary><c>GET …/employers/{siret}</c>: one establishment in an edition: who is written to, its offers, where it comes.</summary>
public static class ShowEstablishment
{
    public const int MostOffers = 200;

    private const string OffersSql = """
        SELECT id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at
        FROM offer
        WHERE edition_id = @EditionId AND siret = @Siret
        ORDER BY title, code
        LIMIT @Take
        """;

    private const string AttendancesSql = """
        SELECT s.id AS site_id, s.name, s.date, s.status AS site_status, a.version, a.tables, a.status
        FROM attendance a
        JOIN site s ON s.id = a.site_id
        WHERE a.edition_id = @EditionId AND a.siret = @Siret
        ORDER BY s.date, s.code
        """;

    public sealed record Attendance
    {
        public Guid SiteId { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }

        /// <summary>Null, postponed or cancelled.</summary>
        public string? SiteStatus { get; init; }
        public int Version { get; init; }
        public int Tables { get; init; }
        public required string Status { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string siret, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, row) = await EmployerPages.FindAsync(db, code, siret, ct);
        var of = new { EditionId = edition.Id, Siret = siret, Take = MostOffers };
        return new RazorComponentResult<ShowEstablishmentPage>(new
        {
            Edition = edition,
            Row = row,
            Contacts = await ReadContacts.OfAsync(db, edition.Id, siret, ct),
            Offers = await db.QueryAsync<SaveOffers.Row>(OffersSql, of, ct),
            Attendances = await db.QueryAsync<Attendance>(AttendancesSql, of, ct),
        });
    }
}
