using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace JobDating.Platform.Ui;

/// <summary>
/// Reads what was typed into a form. Each question answers the value, or null when nothing was typed or when it is wrong; then the sentence
/// stands at the field, in the reader's language. Whoever asked looks at <see cref="FormErrors.Any"/> before using the values.
/// </summary>
public sealed class Typed(FormErrors errors)
{
    private static readonly LocalDate FirstDate = new(1900, 1, 1);

    /// <summary>No date that is typed is later.</summary>
    public static readonly LocalDate LastDate = new(2100, 12, 31);

    /// <summary>Nobody types more into one box; what comes after is not even looked at, and every box allows less.</summary>
    private const int Most = 20_000;

    /// <summary>One line: trimmed, spaces of whatever kind single, no control characters.</summary>
    public string? Text(string field, string? typed, int longest = 200, bool required = false)
    {
        var text = Line(typed);
        if (text.Length <= longest)
            return Or(field, text, required);
        errors.Add(field, FormTexts.Words["TooLong", longest, text.Length]);
        return null;
    }

    /// <summary>Several lines, each ended by \n.</summary>
    public string? Lines(string field, string? typed, int longest = 2000, bool required = false)
    {
        var text = Clean((typed ?? "").ReplaceLineEndings("\n"), c => c == '\n').Trim();
        if (text.Length <= longest)
            return Or(field, text, required);
        errors.Add(field, FormTexts.Words["TooLong", longest, text.Length]);
        return null;
    }

    /// <summary>31/12/2023, 31.12.23, 31 12 2023 or 2023-12-31: day, month, year in both languages.</summary>
    public LocalDate? Date(string field, string? typed, bool required = false, LocalDate? earliest = null, LocalDate? latest = null)
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        if (ReadDate(text) is not { } date)
        {
            errors.Add(field, FormTexts.Words["Date.Wrong"]);
            return null;
        }
        if (date < (earliest ?? FirstDate))
            errors.Add(field, FormTexts.Words["Date.TooEarly", Show(earliest ?? FirstDate)]);
        else if (date > (latest ?? LastDate))
            errors.Add(field, FormTexts.Words["Date.TooLate", Show(latest ?? LastDate)]);
        else
            return date;
        return null;
    }

    /// <summary>9h30, 9h, 09:30, 9.30 or 9 h 30.</summary>
    public LocalTime? Time(string field, string? typed, bool required = false)
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        if (ReadTime(text) is { } time)
            return time;
        errors.Add(field, FormTexts.Words["Time.Wrong"]);
        return null;
    }

    /// <summary>A whole number; spaces between thousands are allowed.</summary>
    public int? Number(string field, string? typed, int least, int most, bool required = false)
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            errors.Add(field, FormTexts.Words["Number.Wrong"]);
        else if (number < least || number > most)
            errors.Add(field, FormTexts.Words["Number.Outside", least, most]);
        else
            return number;
        return null;
    }

    public string? Email(string field, string? typed, bool required = false)
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        if (EmailText.IsAddress(text))
            return text;
        errors.Add(field, FormTexts.Words["Email.Wrong"]);
        return null;
    }

    /// <summary>As +33612345678; shown again by <see cref="PhoneText.Show"/>.</summary>
    public string? Phone(string field, string? typed, bool required = false)
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        if (PhoneText.Normal(text) is { } number)
            return number;
        errors.Add(field, FormTexts.Words["Phone.Wrong"]);
        return null;
    }

    /// <summary>One of the words that the form offered.</summary>
    public string? Choice(string field, string? typed, IEnumerable<Option> options, bool required = false)
    {
        if (string.IsNullOrEmpty(typed))
        {
            if (required)
                errors.Add(field, FormTexts.Words["Choice.Missing"]);
            return null;
        }
        if (options.Any(option => option.Value == typed))
            return typed;
        errors.Add(field, FormTexts.Words["Choice.Unknown"]);
        return null;
    }

    /// <summary>Any rule of the field's own: the value, or the sentence at the field.</summary>
    public T? Other<T>(string field, string? typed, Func<string, T?> read, string sentence, bool required = false) where T : class
    {
        if (Or(field, Line(typed), required) is not { } text)
            return null;
        if (read(text) is { } value)
            return value;
        errors.Add(field, sentence);
        return null;
    }

    /// <summary>A box was ticked.</summary>
    public static bool Checked(string? typed) => typed is not null;

    /// <summary>A hidden id of our own making; a new one when somebody has altered it.</summary>
    public static Guid Id(string? typed) => Guid.TryParseExact(typed, "D", out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();

    /// <summary>
    /// The id of what such a form makes, where links, sessions or tokens hang on that id: the same form sent twice makes one, and no form can name somebody else's id, whose
    /// rights the new one would then pass for, or end.
    /// </summary>
    /// <param name="of">Kind or owner of what is made.</param>
    /// <param name="form">The form's hidden id.</param>
    public static Guid IdOf(ReadOnlySpan<byte> of, Guid form) => new(SHA256.HashData([.. of, .. form.ToByteArray()]).AsSpan(0, 16));

    /// <summary>A hidden version of our own making; 0, which no row has, when somebody has altered it.</summary>
    public static int Version(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>As it may be typed again: 31/12/2023.</summary>
    public static string Show(LocalDate date) => date.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture);

    /// <summary>As it may be typed again: 9h30 in French, 9:30 in English.</summary>
    public static string Show(LocalTime time) => time.ToString(FormTexts.Words["Time.Pattern"], CultureInfo.InvariantCulture);

    /// <summary>As it may be typed again.</summary>
    public static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string? Or(string field, string text, bool required)
    {
        if (text.Length > 0)
            return text;
        if (required)
            errors.Add(field, FormTexts.Words["Missing"]);
        return null;
    }

    internal static LocalDate? ReadDate(string text)
    {
        if (text.Length > 20)
            return null;
        var parts = text.Split(['/', '.', '-', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3 || !parts.All(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit)))
            return null;
        var (dayText, yearText) = parts[0].Length == 4 ? (parts[2], parts[0]) : (parts[0], parts[2]);
        if (dayText.Length > 2 || parts[1].Length > 2 || yearText.Length is not (2 or 4))
            return null;
        var year = int.Parse(yearText, CultureInfo.InvariantCulture);
        // Two digits: a birth year of somebody over fifty, or a year of this tour's time.
        if (yearText.Length == 2)
            year += year > 40 ? 1900 : 2000;
        var month = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var day = int.Parse(dayText, CultureInfo.InvariantCulture);
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }

    internal static LocalTime? ReadTime(string text)
    {
        if (text.Length > 10)
            return null;
        var parts = text.ToLowerInvariant().Split(['h', ':', '.', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (1 or 2) || !parts.All(part => part.Length <= 2 && part.All(char.IsAsciiDigit)) || !char.IsAsciiDigit(text[0]))
            return null;
        var hour = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var minute = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return hour <= 23 && minute <= 59 && (parts.Length == 1 || parts[1].Length == 2) ? new LocalTime(hour, minute) : null;
    }

    private static string Line(string? typed) => string.Join(' ', Clean(typed ?? "", _ => false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without what no person types: control and direction characters, and halves of surrogate pairs. In one form (NFC), so that equal looks are equal.</summary>
    private static string Clean(string typed, Func<char, bool> kept)
    {
        var clean = new StringBuilder();
        foreach (var rune in typed.AsSpan(0, Math.Min(typed.Length, Most)).EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                continue;
            if (Rune.IsWhiteSpace(rune) && !kept((char)rune.Value))
                clean.Append(' ');
            else if (rune.IsBmp && kept((char)rune.Value) || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                clean.Append(rune.ToString());
        }
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }
}
