using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Bilan.OnePage;

/// <summary>The texts of the bilan on one sheet: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class OnePageTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.Bilan.OnePage.Texts", typeof(OnePageTexts).Assembly);
}
