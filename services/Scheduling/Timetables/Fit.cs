using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>
/// Whether a booked interview still fits the day, hours and length of its table, after one of them was changed. It need not begin on a round: the team books between rounds too.
/// </summary>
public static class Fit
{
    /// <summary>Why it does not fit, the first that applies: HoursUnknown, OtherDay, OutsideHours, Lunch, OtherLength; null: it fits.</summary>
    /// <param name="minutes">How long the interview is.</param>
    public static string? Misfit(Place place, Instant startsAt, int minutes)
    {
        if (place.OpensAt is not { } opens || place.ClosesAt is not { } closes || place.Minutes is not { } length)
            return "HoursUnknown";
        if (!IsOfDay(place, startsAt))
            return "OtherDay";
        var endsAt = startsAt + Duration.FromMinutes(minutes);
        var rounds = place.Rounds();
        if (rounds.Count == 0 || startsAt < rounds[0].StartsAt || endsAt > rounds[^1].EndsAt)
            return "OutsideHours";
        if (place.Rules.Lunch is { } lunch && Rounds.Meal(place.Date, place.Zone, opens, lunch) is var (lunchStarts, lunchEnds) && startsAt < lunchEnds && lunchStarts < endsAt)
            return "Lunch";
        return minutes == length ? null : "OtherLength";
    }

    /// <summary>On the site's date, or, where it closes after midnight, on the next.</summary>
    public static bool IsOfDay(Place place, Instant at) =>
        at.InZone(place.Zone).Date is var date && (date == place.Date || (place.ClosesAt <= place.OpensAt && date == place.Date.PlusDays(1)));
}
