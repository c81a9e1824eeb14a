using JobDating.Platform.Ui;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>The texts of frozen bilans: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class FrozenTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.Bilan.Frozen.Texts", typeof(FrozenTexts).Assembly);
}
