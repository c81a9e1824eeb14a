using JobDating.Platform.Ui;

namespace JobDating.Scheduling.Planning;

/// <summary>Texts of the plan's pages.</summary>
internal static class PlanTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Planning.Texts", typeof(PlanTexts).Assembly);
}
