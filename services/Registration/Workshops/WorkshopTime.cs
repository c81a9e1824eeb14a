using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>
/// A day and a time as somebody types them, in the edition's zone. In the night when clocks go forward an hour is missing; in the one when they go back an hour
/// comes twice: both are answered at the time's field, and the second is asked for.
/// </summary>
internal static class WorkshopTime
{
    public const string First = "first";
    public const string Second = "second";

    /// <param name="field">The time's field.</param>
    /// <param name="whichField">Where it is asked which of two it is.</param>
    /// <param name="which"><see cref="First"/> or <see cref="Second"/> of an hour that comes twice; null: not yet asked.</param>
    /// <returns>Null when it is no moment, or not yet one; the sentence stands at the field.</returns>
    public static Instant? Read(FormErrors errors, string field, string whichField, LocalDate date, LocalTime time, string? which, DateTimeZone zone)
    {
        var mapped = zone.MapLocal(date + time);
        switch (mapped.Count, which)
        {
            case (0, _):
                errors.Add(field, WorkshopTexts.Words["Time.Skipped", Typed.Show(time), Typed.Show(mapped.LateInterval.Start.InZone(zone).TimeOfDay)]);
                return null;
            case (1, _):
                return mapped.Single().ToInstant();
            case (_, First):
                return mapped.First().ToInstant();
            case (_, Second):
                return mapped.Last().ToInstant();
            default:
                errors.Add(whichField, WorkshopTexts.Words["Time.Doubled", Typed.Show(time)]);
                return null;
        }
    }

    /// <summary>Which of the two it is, for a form that shows this moment again; null: the hour comes once.</summary>
    public static string? Which(Instant instant, DateTimeZone zone) => zone.MapLocal(instant.InZone(zone).LocalDateTime) switch
    {
        { Count: 2 } mapped => mapped.First().ToInstant() == instant ? First : Second,
        _ => null,
    };
}
