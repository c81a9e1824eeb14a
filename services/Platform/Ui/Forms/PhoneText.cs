using PhoneNumbers;

namespace JobDating.Platform.Ui;

/// <summary>Phone numbers as people write them; French where no country is said.</summary>
public static class PhoneText
{
    private const string Country = "FR";
    private const int Longest = 50;

    /// <summary>Beginnings that the French regulator keeps for fiction and gives to nobody: the demonstration's people have them, and can save their forms.</summary>
    private static readonly string[] Fiction = ["19900", "26191", "35301", "46571", "53649", "63998"];
    private static readonly PhoneNumberUtil Rules = PhoneNumberUtil.GetInstance();

    /// <summary>+33612345678; null when it is no number that could be called.</summary>
    public static string? Normal(string? text) => Read(text) is { } number ? Rules.Format(number, PhoneNumberFormat.E164) : null;

    /// <summary>06 12 34 56 78 (a foreign one with its country); what is no number is shown as it was typed.</summary>
    public static string Show(string text) => Read(text) is { } number
        ? Rules.Format(number, number.CountryCode == 33 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL)
        : text;

    /// <summary>The digits under which it is searched: 0612345678 and 33612345678; empty when it is no number.</summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        if (Read(text) is not { } number)
            return [];
        return [Digits(Rules.Format(number, PhoneNumberFormat.NATIONAL)), Digits(Rules.Format(number, PhoneNumberFormat.E164))];

        static string Digits(string written) => string.Concat(written.Where(char.IsAsciiDigit));
    }

    private static PhoneNumber? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            return null;
        try
        {
            var number = Rules.Parse(text, Country);
            return (Rules.IsValidNumber(number) || IsFiction(number)) && !number.HasExtension ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsFiction(PhoneNumber number) =>
        number is { CountryCode: 33, NationalNumber: >= 100_000_000 and <= 999_999_999 } && Fiction.Contains($"{number.NationalNumber}"[..5]);
}
