using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.EmployerAnswers;

/// <summary>The texts of the employer's list: who was hired.</summary>
internal static class EmployerAnswerTexts
{
    public static Words Words { get; } = new("JobDating.Outcomes.FollowUp.EmployerAnswers.Texts", typeof(EmployerAnswerTexts).Assembly);
}
