using JobDating.Platform.Ui;

namespace JobDating.Registration;

/// <summary>Registration's texts: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
public static class RegistrationTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Texts", typeof(RegistrationTexts).Assembly);
}
