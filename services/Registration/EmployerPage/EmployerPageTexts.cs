using JobDating.Platform.Ui;

namespace JobDating.Registration.EmployerPage;

/// <summary>Texts of the employer's page.</summary>
internal static class EmployerPageTexts
{
    public static Words Words { get; } = new("JobDating.Registration.EmployerPage.Texts", typeof(EmployerPageTexts).Assembly);
}
