using System.Text.RegularExpressions;
using MimeKit;

namespace JobDating.Platform;

/// <summary>
/// A delivery status message (RFC 3464) that says one of our mails failed for good: which mail, by the envelope id that our server gave back or by our
/// Message-Id in what was returned, and the other side's words.
/// </summary>
public sealed partial record Bounce(Guid Mail, string Service, string Words)
{
    /// <summary>Null when it is no such message: an answer by a person, an out-of-office note, a mere delay.</summary>
    public static Bounce? Read(MimeMessage message)
    {
        if (message.Body is not MultipartReport report || report.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status)
            return null;
        var failed = status.StatusGroups.Skip(1).FirstOrDefault(group => string.Equals(group["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
        if (failed is null)
            return null;
        var sources = new[] { status.StatusGroups[0]["Original-Envelope-Id"] }.Concat(Returned(report)).Append(message.InReplyTo).Concat(message.References);
        foreach (var source in sources)
            if (source is not null && Id().Match(source) is { Success: true } id)
                return new Bounce(Guid.ParseExact(id.Groups[1].Value, "N"), id.Groups[2].Value.ToLowerInvariant(), Say(failed));
        return null;
    }

    private static IEnumerable<string?> Returned(MultipartReport report)
    {
        foreach (var part in report)
        {
            if (part is MessagePart { Message: { } whole })
                yield return whole.MessageId;
            else if (part is TextRfc822Headers { Message: { } headers })
                yield return headers.MessageId;
        }
    }

    private static string Say(HeaderList failed)
    {
        // Diagnostic-Code: smtp; 550 5.1.1 unknown user
        var words = failed["Diagnostic-Code"] is { } diagnostic ? diagnostic[(diagnostic.IndexOf(';') + 1)..] : null;
        var said = MailText.OneLine(words ?? failed["Status"] ?? "");
        return said.Length == 0 ? "failed" : said;
    }

    [GeneratedRegex(@"\b([0-9a-f]{32})\.([a-z]{1,40})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
