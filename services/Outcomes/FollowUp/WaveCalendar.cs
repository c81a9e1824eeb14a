using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>When a wave is due, and when it may still ask: pure.</summary>
internal static class WaveCalendar
{
    /// <summary>The first wave asks a month after the site's date.</summary>
    public const int First = 1;

    /// <summary>A wave found due later than this asks nobody: an edition of the past that was imported, or a program that stood still for weeks.</summary>
    private const int DaysOpen = 30;

    private static readonly LocalTime Morning = new(8, 0);
    private static readonly LocalTime Evening = new(20, 0);

    public enum Decision
    {
        Wait,
        Open,
        Miss,
    }

    public static LocalDate DueOn(LocalDate siteDate) => siteDate.PlusMonths(1);

    public static Decision Decide(LocalDate dueOn, LocalDate today) =>
        today < dueOn ? Decision.Wait
        : IsOver(dueOn, today) ? Decision.Miss
        : Decision.Open;

    public static bool IsOver(LocalDate dueOn, LocalDate today) => Period.DaysBetween(dueOn, today) > DaysOpen;

    /// <summary>No question of this wave leaves later.</summary>
    public static Instant Ends(LocalDate dueOn, DateTimeZone zone) => zone.AtStartOfDay(dueOn.PlusDays(DaysOpen + 1)).ToInstant();

    /// <summary>Nobody gets a mail at night, in the edition's zone.</summary>
    public static bool MaySend(Instant now, DateTimeZone zone) => now.InZone(zone).TimeOfDay is var time && time >= Morning && time < Evening;
}
