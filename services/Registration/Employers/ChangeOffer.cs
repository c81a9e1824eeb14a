using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>An establishment's offer is made, changed, withdrawn and offered again.</summary>
public static partial class ChangeOffer
{
    private const int MostPositions = 10_000;

    private const string FindSql = """
        SELECT id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at
        FROM offer
        WHERE id = @Id AND edition_id = @EditionId AND siret = @Siret
        """;

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
    public static async Task<RazorComponentResult> NewAsync(string code, string siret, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        return Page(edition, establishment, null, new Form { Id = Guid.CreateVersion7().ToString() }, new FormErrors());
    }

    /// <summary><c>POST …/employers/{siret}/offers/new</c></summary>
    public static async Task<IResult> CreateAsync(string code, string siret, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        var id = Typed.Id(form.Id);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, new() { Id = id, EditionId = edition.Id, Code = CodeOf(id), Siret = siret, Title = "" });
        if (errors.Any)
            return Page(edition, establishment, null, form with { Id = $"{id}" }, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveOffers.ApplyAsync(tx, edition.Id, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>> { [wanted.Code] = old => old ?? wanted }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(EmployerPages.Establishment(code, siret) + "#offers");
        });
    }

    /// <summary><c>GET …/offers/{id}/change</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(string code, string siret, Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment, offer) = await FindAsync(db, code, siret, id, ct);
        return Page(edition, establishment, offer, new Form
        {
            Title = offer.Title,
            RomeCode = offer.RomeCode,
            ContractType = offer.ContractType,
            Positions = offer.Positions is { } positions ? Typed.Show(positions) : null,
            Version = $"{offer.Version}",
        }, new FormErrors());
    }

    /// <summary><c>POST …/offers/{id}/change</c></summary>
    public static async Task<IResult> ChangeAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment, shown) = await FindAsync(db, code, siret, id, ct);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, shown);
        if (!errors.Any && await SaveAsync(edition, shown, Typed.Version(form.Version), (old, _) => wanted with { Version = old.Version, WithdrawnAt = old.WithdrawnAt }, http, db, ct) is { } now)
        {
            errors.ChangedMeanwhile();
            form = form with { Version = $"{now.Version}" };
        }
        return errors.Any ? Page(edition, establishment, shown, form, errors) : SeeOther.To(EmployerPages.Establishment(code, siret) + "#offers");
    }

    /// <summary><c>POST …/offers/{id}/withdraw</c>; done again by <c>…/offer-again</c>, so nobody is asked first.</summary>
    public static Task<IResult> WithdrawAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        MarkAsync(code, siret, id, true, form, http, db, ct);

    /// <summary><c>POST …/offers/{id}/offer-again</c></summary>
    public static Task<IResult> OfferAgainAsync(string code, string siret, Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        MarkAsync(code, siret, id, false, form, http, db, ct);

    /// <summary>The code of an offer made on a page: the random end of its id.</summary>
    public static string CodeOf(Guid id) => $"o-{id.ToString("N")[^12..]}";

    /// <summary>A letter and four digits; null when it is something else.</summary>
    public static string? ReadRome(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is var rome && Rome().IsMatch(rome) ? rome : null;

    private static async Task<IResult> MarkAsync(string code, string siret, Guid id, bool withdrawn, Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, _, shown) = await FindAsync(db, code, siret, id, ct);
        if (shown.WithdrawnAt is null == withdrawn && await SaveAsync(edition, shown, Typed.Version(form.Version), (old, now) => old with { WithdrawnAt = withdrawn ? now : null }, http, db, ct) is not null)
            throw new Rejected(StatusCodes.Status409Conflict, EmployerTexts.Words["Offer.Changed"]);
        return SeeOther.To(EmployerPages.Establishment(code, siret) + "#offers");
    }

    /// <summary>Null when it is saved; the row as it stands when somebody else was faster.</summary>
    private static Task<SaveOffers.Row?> SaveAsync(EditionTotals.Edition edition, SaveOffers.Row shown, int version, Func<SaveOffers.Row, Instant, SaveOffers.Row> change, HttpContext http, RegistrationDatabase db, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var now = (await tx.QueryFirstOrDefaultAsync<SaveOffers.Row>(FindSql, new { shown.Id, EditionId = edition.Id, shown.Siret }, ct))!;
        if (now.Version != version && change(now, tx.Now) != now)
            return (SaveOffers.Row?)now;
        await SaveOffers.ApplyAsync(tx, edition.Id, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>> { [shown.Code] = _ => change(now, tx.Now) }, ct);
        await tx.CommitAsync(ct);
        return null;
    });

    private static SaveOffers.Row Read(Typed typed, Form form, SaveOffers.Row row) => row with
    {
        Title = typed.Text("title", form.Title, required: true) ?? "",
        RomeCode = typed.Other("romeCode", form.RomeCode, ReadRome, EmployerTexts.Words["Offer.Rome.Wrong"]),
        ContractType = typed.Choice("contractType", form.ContractType, ContractTypes.Options),
        Positions = typed.Number("positions", form.Positions, 1, MostPositions),
    };

    private static async Task<(EditionTotals.Edition, SaveEstablishments.Row, SaveOffers.Row)> FindAsync(Database db, string code, string siret, Guid id, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        return await db.QueryFirstOrDefaultAsync<SaveOffers.Row>(FindSql, new { Id = id, EditionId = edition.Id, Siret = siret }, ct) is { } offer
            ? (edition, establishment, offer)
            : throw new Rejected(StatusCodes.Status404NotFound, EmployerTexts.Words["Offer.Unknown"]);
    }

    private static RazorComponentResult Page(EditionTotals.Edition edition, SaveEstablishments.Row establishment, SaveOffers.Row? offer, Form form, FormErrors errors) =>
        errors.Page<ChangeOfferPage>(new { Edition = edition, Establishment = establishment, Offer = offer, Form = form, Errors = errors });

    [GeneratedRegex(@"^[A-Z]\d{4}$")]
    private static partial Regex Rome();
}
