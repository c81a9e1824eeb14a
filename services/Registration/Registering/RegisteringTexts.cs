using JobDating.Platform.Ui;

namespace JobDating.Registration.Registering;

/// <summary>The texts of the three steps, of consents, and of the mail after them.</summary>
internal static class RegisteringTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Registering.Texts", typeof(RegisteringTexts).Assembly);
}
