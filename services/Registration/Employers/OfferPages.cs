using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>An establishment's offer is made, changed, withdrawn and offered again: by a coordinator, or by the employer.</summary>
/// <param name="place">Whose offers, and where the pages stand.</param>
internal sealed class OfferPages(RegistrationDatabase db, OfferPlace place, HttpContext http)
{
    private const int MostPositions = 10_000;

    private const string FindSql = """
        SELECT id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at
        FROM offer
        WHERE id = @Id AND edition_id = @EditionId AND siret = @Siret
        """;

    /// <summary><c>GET …/offers/new</c></summary>
    public RazorComponentResult New() => Page(null, new ChangeOffer.Form { Id = Guid.CreateVersion7().ToString() }, new FormErrors());

    /// <summary><c>POST …/offers/new</c></summary>
    public async Task<IResult> CreateAsync(ChangeOffer.Form form, CancellationToken ct)
    {
        var id = Typed.Id(form.Id);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, new() { Id = id, EditionId = place.EditionId, Code = ChangeOffer.CodeOf(id), Siret = place.Siret, Title = "" });
        if (errors.Any)
            return Page(null, form with { Id = $"{id}" }, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await SaveOffers.ApplyAsync(tx, place.EditionId, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>> { [wanted.Code] = old => old ?? wanted }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(place.Back);
        });
    }

    /// <summary><c>GET …/offers/{id}/change</c></summary>
    /// <exception cref="Rejected">404</exception>
    public async Task<RazorComponentResult> ShowAsync(Guid id, CancellationToken ct)
    {
        var offer = await FindAsync(id, ct);
        return Page(offer, new ChangeOffer.Form
        {
            Title = offer.Title,
            RomeCode = offer.RomeCode,
            ContractType = offer.ContractType,
            Positions = offer.Positions is { } positions ? Typed.Show(positions) : null,
            Version = $"{offer.Version}",
        }, new FormErrors());
    }

    /// <summary><c>POST …/offers/{id}/change</c></summary>
    /// <exception cref="Rejected">404</exception>
    public async Task<IResult> ChangeAsync(Guid id, ChangeOffer.Form form, CancellationToken ct)
    {
        var shown = await FindAsync(id, ct);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, shown);
        if (!errors.Any && await SaveAsync(shown, Typed.Version(form.Version), (old, _) => wanted with { Version = old.Version, WithdrawnAt = old.WithdrawnAt }, ct) is { } now)
        {
            errors.ChangedMeanwhile();
            form = form with { Version = $"{now.Version}" };
        }
        return errors.Any ? Page(shown, form, errors) : SeeOther.To(place.Back);
    }

    /// <summary><c>POST …/offers/{id}/withdraw</c>, and <c>…/offer-again</c>, so nobody is asked first.</summary>
    /// <exception cref="Rejected">404, 409</exception>
    public async Task<IResult> MarkAsync(Guid id, bool withdrawn, ChangeOffer.Form form, CancellationToken ct)
    {
        var shown = await FindAsync(id, ct);
        if (shown.WithdrawnAt is null == withdrawn && await SaveAsync(shown, Typed.Version(form.Version), (old, now) => old with { WithdrawnAt = withdrawn ? now : null }, ct) is not null)
            throw new Rejected(StatusCodes.Status409Conflict, EmployerTexts.Words["Offer.Changed"]);
        return SeeOther.To(place.Back);
    }

    /// <summary>Null when it is saved; the row as it stands when somebody else was faster.</summary>
    private Task<SaveOffers.Row?> SaveAsync(SaveOffers.Row shown, int version, Func<SaveOffers.Row, Instant, SaveOffers.Row> change, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var now = (await tx.QueryFirstOrDefaultAsync<SaveOffers.Row>(FindSql, new { shown.Id, place.EditionId, place.Siret }, ct))!;
        if (now.Version != version && change(now, tx.Now) != now)
            return (SaveOffers.Row?)now;
        await SaveOffers.ApplyAsync(tx, place.EditionId, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>> { [shown.Code] = _ => change(now, tx.Now) }, ct);
        await tx.CommitAsync(ct);
        return null;
    });

    private async Task<SaveOffers.Row> FindAsync(Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<SaveOffers.Row>(FindSql, new { Id = id, place.EditionId, place.Siret }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, EmployerTexts.Words["Offer.Unknown"]);

    private RazorComponentResult Page(SaveOffers.Row? offer, ChangeOffer.Form form, FormErrors errors) => errors.Page<ChangeOfferPage>(new { Place = place, Offer = offer, Form = form, Errors = errors });

    private static SaveOffers.Row Read(Typed typed, ChangeOffer.Form form, SaveOffers.Row row) => row with
    {
        Title = typed.Text("title", form.Title, required: true) ?? "",
        RomeCode = typed.Other("romeCode", form.RomeCode, ChangeOffer.ReadRome, EmployerTexts.Words["Offer.Rome.Wrong"]),
        ContractType = typed.Choice("contractType", form.ContractType, ContractTypes.Options),
        Positions = typed.Number("positions", form.Positions, 1, MostPositions),
    };
}
