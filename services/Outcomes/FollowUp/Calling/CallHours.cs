using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>When people may be phoned: pure. Times of day are the edition's.</summary>
internal static class CallHours
{
    /// <summary>After so many attempts in a round nobody is phoned any more in it.</summary>
    public const int MostAttempts = 5;

    /// <summary>Whoever has an e-mail address is phoned only when so many days have passed after the last mail of the round that could have brought an answer.</summary>
    public const int DaysAfterMails = 3;

    public static readonly LocalTime Opens = new(8, 0);
    public static readonly LocalTime Closes = new(20, 0);

    private static readonly LocalTime _afternoon = new(12, 0);
    private static readonly LocalTime _evening = new(17, 0);

    public static bool MayCall(LocalTime time) => time >= Opens && time < Closes;

    /// <summary>0 morning, 1 afternoon, 2 evening: who does not pick up at one time of the day may at another.</summary>
    public static int Band(LocalTime time) => time < _afternoon ? 0 : time < _evening ? 1 : 2;

    /// <summary>
    /// The mails of a round are over for whoever was reminded the last time before <c>RemindedBefore</c>, or was written to before <c>SentBefore</c>, whatever reminders were
    /// left out then. Days are counted by the calendar.
    /// </summary>
    public static (Instant RemindedBefore, Instant SentBefore) MailsOver(LocalDate today, DateTimeZone zone) =>
        (zone.AtStartOfDay(today.PlusDays(1 - DaysAfterMails)).ToInstant(), WaveCalendar.SentBetween(WaveCalendar.Reminders, today.PlusDays(-DaysAfterMails), zone).From);
}
