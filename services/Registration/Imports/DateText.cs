using NodaTime;
using NodaTime.TimeZones;

namespace JobDating.Registration.Imports;

/// <summary>Dates and times as the archive writes them: digits in fixed places, nothing guessed.</summary>
internal static class DateText
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    /// <summary>The earlier of the two instants of a local time that occurs twice; a skipped one is refused by <see cref="SkippedTimeException"/>.</summary>
    private static readonly ZoneLocalMappingResolver _earlierOrSkipped =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ThrowWhenSkipped);

    /// <summary><c>2023-03-14</c>; null when it is no date, whatever its year.</summary>
    public static LocalDate? Date(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || Digits(text[..4]) is not { } year || Digits(text[5..7]) is not { } month || Digits(text[8..]) is not { } day)
            return null;
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }

    /// <summary><c>09:30</c>, <c>09:30:15</c>, <c>09:30:15.25</c>; kept to the 100 ns that the databases keep.</summary>
    public static LocalTime? Time(ReadOnlySpan<char> text)
    {
        if (text.Length < 5 || text[2] != ':' || Digits(text[..2]) is not (>= 0 and <= 23 and var hour)
            || Digits(text[3..5]) is not (>= 0 and <= 59 and var minute))
            return null;
        if (text.Length == 5)
            return new LocalTime(hour, minute);
        if (text.Length < 8 || text[5] != ':' || Digits(text[6..8]) is not (>= 0 and <= 59 and var second))
            return null;
        if (text.Length == 8)
            return new LocalTime(hour, minute, second);
        var fraction = text[9..];
        if (text[8] != '.' || fraction.Length is 0 or > 9 || Digits(fraction) is null)
            return null;
        Span<char> ticks = ['0', '0', '0', '0', '0', '0', '0'];
        fraction[..Math.Min(7, fraction.Length)].CopyTo(ticks);
        return new LocalTime(hour, minute, second).PlusTicks(Digits(ticks)!.Value);
    }

    /// <summary>Date, <c>T</c> or a space, time, and an offset or nothing: then it is local in the zone.</summary>
    /// <exception cref="SkippedTimeException">A local time that the zone's clocks jumped over.</exception>
    public static Instant? DateTime(ReadOnlySpan<char> text, DateTimeZone zone, out int year)
    {
        year = 0;
        if (text.Length < 16 || text[10] is not ('T' or 't' or ' ') || Date(text[..10]) is not { } date)
            return null;
        year = date.Year;
        var rest = text[11..];
        var timeLength = rest.IndexOfAny("Zz+-");
        var offsetText = timeLength < 0 ? default : rest[timeLength..];
        if (Time(timeLength < 0 ? rest : rest[..timeLength]) is not { } time)
            return null;
        // Years at the calendar's edge have no instants for every offset; they are refused for their year anyway.
        if (year is < FirstYear or > LastYear)
            return default(Instant);
        if (timeLength < 0)
            return date.At(time).InZone(zone, _earlierOrSkipped).ToInstant();
        return Offset(offsetText) is { } offset ? date.At(time).WithOffset(offset).ToInstant() : null;
    }

    /// <summary><c>Z</c>, <c>+01:00</c>, <c>+0100</c> or <c>+01</c>.</summary>
    private static Offset? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
            return NodaTime.Offset.Zero;
        var minutes = text.Length switch
        {
            3 => "00",
            5 => text[3..],
            6 when text[3] == ':' => text[4..],
            _ => default,
        };
        if (minutes.IsEmpty || Digits(text[1..3]) is not (>= 0 and <= 18 and var hour) || Digits(minutes) is not (>= 0 and <= 59 and var minute))
            return null;
        var seconds = (hour * 60 + minute) * 60;
        return seconds > NodaTime.Offset.MaxValue.Seconds ? null : NodaTime.Offset.FromSeconds(text[0] == '-' ? -seconds : seconds);
    }

    private static int? Digits(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var one in text)
        {
            if (!char.IsAsciiDigit(one))
                return null;
            value = unchecked(value * 10 + (one - '0'));
        }
        return value;
    }
}
