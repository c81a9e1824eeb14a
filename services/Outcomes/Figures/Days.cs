using NodaTime;
using NodaTime.TimeZones;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// The day at whose end an instant is known in an edition's zone: D such that it lies before 00:00 of D + 1. That is its local date, but for
/// zones whose clocks go back over midnight: what then happens "again on the day before" comes after the first 00:00.
/// </summary>
internal sealed class Days(DateTimeZone zone)
{
    public LocalDate Of(Instant instant)
    {
        var date = instant.InZone(zone).Date;
        var next = zone.ResolveLocal(date.PlusDays(1).AtMidnight(), Resolvers.LenientResolver).ToInstant();
        return instant < next ? date : date.PlusDays(1);
    }

    public LocalDate? Of(Instant? instant) => instant is { } known ? Of(known) : null;

    public static Days For(string timeZone) => new(DateTimeZoneProviders.Tzdb[timeZone]);
}
