using JobDating.Platform.Ui;

namespace JobDating.Registration.Privacy;

/// <summary>Texts of what is given to a person of all that is held about them.</summary>
internal static class AccessTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Privacy.Texts", typeof(AccessTexts).Assembly);
}
