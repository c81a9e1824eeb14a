using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Newsletters;

/// <summary>One contact: shown, with what did not arrive there; changed; deleted after a question.</summary>
public static class ChangeContact
{
    public static async Task<IResult> AskAsync(Guid id, RegistrationDatabase db, CancellationToken ct) => await SaveContacts.FindAsync(db, id, ct) is { } contact
        ? new RazorComponentResult<ContactPage>(new { Form = ContactForm.Of(contact), Contact = contact, contact.Version, Trouble = await TroubleAsync(db, id, ct) })
        : Results.NotFound();

    public static async Task<IResult> RunAsync(Guid id, [FromForm] ContactForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        if (await SaveContacts.FindAsync(db, id, ct) is not { } contact)
            return Results.NotFound();
        var errors = new FormErrors();
        var changed = form.Read(contact, errors, db.Now.InUtc().Date.PlusDays(1));
        if (!errors.Any && contact.Version != Typed.Version(form.Version))
            errors.ChangedMeanwhile();
        if (!errors.Any)
        {
            try
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await SaveContacts.ChangeAsync(tx, contact, changed, "contact changed", ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{ShowContacts.Path}?changed=1");
            }
            catch (ChangedMeanwhileException)
            {
                errors.ChangedMeanwhile();
                contact = await SaveContacts.FindAsync(db, id, ct) ?? contact;
            }
            catch (Exception exception) when (SqlText.IsDuplicate(exception))
            {
                errors.Conflict("email", NewsletterTexts.Words["Email.Known"]);
            }
        }
        return errors.Page<ContactPage>(new { Form = form, Errors = errors, Contact = contact, contact.Version, Trouble = await TroubleAsync(db, id, ct) });
    }

    public static async Task<IResult> AskDeleteAsync(Guid id, RegistrationDatabase db, CancellationToken ct) =>
        await SaveContacts.FindAsync(db, id, ct) is { } contact ? Question(contact, new FormErrors()) : Results.NotFound();

    public static async Task<IResult> DeleteAsync(Guid id, [FromForm] ContactForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await SaveContacts.FindAsync(tx, id, ct) is not { } contact)
            return SeeOther.To(ShowContacts.Path);
        if (!await SaveContacts.DeleteAsync(tx, contact, Typed.Version(form.Version), ct))
        {
            var errors = new FormErrors();
            errors.ChangedMeanwhile();
            return Question(contact, errors);
        }
        await tx.CommitAsync(ct);
        return SeeOther.To($"{ShowContacts.Path}?deleted=1");
    }

    private static RazorComponentResult Question(SaveContacts.Row contact, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = NewsletterTexts.Words["Contact.Delete.Title"],
        Sentence = NewsletterTexts.Words["Contact.Delete.Sentence", contact.Name is { } name ? $"{name} ({contact.Email})" : contact.Email],
        Consequences = (IReadOnlyList<string>)[NewsletterTexts.Words[contact.UnsubscribedAt is null ? "Contact.Delete.Consequence" : "Contact.Delete.Refusal"]],
        Action = $"{ShowContacts.Path}/{contact.Id}/delete",
        Button = NewsletterTexts.Words["Contact.Delete.Do"],
        Back = $"{ShowContacts.Path}/{contact.Id}",
        Version = (int?)contact.Version,
        Errors = errors,
    });

    private static Task<IReadOnlyList<MailRows.Trouble>> TroubleAsync(RegistrationDatabase db, Guid id, CancellationToken ct) => new MailRows(db).TroubleAsync(SaveContacts.Subject, [id], ct);
}
