using JobDating.Platform.Ui;

namespace JobDating.Registration.OwnPage;

/// <summary>The texts of a candidate's own pages.</summary>
internal static class OwnPageTexts
{
    public static Words Words { get; } = new("JobDating.Registration.OwnPage.Texts", typeof(OwnPageTexts).Assembly);
}
