namespace JobDating.Platform;

/// <summary>Telephone numbers as an SMS provider wants them: <c>+33612345678</c>. Written without a country they are French.</summary>
public static class SmsNumber
{
    /// <summary>Null when no SMS can be sent there.</summary>
    public static string? Read(string? text)
    {
        if (text is null)
            return null;
        var written = text.Replace("(0)", "", StringComparison.Ordinal);
        if (written.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or ' ' or '.' or '-' or '/' or '(' or ')' or '\u00A0' or '\u202F')))
            return null;
        var digits = new string([.. written.Where(char.IsAsciiDigit)]);
        var number = written.TrimStart().StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : digits.Length == 10 && digits[0] == '0' ? "33" + digits[1..]
            : "";
        // E.164: at most 15 digits. A French number that is not mobile takes no SMS.
        return number.Length is < 8 or > 15 || number[0] == '0' || (number.StartsWith("33", StringComparison.Ordinal) && !(number.Length == 11 && number[2] is '6' or '7')) ? null : "+" + number;
    }
}
