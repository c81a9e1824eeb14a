using JobDating.Platform.Ui;

namespace JobDating.Registration.Workshops;

/// <summary>The texts of workshops: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class WorkshopTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Workshops.Texts", typeof(WorkshopTexts).Assembly);
}
