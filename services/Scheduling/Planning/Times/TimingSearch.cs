using System.Diagnostics;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// Several threads, each cooling its own schedule, round after round. Between two rounds some take over the best of all and are warmed up less; the
/// others begin afresh. With a number of steps nothing depends on how fast a thread runs.
/// </summary>
internal sealed class TimingSearch
{
    /// <summary>Moves per meeting and slot after which a longer round finds less than another round.</summary>
    private const long StepsPerPlace = 15_000;
    private const double Hot = 0.4, Warm = 0.22;
    private const int ShortRounds = 6;
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(50);

    private readonly TimingGraph graph;
    private readonly TimingEffort effort;
    private readonly Action<TimingResult>? better;
    private readonly TimingThread[] threads;
    private readonly Lock reporting = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextReport;
    private long reported = long.MaxValue;
    private long reachedAt = long.MaxValue;

    public TimingSearch(TimingGraph graph, TimingEffort effort, Action<TimingResult>? better)
    {
        (this.graph, this.effort, this.better) = (graph, effort, better);
        threads = [.. Enumerable.Range(0, Math.Max(1, effort.Threads)).Select(number => new TimingThread(graph, this, number, effort.Seed))];
    }

    public TimingResult Run(CancellationToken ct)
    {
        threads[0].State.Begin(effort.Start);
        threads[0].Note();
        foreach (var thread in threads.Skip(1))
        {
            thread.State.Take(threads[0].Best);
            thread.Note();
        }

        if (graph.Movable.Length > 0 && effort.Steps != 0 && !IsReached(1))
            Rounds(ct);
        return TimingCount.Of(graph, Winner().Best, threads.Sum(thread => thread.Steps));
    }

    /// <summary>Whether a schedule that is good enough was seen before this many steps: by whoever saw it first in steps, not in seconds.</summary>
    public bool IsReached(long steps) => steps > Interlocked.Read(ref reachedAt);

    public void Better(TimingThread thread)
    {
        if (thread.BestCost <= effort.GoodEnough)
            ReachAt(thread.BestAt);
        if (better is null || thread.BestCost >= Interlocked.Read(ref reported))
            return;
        lock (reporting)
        {
            if (thread.BestCost >= reported || (clock.Elapsed < nextReport && thread.BestCost > effort.GoodEnough))
                return;
            Interlocked.Exchange(ref reported, thread.BestCost);
            better(TimingCount.Of(graph, thread.Best, threads.Sum(each => each.Steps)));
            nextReport = clock.Elapsed + BetweenReports;
        }
    }

    /// <summary>A short round, so that there is something good at once; then as many long ones as fit.</summary>
    private void Rounds(CancellationToken ct)
    {
        var full = Math.Max(1_000_000, StepsPerPlace * graph.Movable.Length * graph.Slots);
        var all = effort.Steps ?? long.MaxValue;
        var first = Math.Clamp(Math.Min(all / 20, full / 10), 1, long.MaxValue);
        TimeSpan? firstTime = effort.Time is { } limit ? TimeSpan.FromSeconds(Math.Min(0.4, limit.TotalSeconds / 10)) : null;
        var begun = clock.Elapsed;
        Round(0, isOneOfMany: false, effort.Time is null ? first : all, firstTime, ct);
        var pace = threads[0].Steps / Math.Max(1e-6, (clock.Elapsed - begun).TotalSeconds);
        for (var round = 1; !ct.IsCancellationRequested && !IsReached(threads.Max(thread => thread.Steps)); round++)
        {
            var left = all - threads[0].Steps;
            var timeLeft = effort.Time - clock.Elapsed;
            if (left <= 0 || timeLeft <= TimeSpan.Zero)
                return;
            var could = timeLeft is { } span ? Math.Min(left, (long)(pace * span.TotalSeconds)) : left;
            var rounds = Math.Max(1, (int)Math.Min(1_000_000, Math.Round((double)could / full)));
            Round(round, isOneOfMany: round > 1 || rounds > 2, timeLeft is null ? Math.Min(left, effort.Steps is null ? full : (left + rounds - 1) / rounds) : left, timeLeft / rounds, ct);
        }
    }

    private void Round(int round, bool isOneOfMany, long steps, TimeSpan? time, CancellationToken ct)
    {
        var winner = Winner();
        foreach (var thread in threads)
            if (Way(thread) == 1)
                thread.State.Take(winner.Best);
        var others = threads.Skip(1).Select(thread => new Thread(() => Cool(thread)) { IsBackground = true, Name = $"timing {thread.Number}" }).ToList();
        others.ForEach(other => other.Start());
        Cool(threads[0]);
        others.ForEach(other => other.Join());

        // Where there is time for several long rounds, a third of the threads goes on from the best and a third makes short rounds without nudges.
        int Way(TimingThread thread) => isOneOfMany ? (thread.Number + round) % 3 : 0;

        void Cool(TimingThread thread)
        {
            var isShort = Way(thread) == 2;
            thread.State.CountNudges(!isShort);
            for (var turn = 0; turn < (isShort ? ShortRounds : 1); turn++)
                thread.Cool(Way(thread) == 1 ? Warm : Hot, isShort ? Math.Max(1, steps / ShortRounds) : steps, isShort ? time / ShortRounds : time, ct);
        }
    }

    private TimingThread Winner() => threads.OrderBy(thread => Math.Max(thread.BestCost, effort.GoodEnough)).ThenBy(thread => thread.BestCost <= effort.GoodEnough ? thread.BestAt : 0).ThenBy(thread => thread.Number).First();

    private void ReachAt(long steps)
    {
        for (var known = Interlocked.Read(ref reachedAt); steps < known;)
        {
            var found = Interlocked.CompareExchange(ref reachedAt, steps, known);
            if (found == known)
                return;
            known = found;
        }
    }
}
