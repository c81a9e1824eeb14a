using JobDating.Platform.Ui;

namespace JobDating.Registration.Employers;

/// <summary>The texts of establishments, their offers and attendances, and of the charter.</summary>
internal static class EmployerTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Employers.Texts", typeof(EmployerTexts).Assembly);
}
