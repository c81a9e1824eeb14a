using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Newsletters;

/// <summary>One contact, typed.</summary>
public static class AddContact
{
    public static IResult Ask() => new RazorComponentResult<ContactPage>(new { Form = new ContactForm(), Id = Guid.CreateVersion7() });

    public static async Task<IResult> RunAsync([FromForm] ContactForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var id = Typed.Id(form.Id);
        var contact = form.Read(new SaveContacts.Row { Id = id, Email = "", Source = "", AddedAt = db.Now }, errors, db.Now.InUtc().Date.PlusDays(1));
        if (!errors.Any)
        {
            try
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                // The same form sent twice: its contact is there.
                if (await SaveContacts.FindAsync(tx, id, ct) is not null)
                    return SeeOther.To(ShowContacts.Path);
                var added = await SaveContacts.AddAsync(tx, [contact], ct);
                if (added.New == 1)
                {
                    await tx.CommitAsync(ct);
                    return SeeOther.To($"{ShowContacts.Path}?added=1");
                }
                errors.Conflict("email", NewsletterTexts.Words[added.Known == 1 ? "Email.Known" : "Email.Refused"]);
            }
            catch (ChangedMeanwhileException)
            {
                errors.Conflict("email", NewsletterTexts.Words["Email.Known"]);
            }
        }
        return errors.Page<ContactPage>(new { Form = form, Errors = errors, Id = id });
    }
}
