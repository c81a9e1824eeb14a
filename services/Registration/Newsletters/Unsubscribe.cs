using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>
/// Leaving the newsletters, without sign-in. Opening the link only asks, for mail programs open links by themselves; one press, or the mail program's
/// own button (RFC 8058: a POST without cookies), does it. Done by mistake, another press undoes it.
/// </summary>
public static class Unsubscribe
{
    private static readonly Actor Reader = new("link", "unsubscribe");

    public static async Task<IResult> AskAsync(string token, RegistrationDatabase db, UnsubscribeLinks links, HttpContext http, CancellationToken ct)
    {
        if (links.Read(token) is not { } id)
            throw Unknown(http);
        var contact = await SaveContacts.FindAsync(db, id, ct);
        return Page(http, token, contact, left: contact?.UnsubscribedAt is not null || contact is null);
    }

    public static Task<IResult> RunAsync(string token, RegistrationDatabase db, UnsubscribeLinks links, HttpContext http, CancellationToken ct) =>
        ChangeAsync(token, leave: true, db, links, http, ct);

    public static Task<IResult> UndoAsync(string token, RegistrationDatabase db, UnsubscribeLinks links, HttpContext http, CancellationToken ct) =>
        ChangeAsync(token, leave: false, db, links, http, ct);

    private static async Task<IResult> ChangeAsync(string token, bool leave, RegistrationDatabase db, UnsubscribeLinks links, HttpContext http, CancellationToken ct)
    {
        if (links.Read(token) is not { } id)
            throw Unknown(http);
        while (true)
        {
            try
            {
                await using var tx = await db.BeginAsync(Reader, ct);
                var contact = await SaveContacts.FindAsync(tx, id, ct);
                if (contact is not null && contact.UnsubscribedAt is null == leave)
                {
                    await SaveContacts.ChangeAsync(tx, contact, contact with { UnsubscribedAt = leave ? tx.Now : (Instant?)null }, leave ? "unsubscribed" : "subscribed again", ct);
                    if (leave)
                        await tx.CancelMailsAsync(SaveContacts.Subject, [id], ct);
                    await tx.CommitAsync(ct);
                }
                return Page(http, token, contact, left: leave || contact is null);
            }
            catch (ChangedMeanwhileException)
            {
                // A coordinator saved this contact in the same moment: once more, on what stands now.
            }
        }
    }

    /// <summary>Altered or guessed.</summary>
    private static Rejected Unknown(HttpContext http) => http.RequestServices.GetRequiredService<WrongLinks>().Refuse(http, new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]));

    private static RazorComponentResult Page(HttpContext http, string token, SaveContacts.Row? contact, bool left)
    {
        // The address is its reader's alone: it goes neither into caches nor along to other pages.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return new RazorComponentResult<UnsubscribePage>(new { Token = token, Left = left, Known = contact is not null });
    }
}
