using System.Globalization;

namespace JobDating.Registration.Prints;

/// <summary>
/// Last names from one beginning to another, both included: from A to C, from Le to Li; accents and case ignored. An empty end is open. So
/// several desks print, and hold, a part of the alphabet each.
/// </summary>
public sealed record NameRange(string From, string To)
{
    private const CompareOptions Folded = CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreCase;
    private const int Longest = 50;

    /// <summary>As typed; blanks around are ignored, and more than anyone types is cut.</summary>
    public static NameRange Of(string? from, string? to) => new(Trimmed(from), Trimmed(to));

    public bool IsWhole => From.Length == 0 && To.Length == 0;

    public bool Has(string lastName, CultureInfo culture)
    {
        var compare = culture.CompareInfo;
        return (From.Length == 0 || compare.Compare(lastName, From, Folded) >= 0 || compare.IsPrefix(lastName, From, Folded))
            && (To.Length == 0 || compare.Compare(lastName, To, Folded) <= 0 || compare.IsPrefix(lastName, To, Folded));
    }

    private static string Trimmed(string? text) => (text ?? "").Trim() is var typed && typed.Length > Longest ? typed[..Longest] : typed;
}
