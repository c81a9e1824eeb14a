using System.Diagnostics;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>One thread of a search: its schedule, its dice, the best it has seen.</summary>
internal sealed class TimingThread
{
    /// <summary>Moves between two looks at the clock; also how often the best is looked for, since copying it costs as much as ten moves.</summary>
    private const int Look = 64;

    private readonly TimingGraph graph;
    private readonly TimingSearch search;
    private readonly int[] best;

    public TimingThread(TimingGraph graph, TimingSearch search, int number, int seed)
    {
        (this.graph, this.search, Number) = (graph, search, number);
        State = new TimingState(graph) { Chance = new Chance(((ulong)(uint)seed << 32) + (ulong)number) };
        best = new int[graph.Meetings];
    }

    public int Number { get; }

    public TimingState State { get; }

    public long BestCost { get; private set; } = long.MaxValue;

    public ReadOnlySpan<int> Best => best;

    /// <summary>Moves tried so far, and when the best was seen.</summary>
    public long Steps { get; private set; }

    public long BestAt { get; private set; }

    /// <summary>Notes the schedule in hand when it is the best.</summary>
    public void Note()
    {
        if (State.Cost >= BestCost)
            return;
        BestCost = State.Cost;
        BestAt = Steps;
        State.SlotOf.CopyTo(best);
        search.Better(this);
    }

    /// <summary>One cooling: so many moves, or so long.</summary>
    public void Cool(double hot, long steps, TimeSpan? time, CancellationToken ct)
    {
        var cooling = new Cooling(graph.Units, hot);
        var clock = time is null ? null : Stopwatch.StartNew();
        for (long done = 0; done < steps;)
        {
            var part = clock is null ? (double)done / steps : clock.Elapsed / time!.Value;
            if (part >= 1 || ct.IsCancellationRequested || search.IsReached(Steps))
                return;
            var temperature = cooling.At(part);
            var moves = (int)Math.Min(Look, steps - done);
            for (var move = 0; move < moves; move++)
                State.Step(temperature);
            done += moves;
            Steps += moves;
            Note();
        }
    }
}
