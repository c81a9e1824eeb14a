using MimeKit;

namespace JobDating.Platform;

/// <summary>One plain mail address, <c>ada@example.org</c>: no name beside it, no second one, no way to write a header.</summary>
public static class MailAddress
{
    private const int Longest = 254;

    /// <summary>Whether a mail can be sent there at all; whoever has none is reached otherwise.</summary>
    public static bool CanReach(string? text) => Read(text) is not null;

    /// <summary>The address without the spaces around it; null when it is none.</summary>
    public static string? Read(string? text)
    {
        var address = text?.Trim();
        if (string.IsNullOrEmpty(address) || address.Length > Longest || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return null;
        return address.IndexOf('@') > 0 && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && string.IsNullOrEmpty(mailbox.Name) && mailbox.Route.Count == 0 && IsDomain(mailbox.Domain)
            ? address
            : null;
    }

    private static bool IsDomain(string domain) => domain.Length > 0 && !domain.StartsWith('[') && Uri.CheckHostName(domain) is UriHostNameType.Dns;
}
