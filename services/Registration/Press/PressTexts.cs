using JobDating.Platform.Ui;

namespace JobDating.Registration.Press;

/// <summary>The texts of press articles: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class PressTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Press.Texts", typeof(PressTexts).Assembly);
}
