namespace JobDating.Scheduling.Planning.Times;

/// <summary>A schedule. It keeps every rule of the problem; what it could not place is left out.</summary>
/// <param name="Slots">Per meeting its slot, or -1 when it is left out.</param>
/// <param name="Cost">What the schedule costs; its parts follow. Less is better.</param>
/// <param name="LeftOut">Meetings without a slot.</param>
/// <param name="LeftOutCost">Their cost.</param>
/// <param name="WaitingCost">Waiting of all participants, each weighed by its own cost.</param>
/// <param name="Changed">Placed meetings in another slot than their present one.</param>
/// <param name="ChangeCost">Their cost.</param>
/// <param name="BreaksSpread">Most breaks of a participant less fewest; 0 when the problem sets no bound.</param>
/// <param name="Steps">Moves tried so far by all threads.</param>
public sealed record TimingResult(IReadOnlyList<int> Slots, long Cost, int LeftOut, long LeftOutCost, long WaitingCost, int Changed, long ChangeCost, int BreaksSpread, long Steps);

/// <summary>
/// How long to go on. With <see cref="Steps"/> the same seed, steps and threads give the same schedule on every machine; with
/// <see cref="Time"/> the search cools down to fit it. The smaller of the two ends it, a cancelled token ends it at once; without either
/// it goes on until the token.
/// </summary>
public sealed record TimingEffort
{
    /// <summary>Moves tried per thread; 0 is the first schedule alone.</summary>
    public long? Steps { get; init; }

    public TimeSpan? Time { get; init; }

    public int Threads { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>It also ends at a schedule of this cost or less (a proven bound).</summary>
    public long GoodEnough { get; init; }

    /// <summary>
    /// Begin with these slots (per meeting, -1 for none) instead of a new schedule; what does not keep the rules is left out and placed
    /// anew. Null: the meetings' present slots.
    /// </summary>
    public IReadOnlyList<int>? Start { get; init; }
}
