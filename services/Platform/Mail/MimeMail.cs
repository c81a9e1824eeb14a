using MimeKit;

namespace JobDating.Platform;

/// <summary>A row as a message. Whatever stands in the row, it becomes the value of one header or the text of one part, never a header of its own.</summary>
public static class MimeMail
{
    public static MimeMessage Write(MailRows.Due mail, string service, string from)
    {
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = MailText.OneLine(mail.Subject),
            MessageId = $"{EnvelopeId(mail.Id, service)}@{(string.IsNullOrEmpty(sender.Domain) ? "jobdating" : sender.Domain)}",
            Date = mail.QueuedAt.ToDateTimeOffset(),
        };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(MailText.OneLine(mail.ToName ?? ""), mail.ToAddress));
        if (mail.ReplyTo is { } reply)
            message.ReplyTo.Add(new MailboxAddress("", reply));
        // No out-of-office answers, please; a person's own reply is welcome.
        message.Headers[HeaderId.AutoSubmitted] = "auto-generated";
        message.Headers["X-Auto-Response-Suppress"] = "OOF, AutoReply";
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers[HeaderId.ListUnsubscribe] = $"<{unsubscribe}>";
            message.Headers[HeaderId.ListUnsubscribePost] = "List-Unsubscribe=One-Click";
            message.Headers[HeaderId.Precedence] = "bulk";
        }
        var text = new TextPart("plain") { Text = mail.Body };
        message.Body = mail.Html is null ? text : new MultipartAlternative { text, new TextPart("html") { Text = mail.Html } };
        message.Body.Headers[HeaderId.ContentLanguage] = mail.Language;
        return message;
    }

    /// <summary>What a bounce brings back: which mail, of which service's database.</summary>
    public static string EnvelopeId(Guid id, string service) => $"{id:N}.{service}";
}
