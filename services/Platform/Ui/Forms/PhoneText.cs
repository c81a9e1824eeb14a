namespace JobDating.Platform.Ui;

/// <summary>
/// Phone numbers as people write them; French where no country is said. A French one has ten digits, the second not 0; one from abroad begins
/// with + or 00 and has 7 to 15 digits (E.164).
/// </summary>
public static class PhoneText
{
    private const int Longest = 50;
    private const string France = "33";

    /// <summary>+33612345678; null when it is no number that could be called.</summary>
    public static string? Normal(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || text.Any(c => !char.IsAsciiDigit(c) && !char.IsWhiteSpace(c) && c is not ('+' or '.' or '-' or '/' or '(' or ')')))
            return null;
        // +33 (0)6: the 0 in brackets is not dialled.
        var written = text.Replace("(0)", "", StringComparison.Ordinal).TrimStart();
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (written.LastIndexOf('+') > 0)
            return null;
        if (written[0] == '+' || digits.StartsWith("00", StringComparison.Ordinal))
            return Abroad(written[0] == '+' ? digits : digits[2..]);
        return IsNational(digits) ? $"+{France}{digits[1..]}" : null;
    }

    /// <summary>06 12 34 56 78; one from abroad as +32470123456; what is no number as it was typed.</summary>
    public static string Show(string text) => Normal(text) is not { } number
        ? text
        : National(number) is { } digits ? string.Join(' ', digits.Chunk(2).Select(pair => new string(pair))) : number;

    /// <summary>The digits under which it is searched: 0612345678 and 33612345678; empty when it is no number.</summary>
    public static IReadOnlyList<string> Words(string? text) => Normal(text) is not { } number
        ? []
        : National(number) is { } digits ? [digits, number[1..]] : [number[1..]];

    private static string? Abroad(string digits) => digits.StartsWith(France, StringComparison.Ordinal)
        ? IsNational("0" + digits[2..]) ? "+" + digits : null
        : digits.Length is >= 7 and <= 15 && digits[0] != '0' ? "+" + digits : null;

    private static bool IsNational(string digits) => digits.Length == 10 && digits[0] == '0' && digits[1] != '0';

    private static string? National(string number) => number.StartsWith("+" + France, StringComparison.Ordinal) ? "0" + number[3..] : null;
}
