using System.Globalization;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>What a figure was called and how it was defined, in each language, when the bilan was read; a rate names the two counts that it is made of.</summary>
public sealed record KeptFigure
{
    private static readonly string[] _languages = ["fr", "en"];

    public string Key { get; init; } = "";
    public string? Numerator { get; init; }
    public string? Denominator { get; init; }

    /// <summary>Counted for each site too.</summary>
    public bool OfSites { get; init; }

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public bool IsRate() => Numerator is not null;

    public string Name() => In(Names) ?? Key;

    public string Definition() => In(Definitions) ?? "";

    /// <summary>As a table shows it, a dash where it is not known: also where these counts were kept before the figure was there.</summary>
    public string Text(IReadOnlyDictionary<string, int?> counts) => IsRate()
        ? ReaderFormat.Percent(counts.GetValueOrDefault(Numerator!), counts.GetValueOrDefault(Denominator ?? ""))
        : ReaderFormat.Count(counts.GetValueOrDefault(Key));

    internal static KeptFigure Of(BilanFigure figure) => new()
    {
        Key = figure.Key,
        Numerator = figure.Numerator?.Key,
        Denominator = figure.Denominator?.Key,
        OfSites = figure.OfSites,
        Names = Texts(figure.Key),
        Definitions = Texts($"{figure.Key}.Definition"),
    };

    private static Dictionary<string, string> Texts(string key) => _languages.ToDictionary(language => language, language => OutcomesTexts.Words.In(CultureInfo.GetCultureInfo(language), $"Figure.{key}"));

    private static string? In(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(Language) ?? texts.Values.FirstOrDefault();
}
