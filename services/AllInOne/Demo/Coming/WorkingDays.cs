using NodaTime;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>On which days people work in France, in any year; the last week of December counts as free.</summary>
internal static class WorkingDays
{
    public static bool Is(LocalDate day) => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && day is not { Month: 12, Day: > 23 } && !IsHoliday(day);

    /// <summary>The day itself when people work on it, else the next one on which they do.</summary>
    public static LocalDate From(LocalDate day) => From(day, Is);

    /// <summary>The day itself when a tour stops on such a day, else the next one: Tuesdays and Thursdays.</summary>
    public static LocalDate ForATourFrom(LocalDate day) => From(day, one => one.DayOfWeek is IsoDayOfWeek.Tuesday or IsoDayOfWeek.Thursday && Is(one));

    /// <summary>The day itself when people work on it, else the last one on which they did.</summary>
    public static LocalDate Until(LocalDate day)
    {
        while (!Is(day))
            day = day.PlusDays(-1);
        return day;
    }

    private static LocalDate From(LocalDate day, Func<LocalDate, bool> fits)
    {
        while (!fits(day))
            day = day.PlusDays(1);
        return day;
    }

    private static bool IsHoliday(LocalDate day) =>
        (day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11)
        // Easter Monday, Ascension, Whit Monday.
        || Period.DaysBetween(Easter(day.Year), day) is 1 or 39 or 50;

    /// <summary>The Gregorian computus of Meeus, Jones and Butcher.</summary>
    private static LocalDate Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var march = epact + weekday - (7 * late) + 114;
        return new LocalDate(year, march / 31, (march % 31) + 1);
    }
}
