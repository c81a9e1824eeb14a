using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Contacts;

/// <summary>A contact of an establishment or a structure is added, changed or removed: the same doors below <c>…/employers/{siret}</c> and <c>…/structures/{structure}</c>.</summary>
public static class ChangeContact
{
    private const string SameEmailOfSiretSql = "SELECT name FROM partner_contact WHERE siret = @Siret AND email = @Email AND id <> @Id";
    private const string SameEmailOfStructureSql = "SELECT name FROM partner_contact WHERE structure_id = @StructureId AND email = @Email AND id <> @Id";

    public static IReadOnlyList<Option> Languages => [new("fr", ContactTexts.Words["Language.fr"]), new("en", ContactTexts.Words["Language.en"])];

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Language { get; init; }
        public string? Version { get; init; }
    }

    /// <summary><c>GET …/contacts/new</c></summary>
    public static async Task<RazorComponentResult> NewAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct) =>
        Page(await Partner.OfAsync(http, db, ct), null, new Form { Id = Guid.CreateVersion7().ToString(), Language = "fr" }, new FormErrors());

    /// <summary><c>POST …/contacts/new</c></summary>
    public static async Task<IResult> CreateAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var typed = Typed.Id(form.Id);
        var id = Typed.IdOf("contact"u8, typed);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, new() { Id = id, Siret = partner.Siret, StructureId = partner.StructureId, Name = "", Language = "fr" });
        if (!errors.Any && await ReadContacts.FindAsync(db, partner.Edition.Id, id, ct) is null)
            await SaveAsync(wanted, null, errors, http, db, ct);
        return errors.Any ? Page(partner, null, form with { Id = $"{typed}" }, errors) : SeeOther.To($"{partner.Address}#contacts");
    }

    /// <summary><c>GET …/contacts/{id}/change</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var contact = await partner.FindAsync(db, id, ct);
        return Page(partner, contact, new Form
        {
            Name = contact.Name,
            Email = contact.Email,
            Phone = contact.Phone is null ? null : PhoneText.Show(contact.Phone),
            Language = contact.Language,
            Version = $"{contact.Version}",
        }, new FormErrors());
    }

    /// <summary><c>POST …/contacts/{id}/change</c>. Another address is another person's letter box: what was sent to the old one opens nothing any more.</summary>
    public static async Task<IResult> ChangeAsync(Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var contact = await partner.FindAsync(db, id, ct);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), form, contact.Row);
        if (errors.Any)
            return Page(partner, contact, form, errors);
        if (contact.Version != Typed.Version(form.Version) && wanted != contact.Row)
        {
            errors.ChangedMeanwhile();
            return Page(partner, contact, form with { Version = $"{contact.Version}" }, errors);
        }
        await SaveAsync(wanted, contact, errors, http, db, ct);
        return errors.Any ? Page(partner, contact, form, errors) : SeeOther.To($"{partner.Address}#contacts");
    }

    /// <summary><c>GET …/contacts/{id}/remove</c>: asked first.</summary>
    public static async Task<RazorComponentResult> AskRemoveAsync(Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var contact = await partner.FindAsync(db, id, ct);
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = ContactTexts.Words["Remove.Title", contact.Name],
            Sentence = ContactTexts.Words["Remove.Sentence", contact.Name, partner.Name],
            Consequences = (IReadOnlyList<string>)[ContactTexts.Words["Remove.Link"], ContactTexts.Words["Remove.Mails"]],
            Action = $"{partner.Contact(id)}/remove",
            Button = ContactTexts.Words["Remove"],
            Back = $"{partner.Contact(id)}/change",
            Version = (int?)contact.Version,
        });
    }

    /// <summary><c>POST …/contacts/{id}/remove</c>. A second time it is gone already, and that is fine.</summary>
    public static async Task<IResult> RemoveAsync(Guid id, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        if (await ReadContacts.FindAsync(db, partner.Edition.Id, id, ct) is not { } contact || !partner.Has(contact))
            return SeeOther.To($"{partner.Address}#contacts");
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await PersonalLinks.TakeBackAsync(tx, id, ct);
        if (!await SaveContacts.RemoveAsync(tx, contact.Row with { Version = Typed.Version(form.Version) }, ct))
            throw new Rejected(StatusCodes.Status409Conflict, ContactTexts.Words["Remove.Changed"]);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{partner.Address}#contacts");
    }

    /// <summary>What is wrong is in <paramref name="errors"/> afterwards.</summary>
    private static async Task SaveAsync(SaveContacts.Row wanted, ReadContacts.Contact? contact, FormErrors errors, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (await tx.QueryFirstOrDefaultAsync<string>(wanted.Siret is null ? SameEmailOfStructureSql : SameEmailOfSiretSql, wanted, ct) is { } name)
            {
                errors.Conflict("email", ContactTexts.Words["Email.Taken", name]);
                return;
            }
            await SaveContacts.ApplyAsync(tx, new Dictionary<Guid, Func<SaveContacts.Row?, SaveContacts.Row>> { [wanted.Id] = _ => wanted }, ct);
            if (contact is { InvitedAt: not null, RevokedAt: null } && contact.Email != wanted.Email)
                await Invitations.RevokeAsync(tx, contact.Id, ct);
            await tx.CommitAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            errors.ChangedMeanwhile();
        }
    }

    private static SaveContacts.Row Read(Typed typed, Form form, SaveContacts.Row row) => row with
    {
        Name = typed.Text("name", form.Name, required: true) ?? "",
        Email = typed.Email("email", form.Email)?.ToLowerInvariant(),
        Phone = typed.Phone("phone", form.Phone),
        Language = typed.Choice("language", form.Language, Languages, required: true) ?? "fr",
    };

    private static RazorComponentResult Page(Partner partner, ReadContacts.Contact? contact, Form form, FormErrors errors) =>
        errors.Page<ChangeContactPage>(new { Partner = partner, Contact = contact, Form = form, Errors = errors });
}
