using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Structures;

/// <summary>A structure is added to the edition, or changed.</summary>
public static class ChangeStructure
{
    private const int LongestSlug = 50;

    private const string SameNameSql = """
        SELECT id
        FROM structure
        WHERE edition_id = @EditionId AND name_key = @NameKey AND id <> @Id
        """;

    private const string NowSql = """
        SELECT id, version, edition_id, code, name, kind
        FROM structure
        WHERE id = @Id
        """;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? Kind { get; init; }
        public string? Version { get; init; }
    }

    /// <summary><c>GET …/structures/new</c></summary>
    public static async Task<RazorComponentResult> NewAsync(string code, RegistrationDatabase db, CancellationToken ct) =>
        Page(await EmployerPages.EditionAsync(db, code, ct), null, new Form { Id = Guid.CreateVersion7().ToString() }, new FormErrors());

    /// <summary><c>POST …/structures/new</c></summary>
    public static async Task<IResult> CreateAsync(string code, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var id = Typed.Id(form.Id);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, new() { Id = id, EditionId = edition.Id, Code = "", Name = "" });
        if (!errors.Any)
            await SaveAsync(wanted with { Code = CodeOf(wanted.Name, id) }, 0, errors, http, db, ct);
        return errors.Any ? Page(edition, null, form with { Id = $"{id}" }, errors) : SeeOther.To(StructurePages.Structure(code, id));
    }

    /// <summary><c>GET …/structures/{structure}/change</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(string code, Guid structure, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, row) = await StructurePages.FindAsync(db, code, structure, ct);
        return Page(edition, row, new Form { Name = row.Name, Kind = row.Kind, Version = $"{row.Version}" }, new FormErrors());
    }

    /// <summary><c>POST …/structures/{structure}/change</c></summary>
    public static async Task<IResult> ChangeAsync(string code, Guid structure, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, row) = await StructurePages.FindAsync(db, code, structure, ct);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, row);
        var version = errors.Any ? 0 : await SaveAsync(wanted, Typed.Version(form.Version), errors, http, db, ct);
        return errors.Any ? Page(edition, row, version == 0 ? form : form with { Version = $"{version}" }, errors) : SeeOther.To(StructurePages.Structure(code, structure));
    }

    /// <summary>Readable in an archive, and the same for the same form sent twice.</summary>
    public static string CodeOf(string name, Guid id)
    {
        var slug = FoldedWords.Key(name).Replace(' ', '-');
        return $"{(slug.Length > LongestSlug ? slug[..LongestSlug] : slug)}-{id.ToString("N")[^6..]}";
    }

    /// <summary>The version that stands now; 0 when there is none. What is wrong is in <paramref name="errors"/> afterwards.</summary>
    private static Task<int> SaveAsync(SaveStructures.Row wanted, int version, FormErrors errors, HttpContext http, RegistrationDatabase db, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var now = await tx.QueryFirstOrDefaultAsync<SaveStructures.Row>(NowSql, new { wanted.Id }, ct);
        if (now is not null && version == 0)
            return now.Version;
        if (now is not null && now.Version != version && wanted with { Version = now.Version } != now)
        {
            errors.ChangedMeanwhile();
            return now.Version;
        }
        if (await tx.QueryFirstOrDefaultAsync<Guid?>(SameNameSql, new { wanted.EditionId, NameKey = FoldedWords.Key(wanted.Name), wanted.Id }, ct) is not null)
        {
            errors.Conflict("name", StructureTexts.Words["Name.Taken"]);
            return now?.Version ?? 0;
        }
        await SaveStructures.ApplyAsync(tx, wanted.EditionId, new Dictionary<string, Func<SaveStructures.Row?, SaveStructures.Row>> { [wanted.Code] = old => wanted with { Version = old?.Version ?? 0 } }, ct);
        await tx.CommitAsync(ct);
        return 0;
    });

    private static SaveStructures.Row Read(Typed typed, Form form, SaveStructures.Row row) => row with
    {
        Name = typed.Text("name", form.Name, required: true) ?? "",
        Kind = typed.Text("kind", form.Kind),
    };

    private static RazorComponentResult Page(EditionTotals.Edition edition, SaveStructures.Row? row, Form form, FormErrors errors) =>
        errors.Page<ChangeStructurePage>(new { Edition = edition, Row = row, Form = form, Errors = errors });
}
