using JobDating.Platform.Ui;

namespace JobDating.Registration.DemoTimes;

/// <summary>The texts of the demonstration's time.</summary>
internal static class DemoTimeTexts
{
    public static Words Words { get; } = new("JobDating.Registration.DemoTimes.Texts", typeof(DemoTimeTexts).Assembly);
}
