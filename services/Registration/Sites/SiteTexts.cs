using JobDating.Platform.Ui;

namespace JobDating.Registration.Sites;

/// <summary>The texts of sites: setting up, moving, filling, telling.</summary>
internal static class SiteTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Sites.Texts", typeof(SiteTexts).Assembly);
}
