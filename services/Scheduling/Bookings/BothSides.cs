using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>An establishment and a candidate who might meet at a site, as they were read for a page; booking itself asks again.</summary>
/// <param name="Timetable">With this establishment's tables only.</param>
/// <param name="Busy">What takes the candidate's time around that day, also across sites.</param>
/// <param name="Moved">The interview that would be moved; null: a new one.</param>
internal sealed record BothSides(Timetable Timetable, Guid CandidateId, BookingRules.Standing Standing, IReadOnlyList<FreeTimes.Busy> Busy, Guid? Moved)
{
    public static async Task<BothSides> ReadAsync(SchedulingDatabase db, Timetable timetable, string siret, Guid candidateId, Guid? moved, CancellationToken ct)
    {
        var which = new { CandidateId = candidateId, SiteId = timetable.Site.Id, timetable.Site.EditionId, Siret = siret, Except = moved ?? Guid.Empty };
        var standing = (await db.QueryFirstOrDefaultAsync<BookingRules.Standing>(ReadStanding.StandingSql, which, ct))!;
        return new BothSides(timetable, candidateId, standing, await ReadTimes.BusyAsync(db, timetable, candidateId, ct), moved);
    }

    /// <summary>When they could meet.</summary>
    /// <param name="by">Who asks, one of <see cref="Booker"/>.</param>
    public ReadTimes.Answer Times(string by, Instant now) => ReadTimes.Of(Timetable.Tables, Standing, Busy, by, Moved, now);

    /// <summary>What takes that table's time and the candidate's.</summary>
    public IReadOnlyList<FreeTimes.Busy> BusyWith(Timetable.Table table) => [.. Busy, .. table.Busy()];
}
