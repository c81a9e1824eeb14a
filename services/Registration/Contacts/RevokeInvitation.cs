using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Contacts;

/// <summary>A contact's personal link is taken back: asked first, then at once everywhere.</summary>
public static class RevokeInvitation
{
    /// <summary><c>GET …/contacts/{id}/revoke</c></summary>
    public static async Task<RazorComponentResult> AskAsync(Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var contact = await partner.FindAsync(db, id, ct);
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = ContactTexts.Words["Revoke.Title", contact.Name],
            Sentence = ContactTexts.Words["Revoke.Sentence"],
            Consequences = (IReadOnlyList<string>)[ContactTexts.Words["Revoke.Again"]],
            Action = $"{partner.Contact(id)}/revoke",
            Button = ContactTexts.Words["Revoke"],
            Back = $"{partner.Contact(id)}/change",
        });
    }

    /// <summary><c>POST …/contacts/{id}/revoke</c>. A second time changes nothing.</summary>
    public static async Task<IResult> RunAsync(Guid id, IFormCollection form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var partner = await Partner.OfAsync(http, db, ct);
        var contact = await partner.FindAsync(db, id, ct);
        if (contact is { InvitedAt: not null, RevokedAt: null })
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await Invitations.RevokeAsync(tx, id, ct);
            await tx.CommitAsync(ct);
        }
        return SeeOther.To($"{partner.Address}#contacts");
    }
}
