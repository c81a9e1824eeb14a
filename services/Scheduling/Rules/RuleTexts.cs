using JobDating.Platform.Ui;

namespace JobDating.Scheduling.Rules;

/// <summary>Texts of the page on how a site is booked.</summary>
internal static class RuleTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Rules.Texts", typeof(RuleTexts).Assembly);
}
