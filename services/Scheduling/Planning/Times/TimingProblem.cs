namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// Which meeting in which slot: an edge colouring with windows. Pure data; participants, meetings, slots and clash relations are
/// named by their place in their list.
/// </summary>
public sealed record TimingProblem
{
    /// <summary>
    /// In the order of their starts. Slots of different lengths may lie over each other in time; which of them clash for whom is said by
    /// <see cref="Clashes"/>, not derived from the times.
    /// </summary>
    public required IReadOnlyList<TimingSlot> Slots { get; init; }

    public required IReadOnlyList<TimingParticipant> Participants { get; init; }

    public required IReadOnlyList<TimingMeeting> Meetings { get; init; }

    /// <summary>
    /// Clash relations: in relation r, a participant that meets in slot s can have no other meeting in the slots Clashes[r][s]. A slot always
    /// clashes with itself, and a relation is read as symmetric, said or not. A <see cref="TimingParticipant.Clash"/> of -1 names the plain
    /// relation, in which a slot clashes with itself only, and is faster.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SlotSet>> Clashes { get; init; } = [];

    /// <summary>At most this many meetings in one slot (rooms, tables of a hall).</summary>
    public int MeetingsPerSlot { get; init; } = int.MaxValue;

    /// <summary>Meeting Before in a slot of a smaller number than meeting After; says nothing when one of them is left out.</summary>
    public IReadOnlyList<(int Before, int After)> Precedences { get; init; } = [];

    /// <summary>
    /// The breaks of any two participants differ by at most this (participants without meetings have none). Paid, not forbidden: a
    /// schedule above it costs <see cref="BreaksSpreadCost"/> per break too many.
    /// </summary>
    public int MostBreaksSpread { get; init; } = int.MaxValue;

    public long BreaksSpreadCost { get; init; } = 1_000;

    /// <summary>Slots 0…count-1 of one unit each, one after the other.</summary>
    public static IReadOnlyList<TimingSlot> EvenSlots(int count) => [.. Enumerable.Range(0, count).Select(slot => new TimingSlot(slot, slot + 1))];
}

/// <summary>
/// Start and end in any unit that counts as waiting (minutes of the day, say; a lunch that nobody counts is a jump of 0 units).
/// </summary>
public readonly record struct TimingSlot(int Start, int End);

/// <summary>One who meets: a candidate, a table, a business.</summary>
/// <param name="Usable">The slots in which it may meet.</param>
/// <param name="Waiting">What of its idle time costs.</param>
/// <param name="WaitingCost">Cost of one unit, round or break.</param>
/// <param name="Clash">Its relation in <see cref="TimingProblem.Clashes"/>, or -1.</param>
public sealed record TimingParticipant(SlotSet Usable, Waiting Waiting = Waiting.Free, long WaitingCost = 1, int Clash = -1);

/// <summary>What is counted between a participant's first and last meeting; before and after is always free.</summary>
public enum Waiting
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>Units of time in none of its meetings (<see cref="TimingSlot"/>): a candidate's minutes.</summary>
    Time,

    /// <summary>Its usable slots without a meeting: a table's idle rounds. Meant for the plain clash relation.</summary>
    Rounds,

    /// <summary>Runs of slots without a meeting, whatever their length, usable or not: the breaks of a business.</summary>
    Breaks,
}

/// <summary>A meeting of two different participants. The same two may meet twice.</summary>
/// <param name="Allowed">Where it may be, besides what its participants can use. One slot: fixed there, if there is room.</param>
/// <param name="Cost">Cost of leaving it out: above everything that its waiting could cost, so that none is left out to save time.</param>
/// <param name="Present">The slot it has now, or -1.</param>
/// <param name="ChangeCost">Cost of another slot than <paramref name="Present"/> (left out is not counted as changed too).</param>
/// <param name="Pinned">
/// Held, running, promised: stands in its <paramref name="Present"/> slot whatever the rules say, is never moved, and the others go round it.
/// </param>
public sealed record TimingMeeting(int First, int Second, SlotSet Allowed, long Cost = 1_000_000, int Present = -1, long ChangeCost = 0, bool Pinned = false);
