using System.Runtime.CompilerServices;

namespace JobDating.Scheduling.Planning.Times;

internal sealed partial class TimingState
{
    /// <summary>Participants whose slots changed since the last <see cref="Accept"/>, with what they cost before.</summary>
    private readonly int[] touched, touchedBreaksBefore;
    private readonly long[] touchedBefore, touchedNudgeBefore, touchedMark;
    private int touchedCount;
    private long touchedNow = 1;
    private long spreadCostBefore;
    private int fewestBreaks, fewestBefore;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Touch(int participant)
    {
        if (touchedMark[participant] == touchedNow)
            return;
        touchedMark[participant] = touchedNow;
        touched[touchedCount] = participant;
        touchedBefore[touchedCount] = waitingOf[participant];
        touchedNudgeBefore[touchedCount] = nudgeOf[participant];
        if (breaksOf is not null)
            touchedBreaksBefore[touchedCount] = breaksOf[participant];
        touchedCount++;
    }

    /// <summary>Counts the touched anew.</summary>
    private void SettleTouched()
    {
        (spreadCostBefore, fewestBefore) = (spreadCost, fewestBreaks);
        for (var place = 0; place < touchedCount; place++)
            Settle(touched[place]);
        if (breaksOf is not null)
            SettleSpread();
    }

    /// <summary>What was done is kept: from here on is the next change.</summary>
    private void Accept()
    {
        touchedCount = 0;
        touchedNow++;
    }

    /// <summary>The costs of before, after the meetings have been put back.</summary>
    private void Unsettle()
    {
        for (var place = 0; place < touchedCount; place++)
        {
            var participant = touched[place];
            Cost += touchedBefore[place] - waitingOf[participant];
            Nudge += touchedNudgeBefore[place] - nudgeOf[participant];
            (waitingOf[participant], nudgeOf[participant]) = (touchedBefore[place], touchedNudgeBefore[place]);
            if (breaksOf is not null)
                Note(participant, touchedBreaksBefore[place]);
        }

        Cost += spreadCostBefore - spreadCost;
        spreadCost = spreadCostBefore;
        fewestBreaks = fewestBefore;
        Accept();
    }

    private void Settle(int participant)
    {
        if (graph.Waiting[participant] == Waiting.Free)
            return;
        var slotsTaken = taken.AsSpan(participant * words, words);
        var units = UnitsOf(participant, slotsTaken, busy[participant]);
        if (breaksOf is not null && graph.Waiting[participant] == Waiting.Breaks)
            Note(participant, units);
        var (waiting, nudge) = (units * graph.WaitingCost[participant], NudgeOf(participant, slotsTaken, units));
        Cost += waiting - waitingOf[participant];
        Nudge += nudge - nudgeOf[participant];
        (waitingOf[participant], nudgeOf[participant]) = (waiting, nudge);
    }

    /// <summary>
    /// Breaks alone do not tell the search whether one of nine slots or of one is nearer its end; so the slots of breaks count too, a quarter of a break
    /// each and at most eight (on p40x32 and ten million moves: 0 to 4 breaks are left instead of 4 to 10). Where much is fixed and long breaks must
    /// be, they mislead: see <see cref="CountNudges"/>.
    /// </summary>
    private long NudgeOf(int participant, ReadOnlySpan<ulong> slotsTaken, int units)
    {
        if (units == 0 || graph.Waiting[participant] != Waiting.Breaks)
            return 0;
        var idle = Bits.Last(slotsTaken) - Bits.First(slotsTaken) + 1 - Bits.Count(slotsTaken);
        return Math.Min(idle, mostNudges) * graph.WaitingCost[participant];
    }

    /// <summary>Units, rounds or breaks between the first and the last of the slots taken.</summary>
    private int UnitsOf(int participant, ReadOnlySpan<ulong> slotsTaken, int timeTaken)
    {
        var kind = graph.Waiting[participant];
        if (kind == Waiting.Breaks)
            return Math.Max(0, Bits.Runs(slotsTaken) - 1);
        var first = Bits.First(slotsTaken);
        if (first == Bits.None)
            return 0;
        var last = Bits.Last(slotsTaken);
        return Math.Max(0, kind == Waiting.Time
            ? LastEnd(slotsTaken, first, last) - graph.Start[first] - timeTaken
            : Bits.CountBetween(graph.UsableBy(participant), first, last) - Bits.Count(slotsTaken));
    }

    /// <summary>A long slot may end after one that starts later.</summary>
    private int LastEnd(ReadOnlySpan<ulong> slotsTaken, int first, int last)
    {
        var end = graph.End[last];
        if (graph.EndsInOrder)
            return end;
        for (var slot = first; slot < last; slot++)
            if (graph.End[slot] > end && Bits.Has(slotsTaken, slot))
                end = graph.End[slot];
        return end;
    }

    private void Note(int participant, int breaks)
    {
        withBreaks![breaksOf![participant]]--;
        withBreaks[breaks]++;
        breaksOf[participant] = breaks;
    }

    /// <summary>Each participant pays for its breaks above the fewest anybody has and the bound.</summary>
    private void SettleSpread()
    {
        if (withBreaks is null)
            return;
        fewestBreaks = 0;
        while (fewestBreaks < slots && withBreaks[fewestBreaks] == 0)
            fewestBreaks++;
        long above = 0;
        for (var breaks = fewestBreaks + graph.Spread + 1; breaks <= slots; breaks++)
            above += (long)withBreaks[breaks] * (breaks - fewestBreaks - graph.Spread);
        Cost += (above * graph.Problem.BreaksSpreadCost) - spreadCost;
        spreadCost = above * graph.Problem.BreaksSpreadCost;
    }
}
