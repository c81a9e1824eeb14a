using System.Globalization;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Employers;

/// <summary>Sentences with a number in them.</summary>
internal static class EmployerWords
{
    public static string Count(string key, int number) => Count(EmployerTexts.Words, key, number);

    /// <summary>The text for one or for several; French counts 0 as one, English does not.</summary>
    public static string Count(Words words, string key, int number, params object?[] more)
    {
        var isOne = number == 1 || number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";
        return words[$"{key}.{(isOne ? "One" : "Many")}", [Reading.Number(number), .. more]];
    }
}
