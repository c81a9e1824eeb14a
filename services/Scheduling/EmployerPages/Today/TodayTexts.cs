using JobDating.Platform.Ui;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>Texts of the recruiter's day.</summary>
internal static class TodayTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.EmployerPages.Today.Texts", typeof(TodayTexts).Assembly);
}
