using System.Globalization;
using JobDating.Platform;
using MimeKit;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// The question as a mail in the pickup folder, <c>mail/{invitation}.eml</c> below the data folder, where any mail program or relay can take
/// it from. It asks for an answer by reply, which staff then record.
/// </summary>
internal static class InvitationMail
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Whether this is an address at all; whoever has none is asked by phone.</summary>
    public static bool CanReach(string? email) => !string.IsNullOrWhiteSpace(email) && MailboxAddress.TryParse(email, out _);

    /// <summary>The same invitation is always the same file: writing it twice leaves one mail.</summary>
    public static async Task WriteAsync(Settings settings, SendDueInvitations.Due due, CancellationToken ct)
    {
        var folder = Path.Combine(settings.Data, "mail");
        Directory.CreateDirectory(folder);
        using var mail = Compose(settings.MailFrom, due);
        var final = Path.Combine(folder, $"{due.Id:N}.eml");
        var draft = $"{final}.{Guid.NewGuid():N}.draft";
        await using (var file = File.Create(draft))
            await mail.WriteToAsync(file, ct);
        File.Move(draft, final, overwrite: true);
    }

    private static MimeMessage Compose(string from, SendDueInvitations.Due due)
    {
        var words = OutcomesTexts.Words;
        var mail = new MimeMessage { Subject = words.In(French, "Invitation.Subject", due.EditionName), MessageId = $"{due.Id:N}@jobdating" };
        mail.From.Add(MailboxAddress.Parse(from));
        mail.To.Add(new MailboxAddress($"{due.FirstName} {due.LastName}", due.Email));
        mail.Body = new TextPart("plain") { Text = words.In(French, "Invitation.Text", due.FirstName, due.SiteName, due.SiteDate.ToString("d MMMM uuuu", French)) };
        return mail;
    }
}
