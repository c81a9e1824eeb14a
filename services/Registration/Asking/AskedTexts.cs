using JobDating.Platform.Ui;

namespace JobDating.Registration.Asking;

/// <summary>What employers are written when another service wants to know something of them.</summary>
internal static class AskedTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Asking.Texts", typeof(AskedTexts).Assembly);
}
