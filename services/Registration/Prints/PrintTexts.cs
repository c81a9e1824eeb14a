using JobDating.Platform.Ui;

namespace JobDating.Registration.Prints;

/// <summary>The texts of what is printed: <c>Texts.resx</c> in French, <c>Texts.en.resx</c> in English.</summary>
internal static class PrintTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Prints.Texts", typeof(PrintTexts).Assembly);
}
