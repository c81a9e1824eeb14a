using JobDating.Platform.Ui;

namespace JobDating.Registration.Editions;

/// <summary>The texts of setting up an edition, and of the ways from it.</summary>
internal static class EditionTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Editions.Texts", typeof(EditionTexts).Assembly);
}
