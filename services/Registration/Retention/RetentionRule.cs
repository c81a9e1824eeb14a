using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>
/// How long a candidate's data are kept: two years after the last contact, told 30 days before to whoever has an address. A day counts when it is over everywhere on
/// earth, so nobody is ever a few hours too early.
/// </summary>
internal static class RetentionRule
{
    public const int Years = 2;
    public const int NoticeDays = 30;

    /// <summary>Somebody may say "keep my data" from so many days before.</summary>
    public const int MayKeepDays = 60;

    public static LocalDate DueOn(Instant lastContact, DateTimeZone zone) => lastContact.InZone(zone).Date.PlusYears(Years);

    /// <summary>The latest day that is over in every zone.</summary>
    public static LocalDate Over(Instant now) => now.Minus(Duration.FromHours(12)).InUtc().Date.PlusDays(-1);

    /// <summary>Whose notice left at this moment or before may be anonymised now.</summary>
    public static Instant ToldBefore(Instant now) => now - Duration.FromDays(NoticeDays);

    /// <summary>Whoever is due on that day or before is to be told now.</summary>
    public static LocalDate TellUntil(Instant now) => Over(now).PlusDays(NoticeDays);

    /// <summary>The first day on which somebody who is told now may be anonymised.</summary>
    public static LocalDate NotBefore(Instant now, LocalDate dueOn) => LocalDate.Max(dueOn.PlusDays(1), now.InUtc().Date.PlusDays(NoticeDays + 1));
}
