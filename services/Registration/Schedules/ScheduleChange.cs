using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>What became of a timetable since its person last knew it: pure.</summary>
internal sealed record ScheduleChange
{
    /// <summary>How long nothing must change before people are told; and how long they wait at most, however much goes on changing.</summary>
    public static readonly Duration Quiet = Duration.FromMinutes(2);
    public static readonly Duration Longest = Duration.FromMinutes(15);

    /// <summary>What is so near is told at night as well.</summary>
    private static readonly Duration _urgent = Duration.FromHours(24);

    /// <summary>No longer there: called off, or somebody else's now.</summary>
    public required IReadOnlyList<Slot> Gone { get; init; }

    /// <summary>Not there before.</summary>
    public required IReadOnlySet<Guid> Added { get; init; }

    /// <summary>There before, at another time, table or place.</summary>
    public required IReadOnlySet<Guid> Moved { get; init; }

    /// <summary>The earliest and latest time of day, before or after, that any of the changes concerns.</summary>
    public required Instant First { get; init; }
    public required Instant Last { get; init; }

    /// <summary>When somebody whose timetable began to change then, and changes now, is told.</summary>
    public static Instant DueAt(Instant beganAt, Instant now) => Instant.Min(beganAt + Longest, now + Quiet);

    public bool MayWaitForMorning(Instant now) => MayWaitForMorning(First, now);

    /// <summary>Whether news of what begins then need not disturb anybody at night.</summary>
    public static bool MayWaitForMorning(Instant startsAt, Instant now) => startsAt > now + _urgent;

    /// <summary>Null: nothing is different that has not begun.</summary>
    public static ScheduleChange? Of(IEnumerable<Slot> known, IEnumerable<Slot> present, Instant now)
    {
        var before = known.Where(slot => slot.StartsAt > now).ToDictionary(slot => slot.Id);
        var after = present.Where(slot => slot.StartsAt > now).ToDictionary(slot => slot.Id);
        var gone = before.Values.Where(slot => !after.ContainsKey(slot.Id)).OrderBy(slot => slot.StartsAt).ToList();
        var added = after.Values.Where(slot => !before.ContainsKey(slot.Id)).ToList();
        var moved = after.Values.Where(slot => before.TryGetValue(slot.Id, out var old) && old != slot).ToList();
        var times = gone.Concat(added).Concat(moved).Concat(moved.Select(slot => before[slot.Id])).Select(slot => slot.StartsAt).ToList();
        return times.Count == 0 ? null : new ScheduleChange
        {
            Gone = gone,
            Added = added.Select(slot => slot.Id).ToHashSet(),
            Moved = moved.Select(slot => slot.Id).ToHashSet(),
            First = times.Min(),
            Last = times.Max(),
        };
    }
}
