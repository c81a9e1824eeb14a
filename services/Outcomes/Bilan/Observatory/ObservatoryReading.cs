using System.Globalization;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>The observatory's numbers as the reader writes them.</summary>
internal static class ObservatoryReading
{
    /// <summary>A year is no quantity: 2023 in every language.</summary>
    public static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>+2,9 %; −0,4 %.</summary>
    public static string Percent(decimal percent) =>
        percent.ToString("+0.0#;−0.0#;0.0", CultureInfo.CurrentCulture) + ObservatoryTexts.Words["Percent"];

    /// <summary>+2,9 %, and where it is from; a dash when it is not known.</summary>
    public static string Growth(Growth? growth) => growth is null ? ReaderFormat.Unknown
        : ObservatoryTexts.Words[growth.IsComputed ? growth.IsAbout ? "Growth.About" : "Growth.Computed" : "Growth.Said", Percent(growth.Percent)];

    /// <summary>26 000 demandeurs d’emploi de plus de 50 ans en 2023 (+2,9 % en un an).</summary>
    public static string Sentence(ObservatoryContext context)
    {
        var words = ObservatoryTexts.Words;
        var seekers = words[context.IsRounded ? "Beside.About" : "Beside.Seekers", context.SeekersOver50, context.Territory, Year(context.Year)];
        var growth = context.Growth is { } known ? " " + words[known.IsAbout ? "Beside.Growth.About" : "Beside.Growth", Percent(known.Percent)] : "";
        var all = context.Seekers is { } any ? " " + words["Beside.All", any] : "";
        return $"{seekers}{growth}.{all}";
    }

    /// <summary>As it may be typed again: +2,9 or +2.9.</summary>
    public static string? Typed(int? hundredths) => hundredths is { } known ? (known / 100m).ToString("+0.0#;-0.0#;0", CultureInfo.CurrentCulture) : null;
}
