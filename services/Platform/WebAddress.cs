namespace JobDating.Platform;

/// <summary>An address of the web, as somebody has written it.</summary>
public static class WebAddress
{
    /// <summary>http and https only. The framework's reader is asked about nothing else: of some texts, a slash before a sign that turns the direction of writing, it makes an exception of its own.</summary>
    public static bool Is(string? text) =>
        text is not null && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(text, UriKind.Absolute, out _);
}
