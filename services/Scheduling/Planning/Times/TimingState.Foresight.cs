namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// What a Kempe chain would cost, before it is done. Inside a chain of two slots everybody keeps both slots and only swaps whom it meets; only the
/// two ends of the chain win one slot and lose the other. So the many changes that are refused cost a walk and two counts.
/// </summary>
internal sealed partial class TimingState
{
    private bool spreadUnknown;

    private enum Foreseen
    {
        Refused,
        Known,
        Unknown,
    }

    /// <summary>Walks the chain that begins with this meeting going from its slot to another. Plain clashes only.</summary>
    /// <param name="worse">What it would add to the cost, weighed, where that is known.</param>
    private Foreseen Foresee(int meeting, int from, int to, out long worse)
    {
        worse = 0;
        spreadUnknown = false;
        chainLength = 0;
        chainNow++;
        if (!Walk(meeting, from, to, ref worse, out var more))
            return Foreseen.Refused;
        if (more > 0 && held[to] >= room)
        {
            var other = inSlot[(to * slotSpace) + Chance.Below(held[to])];
            if (chainMark[other] == chainNow || graph.Pinned[other] || !Bits.Has(graph.AllowedTo(other), from) || !Walk(other, to, from, ref worse, out var fewer) || fewer <= 0)
                return Foreseen.Refused;
        }
        else if (more < 0 && held[from] >= room)
            return Foreseen.Refused;

        if (graph.AnyOrder && !ChainKeepsOrder())
            return Foreseen.Refused;
        if (graph.AnyChangeCost)
            for (var place = 0; place < chainLength; place++)
            {
                var (moved, present) = (chainMeeting[place], graph.Present[chainMeeting[place]]);
                worse += Parts * (chainTo[place] == present ? -graph.ChangeCost[moved] : slotOf[moved] == present ? graph.ChangeCost[moved] : 0);
            }

        return spreadUnknown ? Foreseen.Unknown : Foreseen.Known;
    }

    /// <param name="more">How many more meetings the slot <paramref name="to"/> would hold: -1, 0 or 1.</param>
    private bool Walk(int meeting, int from, int to, ref long worse, out int more)
    {
        more = 1;
        Push(meeting, from, to);
        if (Follow(meeting, graph.First[meeting], from, to, ref worse, ref more) is not { } cycle)
            return false;
        return cycle || Follow(meeting, graph.Second[meeting], from, to, ref worse, ref more) is not null;
    }

    /// <summary>From one side of the first meeting to the end of the chain, or round to where it began (true); null where a meeting cannot move.</summary>
    private bool? Follow(int meeting, int participant, int from, int to, ref long worse, ref int more)
    {
        var (begun, aim) = (meeting, to);
        while (true)
        {
            var other = meetingAt[(participant * slots) + to];
            if (other < 0)
            {
                worse += Exchange(participant, from, to);
                return false;
            }

            if (other == begun)
                return true;
            if (graph.Pinned[other] || !Bits.Has(graph.AllowedTo(other), from))
                return null;
            Push(other, to, from);
            participant = graph.First[other] == participant ? graph.Second[other] : graph.First[other];
            (from, to) = (to, from);
            more += to == aim ? 1 : -1;
        }
    }

    /// <summary>What it costs the participant more to meet in one slot instead of another, weighed.</summary>
    private long Exchange(int participant, int lost, int won)
    {
        if (graph.Waiting[participant] == Waiting.Free)
            return 0;
        var mine = taken.AsSpan(participant * words, words);
        mine[lost >> 6] ^= 1UL << lost;
        mine[won >> 6] ^= 1UL << won;
        var length = graph.End[won] - graph.Start[won] - graph.End[lost] + graph.Start[lost];
        var units = UnitsOf(participant, mine, busy[participant] + length);
        var nudge = NudgeOf(participant, mine, units);
        mine[lost >> 6] ^= 1UL << lost;
        mine[won >> 6] ^= 1UL << won;
        if (breaksOf is not null && graph.Waiting[participant] == Waiting.Breaks && (spreadCost > 0 || units > graph.Spread || units < fewestBreaks))
            spreadUnknown = true;
        return (((units * graph.WaitingCost[participant]) - waitingOf[participant]) * Parts) + nudge - nudgeOf[participant];
    }

    private bool ChainKeepsOrder()
    {
        for (var place = 0; place < chainLength; place++)
        {
            var (meeting, slot) = (chainMeeting[place], chainTo[place]);
            if (graph.Before[meeting] is { } before)
                foreach (var other in before)
                    if (SlotAfter(other) >= slot)
                        return false;
            if (graph.After[meeting] is { } after)
                foreach (var other in after)
                    if (SlotAfter(other) is not Nowhere and var later && later <= slot)
                        return false;
        }

        return true;

        int SlotAfter(int other) => chainMark[other] != chainNow ? slotOf[other] : slotOf[other] == chainTo[0] ? chainFrom[0] : chainTo[0];
    }
}
