namespace JobDating.Tests;

/// <summary>A page as a test writes what it expects there: a space that does not break is a space.</summary>
internal static class PageText
{
    public static string Plain(string page) => page.Replace("&#xA0;", " ", StringComparison.Ordinal).Replace('\u00A0', ' ');
}
