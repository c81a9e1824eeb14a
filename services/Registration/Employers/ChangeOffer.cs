using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Employers;

/// <summary>The coordinator's doors to an establishment's offers. See <see cref="OfferPages"/>.</summary>
public static partial class ChangeOffer
{
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Title { get; init; }
        public string? RomeCode { get; init; }
        public string? ContractType { get; init; }
        public string? Positions { get; init; }
        public string? Version { get; init; }
    }

    /// <summary><c>GET …/employers/{siret}/offers/new</c></summary>
    public static async Task<RazorComponentResult> NewAsync(string code, string siret, RegistrationDatabase db, HttpContext http, CancellationToken ct) => (await OfAsync(code, siret, db, http, ct)).New();

    /// <summary><c>POST …/employers/{siret}/offers/new</c></summary>
    public static async Task<IResult> CreateAsync(string code, string siret, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        await (await OfAsync(code, siret, db, http, ct)).CreateAsync(form, ct);

    /// <summary><c>GET …/offers/{id}/change</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(string code, string siret, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(code, siret, db, http, ct)).ShowAsync(id, ct);

    /// <summary><c>POST …/offers/{id}/change</c></summary>
    public static async Task<IResult> ChangeAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        await (await OfAsync(code, siret, db, http, ct)).ChangeAsync(id, form, ct);

    /// <summary><c>POST …/offers/{id}/withdraw</c></summary>
    public static async Task<IResult> WithdrawAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        await (await OfAsync(code, siret, db, http, ct)).MarkAsync(id, true, form, ct);

    /// <summary><c>POST …/offers/{id}/offer-again</c></summary>
    public static async Task<IResult> OfferAgainAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        await (await OfAsync(code, siret, db, http, ct)).MarkAsync(id, false, form, ct);

    /// <summary>The code of an offer made on a page: the random end of its id.</summary>
    public static string CodeOf(Guid id) => $"o-{id.ToString("N")[^12..]}";

    /// <summary>A letter and four digits; null when it is something else.</summary>
    public static string? ReadRome(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is var rome && Rome().IsMatch(rome) ? rome : null;

    private static async Task<OfferPages> OfAsync(string code, string siret, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        var address = EmployerPages.Establishment(code, siret);
        return new(db, new OfferPlace(edition.Id, siret, address, $"{address}#offers", [(EmployerPages.List(code), EmployerTexts.Words["Employers"]), (address, EmployerPages.Name(establishment))]), http);
    }

    [GeneratedRegex(@"^[A-Z]\d{4}$")]
    private static partial Regex Rome();
}
