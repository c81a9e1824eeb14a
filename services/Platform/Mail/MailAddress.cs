using JobDating.Platform.Ui;

namespace JobDating.Platform;

/// <summary>One plain mail address, <c>ada@example.org</c>: no name beside it, no second one, no way to write a header.</summary>
public static class MailAddress
{
    /// <summary>Whether a mail can be sent there at all; whoever has none is reached otherwise.</summary>
    public static bool CanReach(string? text) => Read(text) is not null;

    /// <summary>The address without the spaces around it; null when it is none.</summary>
    public static string? Read(string? text) =>
        text?.Trim() is { Length: > 0 } address && EmailText.IsAddress(address) && Uri.CheckHostName(address[(address.IndexOf('@') + 1)..]) == UriHostNameType.Dns ? address : null;
}
