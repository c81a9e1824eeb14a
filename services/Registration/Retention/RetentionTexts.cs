using JobDating.Platform.Ui;

namespace JobDating.Registration.Retention;

/// <summary>Texts of how long data are kept.</summary>
internal static class RetentionTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Retention.Texts", typeof(RetentionTexts).Assembly);
}
