using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary>Which time is offered to an employer that waits, and until when. Pure.</summary>
public static class FreedTime
{
    /// <summary>How long an offer stands.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(30);

    /// <summary>Time of a table or of a candidate: taken by an interview or by another's offer.</summary>
    public readonly record struct Span(Instant StartsAt, Instant EndsAt);

    public sealed record Offer(Guid TableId, Instant StartsAt, Instant EndsAt, Instant ExpiresAt);

    /// <summary>The last moment to accept: after <see cref="Patience"/>, or when the notice before the beginning starts. Null: it is too late already.</summary>
    public static Instant? ExpiresAt(Instant startsAt, Duration notice, Instant now) =>
        Instant.Min(now + Patience, startsAt - notice) is var end && end > now ? end : null;

    /// <summary>The first round of the employer's tables in which its table and the candidate are free, nobody else is offered it, and there is time to answer.</summary>
    /// <param name="tables">The employer's.</param>
    /// <param name="candidate">The candidate's taken times, interviews and offers.</param>
    /// <param name="offered">By table: the times that are offered there.</param>
    public static Offer? First(IEnumerable<Timetable.Table> tables, IReadOnlyCollection<Span> candidate, ILookup<Guid, Span> offered, Instant now) =>
    (
        from table in tables
        from slot in table.Slots()
        where slot.IsFree && BookingRules.TooLate(table.Place.Rules, slot.StartsAt, now) is null
        let gap = table.Place.Rules.Gap
        where !candidate.Any(taken => taken.StartsAt < slot.EndsAt + gap && slot.StartsAt < taken.EndsAt + gap)
            && !offered[table.Id].Any(other => other.StartsAt < slot.EndsAt && slot.StartsAt < other.EndsAt)
        orderby slot.StartsAt, table.Number
        let expires = ExpiresAt(slot.StartsAt, table.Place.Rules.Notice, now)
        where expires is not null
        select new Offer(table.Id, slot.StartsAt, slot.EndsAt, expires.Value)
    ).FirstOrDefault();
}
