using JobDating.Platform.Ui;

namespace JobDating.Registration.Duplicates;

/// <summary>The texts of finding and merging the same person entered twice.</summary>
internal static class DuplicateTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Duplicates.Texts", typeof(DuplicateTexts).Assembly);
}
