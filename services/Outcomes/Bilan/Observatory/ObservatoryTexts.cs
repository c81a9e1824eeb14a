using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>The texts of the observatory: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class ObservatoryTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.Bilan.Observatory.Texts", typeof(ObservatoryTexts).Assembly);
}
