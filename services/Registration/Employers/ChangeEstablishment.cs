using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Imports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>
/// Adds an establishment to the edition, by its SIRET, or changes one. Company name and charter are the company's: what is saved for one of its
/// establishments is saved for all.
/// </summary>
public static class ChangeEstablishment
{
    private const string OfCompanySql = """
        SELECT siret, version, siren, company_name, name, commune, charter_signed_on
        FROM establishment
        WHERE siren = @Siren
        ORDER BY siret
        """;

    private const string NamedSql = "SELECT COUNT(*) FROM edition_establishment WHERE edition_id = @EditionId AND siret = @Siret";

    public sealed record Form
    {
        public string? Siret { get; init; }
        public string? CompanyName { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }
        public string? CharterSignedOn { get; init; }
        public string? Version { get; init; }
    }

    /// <summary><c>GET …/employers/new</c></summary>
    public static async Task<RazorComponentResult> NewAsync(string code, RegistrationDatabase db, CancellationToken ct) =>
        Page(await EmployerPages.EditionAsync(db, code, ct), null, new Form(), new FormErrors());

    /// <summary><c>POST …/employers/new</c></summary>
    public static async Task<IResult> CreateAsync(string code, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var siret = typed.Other("siret", form.Siret, ReadSiret, EmployerTexts.Words["Siret.Wrong"], required: true);
        var wanted = Read(typed, form, siret ?? "", edition);
        if (errors.Any)
            return Page(edition, null, form, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var company = await CompanyAsync(tx, siret!, ct);
            var known = company.FirstOrDefault(row => row.Siret == siret);
            var isNamed = known is not null && await tx.QueryFirstOrDefaultAsync<int>(NamedSql, new { EditionId = edition.Id, Siret = siret }, ct) > 0;
            // The same form sent twice finds what the first one made; anything else that is known already is said before it is changed.
            if (known is not null && wanted with { Version = known.Version } != known && (isNamed || Typed.Version(form.Version) != known.Version))
            {
                errors.Conflict("siret", EmployerTexts.Words[isNamed ? "Siret.InEdition" : "Siret.Known", EmployerPages.Name(known), known.Commune ?? "–"]);
                return Page(edition, null, form with { Version = isNamed ? null : $"{known.Version}" }, errors);
            }
            await SaveAsync(tx, company, wanted, ct);
            await SaveEstablishments.NameAsync(tx, edition.Id, [siret!], ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(EmployerPages.Establishment(code, siret!));
        });
    }

    /// <summary><c>GET …/employers/{siret}/change</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(string code, string siret, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, row) = await EmployerPages.FindAsync(db, code, siret, ct);
        return Page(edition, row, new Form
        {
            Siret = row.Siret,
            CompanyName = row.CompanyName,
            Name = row.Name,
            Commune = row.Commune,
            CharterSignedOn = row.CharterSignedOn is { } signed ? Typed.Show(signed) : null,
            Version = $"{row.Version}",
        }, new FormErrors());
    }

    /// <summary><c>POST …/employers/{siret}/change</c></summary>
    public static async Task<IResult> ChangeAsync(string code, string siret, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, shown) = await EmployerPages.FindAsync(db, code, siret, ct);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, siret, edition);
        if (errors.Any)
            return Page(edition, shown, form, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var company = await CompanyAsync(tx, siret, ct);
            var row = company.First(row => row.Siret == siret);
            if (row.Version != Typed.Version(form.Version) && wanted with { Version = row.Version } != row)
            {
                errors.ChangedMeanwhile();
                return Page(edition, row, form with { Version = $"{row.Version}" }, errors);
            }
            await SaveAsync(tx, company, wanted, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(EmployerPages.Establishment(code, siret));
        });
    }

    /// <summary>The number in a text that may have spaces; null when it is none.</summary>
    public static string? ReadSiret(string text) => Siret.WithoutSpaces(text) is var siret && Siret.IsValid(siret) ? siret : null;

    private static SaveEstablishments.Row Read(Typed typed, Form form, string siret, EditionTotals.Edition edition) => new()
    {
        Siret = siret,
        Siren = siret.Length < 9 ? "" : Siret.Siren(siret),
        CompanyName = typed.Text("companyName", form.CompanyName, required: true) ?? "",
        Name = typed.Text("name", form.Name),
        Commune = typed.Text("commune", form.Commune),
        CharterSignedOn = typed.Date("charterSignedOn", form.CharterSignedOn, earliest: new LocalDate(2000, 1, 1)),
    };

    private static Task<IReadOnlyList<SaveEstablishments.Row>> CompanyAsync(Transaction tx, string siret, CancellationToken ct) =>
        tx.QueryAsync<SaveEstablishments.Row>(OfCompanySql, new { Siren = Siret.Siren(siret) }, ct);

    private static async Task SaveAsync(Transaction tx, IReadOnlyList<SaveEstablishments.Row> company, SaveEstablishments.Row wanted, CancellationToken ct)
    {
        var changes = company.ToDictionary(row => row.Siret, row => (Func<SaveEstablishments.Row?, SaveEstablishments.Row>)(old => old! with { CompanyName = wanted.CompanyName, CharterSignedOn = wanted.CharterSignedOn }));
        changes[wanted.Siret] = old => wanted with { Version = old?.Version ?? 0 };
        foreach (var some in changes.Chunk(500))
            await SaveEstablishments.ApplyAsync(tx, some.ToDictionary(), ct);
    }

    private static RazorComponentResult Page(EditionTotals.Edition edition, SaveEstablishments.Row? row, Form form, FormErrors errors) =>
        errors.Page<ChangeEstablishmentPage>(new { Edition = edition, Row = row, Form = form, Errors = errors });
}
