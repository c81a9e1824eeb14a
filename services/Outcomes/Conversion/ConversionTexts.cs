using System.Globalization;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Conversion;

/// <summary>The texts of the pages of conversion: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class ConversionTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.Conversion.Texts", typeof(ConversionTexts).Assembly);

    private static readonly IReadOnlySet<string> Known = Words.Keys(CultureInfo.InvariantCulture);

    /// <summary>Whether there is such a text: a word from an address is not yet one of ours.</summary>
    public static bool Has(string key) => Known.Contains(key);
}
