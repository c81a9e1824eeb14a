using MimeKit;

namespace JobDating.Platform.Ui;

/// <summary>An address that mail could go to: one name, one host with a dot, nothing around it.</summary>
public static class EmailText
{
    public const int Longest = 200;

    public static bool IsAddress(string text) =>
        text.Length <= Longest
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '(' or ')' or ',' or ';' or '\\')
        && text.LastIndexOf('@') is > 0 and var at && at == text.IndexOf('@') && at <= 64
        && text[(at + 1)..].Split('.') is { Length: > 1 } host && host.All(part => part.Length is > 0 and < 64 && part[0] != '-' && part[^1] != '-')
        && host[^1].Length > 1
        && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text;
}
