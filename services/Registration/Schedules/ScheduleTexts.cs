using JobDating.Platform.Ui;

namespace JobDating.Registration.Schedules;

/// <summary>The texts of interviews: shown, told, reminded of.</summary>
internal static class ScheduleTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Schedules.Texts", typeof(ScheduleTexts).Assembly);
}
