using JobDating.Platform.Ui;

namespace JobDating.Registration.HiresAsked;

/// <summary>What employers are written when they are asked whom they have hired.</summary>
internal static class HiresAskedTexts
{
    public static Words Words { get; } = new("JobDating.Registration.HiresAsked.Texts", typeof(HiresAskedTexts).Assembly);
}
