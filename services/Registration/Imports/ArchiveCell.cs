using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>What reading one cell gave: a value (null when empty), or the rule it breaks.</summary>
internal readonly record struct CellReading(object? Value, string? Rule = null, params IReadOnlyList<string> Arguments)
{
    public static CellReading Breaks(string rule, params IReadOnlyList<string> arguments) => new(ArchiveRow.Broken, rule, arguments);
}

/// <summary>Reads one cell by its column. Pure: the same text gives the same value, whatever the machine's language.</summary>
internal static class ArchiveCell
{
    private static readonly object _yes = true;
    private static readonly object _no = false;

    public static CellReading Read(ArchiveColumn column, string raw, DateTimeZone zone)
    {
        var text = raw.Trim();
        if (text.Length == 0)
            return column.IsRequired ? CellReading.Breaks(FindingRules.Required) : default;
        foreach (var one in text)
        {
            if (char.IsControl(one) && one is not ('\t' or '\r' or '\n'))
                return CellReading.Breaks(FindingRules.ControlCharacter, $"U+{(int)one:X4}");
        }
        text = SpreadsheetText.Restore(text);
        return column.Kind switch
        {
            CellKind.Date => Date(text),
            CellKind.Time => DateText.Time(text) is { } time ? new(time) : CellReading.Breaks(FindingRules.NotATime),
            CellKind.DateTime => DateTime(text, zone),
            CellKind.Boolean => Boolean(text),
            CellKind.Number => Number(column, text),
            CellKind.Word => Word(column, text),
            CellKind.Siret => Siret.WithoutSpaces(text) is var siret && Siret.IsValid(siret) ? new(siret) : CellReading.Breaks(FindingRules.NotASiret),
            CellKind.TimeZone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is null ? CellReading.Breaks(FindingRules.UnknownTimeZone) : new(text),
            _ => text.Length > column.MaxLength
                ? CellReading.Breaks(FindingRules.TooLong, Words(column.MaxLength), Words(text.Length))
                : new(text),
        };
    }

    private static CellReading Date(string text) => DateText.Date(text) switch
    {
        null => CellReading.Breaks(FindingRules.NotADate),
        { Year: < DateText.FirstYear or > DateText.LastYear } => OutOfRange(),
        { } date => new(date),
    };

    private static CellReading DateTime(string text, DateTimeZone zone)
    {
        try
        {
            if (DateText.DateTime(text, zone, out var year) is not { } instant)
                return CellReading.Breaks(FindingRules.NotADateTime);
            return year is < DateText.FirstYear or > DateText.LastYear ? OutOfRange() : new(instant);
        }
        catch (SkippedTimeException)
        {
            return CellReading.Breaks(FindingRules.SkippedTime, zone.Id);
        }
    }

    private static CellReading OutOfRange() => CellReading.Breaks(FindingRules.YearOutOfRange, Words(DateText.FirstYear), Words(DateText.LastYear));

    private static CellReading Boolean(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "oui" => new(_yes),
        "no" or "non" => new(_no),
        _ => CellReading.Breaks(FindingRules.NotABoolean),
    };

    private static CellReading Number(ArchiveColumn column, string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        if (digits.IsEmpty || text.Length - digits.Length > 1 || digits.ContainsAnyExceptInRange('0', '9'))
            return CellReading.Breaks(FindingRules.NotANumber);
        var isSmall = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (isSmall ? number < column.Min : text[0] == '-')
            return CellReading.Breaks(FindingRules.NumberTooSmall, Words(column.Min));
        return isSmall && number <= column.Max ? new(number) : CellReading.Breaks(FindingRules.NumberTooLarge, Words(column.Max));
    }

    private static CellReading Word(ArchiveColumn column, string text)
    {
        foreach (var word in column.Words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                return new(word);
        }
        return CellReading.Breaks(FindingRules.NotAWord, string.Join(", ", column.Words));
    }

    private static string Words(int number) => number.ToString(CultureInfo.InvariantCulture);
}
