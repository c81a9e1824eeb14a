using System.Globalization;
using NodaTime;

namespace JobDating.Outcomes.Bilan;

/// <summary>Numbers and dates as the reader writes them. Spaces inside a number never break a line.</summary>
internal static class ReaderFormat
{
    /// <summary>What stands where a figure is not known; words beside it say why.</summary>
    public const string Unknown = "—";

    private const char NoBreak = '\u00A0';

    public static string Count(int? count) => count is { } known ? known.ToString("N0", CultureInfo.CurrentCulture) : Unknown;

    /// <summary>One decimal, from the two counts themselves: rounding a rounded rate could be a tenth off.</summary>
    public static string Percent(int? numerator, int? denominator) => numerator is { } part && denominator is > 0 and { } whole
        ? ((decimal)part / whole).ToString("P1", CultureInfo.CurrentCulture).Replace(' ', NoBreak)
        : Unknown;

    /// <summary>30 novembre 2023.</summary>
    public static string Date(LocalDate date) => Day(date) + date.ToString(" MMMM uuuu", CultureInfo.CurrentCulture);

    /// <summary>30 nov.</summary>
    public static string ShortDate(LocalDate date) => Day(date) + NoBreak + date.ToString("MMM", CultureInfo.CurrentCulture);

    /// <summary>In French zero is singular.</summary>
    public static bool Singular(int count) => count == 1 || (count == 0 && French);

    private static bool French => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    private static string Day(LocalDate date) => date.Day == 1 && French ? "1er" : date.Day.ToString(CultureInfo.CurrentCulture);
}
