using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>409: that time is taken. <see cref="Taken"/> says on which side, and when else.</summary>
public sealed class TakenException(Taken taken, DateTimeZone zone)
    : Rejected(StatusCodes.Status409Conflict, taken.Sentence(at => at.InZone(zone).TimeOfDay.ToString("t", CultureInfo.CurrentCulture)))
{
    public Taken Taken { get; } = taken;
}
