namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// Finds the slot of every meeting. A first schedule greedily and by alternating chains; better ones by simulated annealing over Kempe chains
/// and ejections on several threads.
/// </summary>
public static class Timing
{
    /// <summary>
    /// The best schedule found. The first (<see cref="TimingEffort.Steps"/> 0) takes milliseconds; where the meetings are between two sides
    /// (tables and candidates), everybody may use every slot and nobody has more meetings than slots, it is complete.
    /// A cancelled token gives the best so far, it does not throw.
    /// </summary>
    /// <param name="better">Called now and then (at most some 20 times a second, never twice at once, from any thread) with a better schedule; the first at once.</param>
    /// <exception cref="ArgumentException">The problem names a slot, a participant or a meeting that is not there.</exception>
    public static TimingResult Find(TimingProblem problem, TimingEffort effort, Action<TimingResult>? better = null, CancellationToken ct = default) =>
        new TimingSearch(new TimingGraph(problem), effort, better).Run(ct);

    /// <summary>
    /// Why no schedule can place every meeting, or nothing when counting does not show it: a participant whose meetings do not fit its slots
    /// (Hall 1935), more meetings than room. Names the participants and their meetings too many. Milliseconds.
    /// </summary>
    public static IReadOnlyList<TimingOverload> Overloads(TimingProblem problem) => TimingOverloads.Of(new TimingGraph(problem));
}
