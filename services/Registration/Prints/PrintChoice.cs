using System.Globalization;

namespace JobDating.Registration.Prints;

/// <summary>What of a site is printed: whose names, and how many places stay empty for who comes unannounced.</summary>
public sealed record PrintChoice(NameRange Names, bool OnlyEmpty, int Empty)
{
    private const int MostEmpty = 400;

    /// <summary>As typed into the page's form; what is no number is none.</summary>
    public static PrintChoice Of(string? from, string? to, string? which, string? empty)
    {
        var places = int.TryParse(empty, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Min(typed, MostEmpty) : 0;
        return new(NameRange.Of(from, to), which == "empty", places);
    }
}
