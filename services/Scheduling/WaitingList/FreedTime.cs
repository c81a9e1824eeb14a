using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.WaitingList;

/// <summary>Which time is offered to whom waits, and until when. Pure.</summary>
public static class FreedTime
{
    /// <summary>How long an offer stands of what begins within a day.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(30);

    /// <summary>How long one of a later day: it is told by mail.</summary>
    public static readonly Duration LongPatience = Duration.FromHours(6);

    private static readonly Duration _soon = Duration.FromHours(24);

    /// <summary>Time of a table or of a candidate: taken by an interview or by another's offer.</summary>
    public readonly record struct Span(Instant StartsAt, Instant EndsAt);

    public sealed record Offer(Guid TableId, Instant StartsAt, Instant EndsAt, Instant ExpiresAt);

    /// <summary>
    /// The last moment to accept: when the patience ends, at night counted from the morning, or when the notice before the beginning starts. Null: it is too late already.
    /// </summary>
    public static Instant? ExpiresAt(Instant startsAt, Duration notice, DateTimeZone zone, Instant now)
    {
        var patience = (Night.Ends(now, zone.Id) ?? now) + (startsAt < now + _soon ? Patience : LongPatience);
        return Instant.Min(patience, startsAt - notice) is var end && end > now ? end : null;
    }

    /// <summary>The first round of the employer's tables in which its table and the candidate are free, nobody else is offered it, and there is time to answer.</summary>
    /// <param name="tables">The employer's.</param>
    /// <param name="candidate">The candidate's taken times, interviews and offers.</param>
    /// <param name="offered">By table: the times that are offered there.</param>
    /// <param name="presence">When the candidate is there at all.</param>
    public static Offer? First(IEnumerable<Timetable.Table> tables, IReadOnlyCollection<Span> candidate, ILookup<Guid, Span> offered, Instant now, Presence presence = default) =>
    (
        from table in tables
        from slot in table.Slots()
        where slot.IsFree && BookingRules.TooLate(table.Place.Rules, slot.StartsAt, now) is null && presence.Covers(table.Place, slot.StartsAt, slot.EndsAt)
        let gap = table.Place.Rules.Gap
        where !candidate.Any(taken => taken.StartsAt < slot.EndsAt + gap && slot.StartsAt < taken.EndsAt + gap)
            && !offered[table.Id].Any(other => other.StartsAt < slot.EndsAt && slot.StartsAt < other.EndsAt)
        orderby slot.StartsAt, table.Number
        let expires = ExpiresAt(slot.StartsAt, table.Place.Rules.Notice, table.Place.Zone, now)
        where expires is not null
        select new Offer(table.Id, slot.StartsAt, slot.EndsAt, expires.Value)
    ).FirstOrDefault();
}
