using JobDating.Platform.Ui;

namespace JobDating.Outcomes;

/// <summary>Outcomes' texts: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
public static class OutcomesTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.Texts", typeof(OutcomesTexts).Assembly);
}
