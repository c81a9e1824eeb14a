using JobDating.Platform.Ui;

namespace JobDating.Registration.Desk;

/// <summary>The texts of the desk's pages.</summary>
internal static class DeskTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Desk.Texts", typeof(DeskTexts).Assembly);

    /// <summary>" (entrée A)" behind a time; nothing where no door was named.</summary>
    public static string At(string? door) => door is null ? "" : Words["At", door];
}
