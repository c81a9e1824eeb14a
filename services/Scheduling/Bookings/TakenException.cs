using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>409: that time is taken. <see cref="Taken"/> says on which side, and when else.</summary>
/// <param name="by">Who asked, one of <see cref="Booker"/>: a candidate reads "you".</param>
public sealed class TakenException(Taken taken, DateTimeZone zone, string by)
    : Rejected(StatusCodes.Status409Conflict, taken.Sentence(by, at => at.InZone(zone).TimeOfDay.ToString("t", CultureInfo.CurrentCulture)))
{
    public Taken Taken { get; } = taken;
}
