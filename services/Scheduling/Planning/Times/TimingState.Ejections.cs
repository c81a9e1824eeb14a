namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// The other change: those in the way do not go back along the same two slots but each to the slot that is best for it, sending others away in
/// turn. Dearer than a Kempe chain, and the way out where windows, fixed meetings and clashes stop the chains.
/// </summary>
internal sealed partial class TimingState
{
    private const int LongestEjection = 8;

    /// <summary>Tries it; afterwards as after <see cref="TryChain"/>.</summary>
    private bool TryEjecting(int meeting, int to, double temperature)
    {
        chainLength = 0;
        chainNow++;
        Lift(meeting);
        for (var place = 0; place < chainLength; place++)
        {
            var lifted = chainMeeting[place];
            var slot = place == 0 ? to : Best(lifted, chainBefore[place], temperature);
            if (slot == Nowhere || held[slot] >= room || !LiftAll(graph.First[lifted], slot) || !LiftAll(graph.Second[lifted], slot) || !KeepsOrder(lifted, slot))
            {
                PutBack(chainLength);
                return false;
            }

            chainTo[place] = slot;
            Put(lifted, slot);
        }

        for (var place = 0; place < chainLength; place++)
            NoteLeftOut(chainMeeting[place], chainBefore[place], chainTo[place]);
        SettleTouched();
        return true;
    }

    private void Lift(int meeting)
    {
        chainBefore[chainLength] = slotOf[meeting];
        Push(meeting, slotOf[meeting], Nowhere);
        if (slotOf[meeting] != Nowhere)
            TakeOut(meeting);
    }

    private bool LiftAll(int participant, int slot)
    {
        var relation = graph.Clash[participant];
        if (relation < 0)
            return meetingAt[(participant * slots) + slot] is Nowhere || LiftOne(participant, slot);
        var clashing = graph.ClashingWith(relation, slot);
        for (var other = Bits.FirstOfBoth(clashing, TakenBy(participant)); other != Bits.None; other = Bits.FirstOfBoth(clashing, TakenBy(participant)))
            if (!LiftOne(participant, other))
                return false;
        return true;
    }

    private bool LiftOne(int participant, int slot)
    {
        var meeting = meetingAt[(participant * slots) + slot];
        if (graph.Pinned[meeting] || chainMark[meeting] == chainNow || chainLength == LongestEjection)
            return false;
        Lift(meeting);
        return true;
    }

    private ReadOnlySpan<ulong> TakenBy(int participant) => taken.AsSpan(participant * words, words);

    /// <summary>The slot that costs a lifted meeting least, each meeting sent away counted as one unit, with a little chance; not the one it comes from.</summary>
    private int Best(int meeting, int not, double temperature)
    {
        var (first, second) = (graph.First[meeting], graph.Second[meeting]);
        var (best, least) = (Nowhere, double.MaxValue);
        for (var slot = 0; slot < slots; slot++)
        {
            if (slot == not || held[slot] >= room || !Bits.Has(graph.AllowedTo(meeting), slot))
                continue;
            var inWay = InWay(first, slot) + InWay(second, slot);
            if (inWay > 2)
                continue;
            var cost = With(first, slot) + With(second, slot) + (inWay * graph.Units[0]) - (temperature * Math.Log(Chance.Part()));
            if (graph.ChangeCost[meeting] > 0 && slot != graph.Present[meeting])
                cost += graph.ChangeCost[meeting];
            if (cost < least)
                (best, least) = (slot, cost);
        }

        return best;
    }

    /// <summary>How many meetings of the participant would have to go; 3 for one that may not.</summary>
    private int InWay(int participant, int slot)
    {
        if (graph.Clash[participant] >= 0)
            return IsFree(participant, slot) ? 0 : 1;
        var meeting = meetingAt[(participant * slots) + slot];
        return meeting == Nowhere ? 0 : graph.Pinned[meeting] || chainMark[meeting] == chainNow ? 3 : 1;
    }

    /// <summary>What the participant's waiting costs with this slot too.</summary>
    private double With(int participant, int slot)
    {
        if (graph.Waiting[participant] == Waiting.Free)
            return 0;
        var mine = taken.AsSpan(participant * words, words);
        var had = mine[slot >> 6];
        mine[slot >> 6] |= 1UL << slot;
        var units = UnitsOf(participant, mine, busy[participant] + graph.End[slot] - graph.Start[slot]);
        var nudge = NudgeOf(participant, mine, units);
        mine[slot >> 6] = had;
        return (units * (double)graph.WaitingCost[participant]) + ((double)nudge / Parts);
    }
}
