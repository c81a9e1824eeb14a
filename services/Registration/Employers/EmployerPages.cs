using JobDating.Platform;
using JobDating.Registration.Editions;

namespace JobDating.Registration.Employers;

/// <summary>What the pages about employers share: their addresses, and what they look up first.</summary>
internal static class EmployerPages
{
    private const string EstablishmentSql = """
        SELECT e.siret, e.version, e.siren, e.company_name, e.name, e.commune, e.charter_signed_on
        FROM establishment e
        JOIN edition_establishment l ON l.siret = e.siret
        WHERE l.edition_id = @EditionId AND e.siret = @Siret
        """;

    public static string Edition(string code) => $"/registration/editions/{Uri.EscapeDataString(code)}";

    public static string List(string code) => $"{Edition(code)}/employers";

    public static string Establishment(string code, string siret) => $"{List(code)}/{siret}";

    /// <summary>356 000 000 00048</summary>
    public static string Siret(string siret) => $"{siret[..3]} {siret[3..6]} {siret[6..9]} {siret[9..]}";

    /// <summary>The company, and which of its establishments.</summary>
    public static string Name(SaveEstablishments.Row row) => row.Name is null || row.Name == row.CompanyName ? row.CompanyName : $"{row.CompanyName}, {row.Name}";

    /// <exception cref="Rejected">404</exception>
    public static async Task<EditionTotals.Edition> EditionAsync(Database db, string code, CancellationToken ct) =>
        await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);

    /// <summary>One that stands in the edition's list.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<(EditionTotals.Edition Edition, SaveEstablishments.Row Establishment)> FindAsync(Database db, string code, string siret, CancellationToken ct)
    {
        var edition = await EditionAsync(db, code, ct);
        return await db.QueryFirstOrDefaultAsync<SaveEstablishments.Row>(EstablishmentSql, new { EditionId = edition.Id, Siret = siret }, ct) is { } row
            ? (edition, row)
            : throw new Rejected(StatusCodes.Status404NotFound, EmployerTexts.Words["Unknown"]);
    }
}
