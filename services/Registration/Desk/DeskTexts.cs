using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Desk;

/// <summary>The texts of the desk's pages.</summary>
internal static class DeskTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Desk.Texts", typeof(DeskTexts).Assembly);

    /// <summary>What tells somebody from a namesake, and how the screen in the hall calls them: "Roubaix · né en 1962 · écran : n° 804".</summary>
    public static string About(DeskSite site, DeskPeople.Row row) =>
        string.Join(" · ", new[] { row.Commune, row.BornIn is { } year ? Words["Born", year] : null, Words["Called", HallNumber.Of(site.Id, row.Id)] }.OfType<string>());

    /// <summary>" (entrée A)" behind a time; nothing where no door was named.</summary>
    public static string At(string? door) => door is null ? "" : Words["At", door];
}
