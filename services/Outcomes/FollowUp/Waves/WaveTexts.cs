using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>The texts of waves, of the staff's pages and of the mails: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class WaveTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.FollowUp.Waves.Texts", typeof(WaveTexts).Assembly);
}
