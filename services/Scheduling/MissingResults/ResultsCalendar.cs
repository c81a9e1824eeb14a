using NodaTime;

namespace JobDating.Scheduling.MissingResults;

/// <summary>When the employers of a site's day are asked for the results that are missing, and until when they count as missing: pure.</summary>
public static class ResultsCalendar
{
    /// <summary>So many days after the site's one nobody is asked any more: what nobody said is "no answer", which is neither held nor a no.</summary>
    public const int DaysOpen = 14;

    /// <summary>How often an employer is asked at most.</summary>
    public const int Steps = 3;

    private static readonly int[] _daysAfter = [3, 7];
    private static readonly LocalTime _morning = new(8, 0);

    /// <summary>What is asked then leaves before eight, when mails rest.</summary>
    private static readonly LocalTime _evening = new(19, 45);

    /// <summary>Of a site that does not say when it closes.</summary>
    private static readonly LocalTime _closesUnsaid = new(18, 0);

    /// <summary>The last day to answer.</summary>
    public static LocalDate LastDay(LocalDate date) => date.PlusDays(DaysOpen);

    /// <summary>The end of <see cref="LastDay"/>.</summary>
    public static Instant AnswerBy(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(LastDay(date).PlusDays(1)).ToInstant();

    /// <summary>
    /// Which of the asks is due now: 1 when the site has closed, in the evening before a quarter to eight, else from eight the next morning; 2 and 3 three and seven days later. 0: none yet, or it is
    /// night; after a standstill the latest, those before it are lost.
    /// </summary>
    /// <param name="closesAt">At or before <paramref name="opensAt"/>: on the next day.</param>
    public static int StepDue(LocalDate date, LocalTime? opensAt, LocalTime? closesAt, DateTimeZone zone, Instant now)
    {
        var local = now.InZone(zone).LocalDateTime;
        var closes = (closesAt is { } at && at <= opensAt ? date.PlusDays(1) : date) + (closesAt ?? _closesUnsaid);
        if (local < closes || now >= AnswerBy(date, zone) || local.TimeOfDay < _morning || local.TimeOfDay >= _evening)
            return 0;
        return 1 + _daysAfter.Count(days => local.Date >= date.PlusDays(days));
    }
}
