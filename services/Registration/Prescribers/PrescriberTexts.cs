using JobDating.Platform.Ui;

namespace JobDating.Registration.Prescribers;

/// <summary>The texts of the prescribers' pages.</summary>
internal static class PrescriberTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Prescribers.Texts", typeof(PrescriberTexts).Assembly);
}
