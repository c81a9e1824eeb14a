using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>
/// Who comes too late is told so by what can be read, without waiting for a turn to write: of a crowd that asks for one time, only the first few need one.
/// It never says yes: that is for the act itself.
/// </summary>
internal static class Foresee
{
    /// <param name="table">One of those in <paramref name="sides"/>.</param>
    /// <returns>What the act would be refused for; null: nothing so far, or this very act was done before.</returns>
    public static async Task<Rejected?> RefusalAsync(SchedulingDatabase db, BothSides sides, Timetable.Table table, Instant startsAt, Act act, CancellationToken ct)
    {
        var refusal = Refusal(sides, table, startsAt, act.By, db.Now);
        // Asked last: whoever did it meanwhile, under this very id, has taken the time for it.
        return refusal is null || await act.IsDoneAsync(db, ct) ? null : refusal;
    }

    private static Rejected? Refusal(BothSides sides, Timetable.Table table, Instant startsAt, string by, Instant now)
    {
        var place = table.Place;
        if (BookingRules.Refusal(place, sides.Standing, startsAt, by, now) is { } rule)
            return ReadStanding.Refused(rule, place, by);
        var busy = sides.BusyWith(table);
        var rounds = FreeTimes.Of(place.Rounds(), busy, place, new Presence(sides.Standing.PresentFrom, sides.Standing.PresentUntil), sides.Moved);
        var taken = Taken.Of(rounds, busy, place.Rules.Gap, startsAt, startsAt + Duration.FromMinutes(place.Minutes!.Value), sides.Moved, now);
        return taken.Table || taken.Candidate ? new TakenException(taken, place.Zone, by) : null;
    }
}
