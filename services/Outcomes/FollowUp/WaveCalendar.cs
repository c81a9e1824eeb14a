using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>When waves are due, and when they may still ask and remind: pure.</summary>
internal static class WaveCalendar
{
    /// <summary>The wave on a fixed day: the association counts what came of its tour at the end of November.</summary>
    public const int AtYearsEnd = 4;

    /// <summary>From this number on waves are the staff's own.</summary>
    public const int FirstOwn = 5;

    /// <summary>How many reminders follow an invitation at most.</summary>
    public const int Reminders = 2;

    /// <summary>
    /// How long a wave asks. One found due later than this asks nobody: an edition of the past that was imported, or a program that stood still for weeks.
    /// </summary>
    public const int DaysOpen = 30;

    /// <summary>A site later than this before the end of November: nobody has anything to tell yet.</summary>
    private const int DaysBeforeYearsEnd = 14;

    /// <summary>The months from a site's date to its first waves.</summary>
    private static readonly (int Number, int Months)[] _afterMonths = [(1, 1), (2, 3), (3, 6)];

    private static readonly LocalTime _morning = new(8, 0);
    private static readonly LocalTime _evening = new(20, 0);

    /// <summary>A person who was written to, or has answered, is left in peace for so many days before the next wave writes.</summary>
    private const int Peace = 7;

    /// <summary>Between two reminders, however late the first one was.</summary>
    private const int BetweenReminders = 4;

    /// <summary>On so many days a reminder may leave; one that could not is skipped.</summary>
    private const int ReminderLeaves = 3;

    private static readonly int[] _remindersAfter = [3, 10];

    /// <summary>Employers are reminded once, so many days after they were asked.</summary>
    private const int EmployersRemindedAfter = 7;

    public enum Decision
    {
        Wait,
        Open,
        Miss,
    }

    /// <summary>The waves that a site has by itself, by number.</summary>
    public static IReadOnlyList<(int Number, LocalDate DueOn)> Defaults(LocalDate siteDate)
    {
        var yearsEnd = new LocalDate(siteDate.Year, 11, 30);
        var defaults = _afterMonths.Select(wave => (wave.Number, DueOn: siteDate.PlusMonths(wave.Months)));
        return [.. siteDate.PlusDays(DaysBeforeYearsEnd) <= yearsEnd ? defaults.Append((AtYearsEnd, yearsEnd)) : defaults];
    }

    public static Decision Decide(LocalDate dueOn, LocalDate today) =>
        today < dueOn ? Decision.Wait
        : IsOver(dueOn, today) ? Decision.Miss
        : Decision.Open;

    public static bool IsOver(LocalDate dueOn, LocalDate today) => today > LastDay(dueOn);

    /// <summary>The last day on which the wave asks and answers are taken.</summary>
    public static LocalDate LastDay(LocalDate dueOn) => dueOn.PlusDays(DaysOpen);

    /// <summary>No question of this wave leaves later.</summary>
    public static Instant Ends(LocalDate dueOn, DateTimeZone zone) => StartOf(LastDay(dueOn).PlusDays(1), zone);

    /// <summary>Nobody gets a mail at night, in the edition's zone.</summary>
    public static bool MaySend(Instant now, DateTimeZone zone) => now.InZone(zone).TimeOfDay is var time && time >= _morning && time < _evening;

    /// <summary>Whoever was written to, or has answered, since then is not written to by another wave.</summary>
    public static Instant PeaceSince(LocalDate today, DateTimeZone zone) => StartOf(today.PlusDays(1 - Peace), zone);

    /// <summary>Whoever was reminded since then is not reminded again.</summary>
    public static Instant RemindedSince(LocalDate today, DateTimeZone zone) => StartOf(today.PlusDays(1 - BetweenReminders), zone);

    /// <summary>
    /// Which invitations are to be reminded today: those sent from <c>From</c> on and before <c>Before</c>. Days are counted by the calendar, so a reminder is never early, and one that
    /// is too late is not sent any more.
    /// </summary>
    /// <param name="reminder">1 or 2.</param>
    public static (Instant From, Instant Before) SentBetween(int reminder, LocalDate today, DateTimeZone zone) =>
        (StartOf(today.PlusDays(1 - _remindersAfter[reminder - 1] - ReminderLeaves), zone), StartOf(today.PlusDays(1 - _remindersAfter[reminder - 1]), zone));

    /// <summary>When a reminder that has not left yet is too late.</summary>
    public static Instant ReminderEnds(int reminder, Instant sentAt, DateTimeZone zone) => StartOf(sentAt.InZone(zone).Date.PlusDays(_remindersAfter[reminder - 1] + ReminderLeaves), zone);

    /// <summary>On one of three days; later it is not made up for.</summary>
    public static bool MayRemindEmployers(Instant askedAt, Instant now, DateTimeZone zone) =>
        Period.DaysBetween(askedAt.InZone(zone).Date, now.InZone(zone).Date) is >= EmployersRemindedAfter and < EmployersRemindedAfter + ReminderLeaves;

    private static Instant StartOf(LocalDate day, DateTimeZone zone) => zone.AtStartOfDay(day).ToInstant();
}
