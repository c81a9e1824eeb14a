using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.EmployerPage;

/// <summary>The employer's doors to the own offers of a tour that is still to come: <c>/registration/employer/editions/{code}/offers/…</c>. See <see cref="OfferPages"/>.</summary>
public static class ChangeOwnOffer
{
    private const string EditionSql = """
        SELECT e.id, e.time_zone, MAX(s.date) AS last_date
        FROM edition e
        JOIN site s ON s.edition_id = e.id
        JOIN attendance a ON a.site_id = s.id
        WHERE e.code = @Code AND a.siret = @Siret AND (s.status IS NULL OR s.status <> 'cancelled')
        GROUP BY e.id, e.time_zone
        """;

    private sealed record Edition
    {
        public Guid Id { get; init; }
        public string TimeZone { get; init; } = "";
        public LocalDate LastDate { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> NewAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct) => (await OfAsync(code, db, http, ct)).New();

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> CreateAsync(string code, [FromForm] ChangeOffer.Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, db, http, ct)).CreateAsync(form, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(string code, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, db, http, ct)).ShowAsync(id, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeAsync(string code, Guid id, [FromForm] ChangeOffer.Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, db, http, ct)).ChangeAsync(id, form, ct);

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> WithdrawAsync(string code, Guid id, [FromForm] ChangeOffer.Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, db, http, ct)).MarkAsync(id, true, form, ct);

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> OfferAgainAsync(string code, Guid id, [FromForm] ChangeOffer.Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, db, http, ct)).MarkAsync(id, false, form, ct);

    internal static string Address(string code) => $"/registration/employer/editions/{Uri.EscapeDataString(code)}";

    /// <summary>What a tour that is over has offered is its history.</summary>
    private static async Task<OfferPages> OfAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var siret = Caller.Of(http).Establishments[0];
        return await db.QueryFirstOrDefaultAsync<Edition>(EditionSql, new { Code = code, Siret = siret }, ct) is { } edition && edition.LastDate >= db.Now.InZone(DateTimeZoneProviders.Tzdb[edition.TimeZone]).Date
            ? new(db, new OfferPlace(edition.Id, siret, Address(code), "/registration/employer#offers", [("/registration/employer", EmployerPageTexts.Words["Title"])]), http)
            : throw new Rejected(StatusCodes.Status404NotFound, EmployerPageTexts.Words["Offers.Over"]);
    }
}
