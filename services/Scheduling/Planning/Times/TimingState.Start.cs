namespace JobDating.Scheduling.Planning.Times;

/// <summary>The first schedule: what stands stays, the rest goes where it costs least, and what finds no free slot is placed by chains.</summary>
internal sealed partial class TimingState
{
    public void Begin(IReadOnlyList<int>? start)
    {
        Clear();
        var ordered = InOrderOfNeed();
        foreach (var meeting in ordered)
        {
            var slot = start is null ? graph.Present[meeting] : start[meeting];
            if (slot >= 0 && slot < slots && CanPut(meeting, slot))
                Settle(meeting, slot);
        }

        foreach (var meeting in ordered)
            if (slotOf[meeting] == Nowhere && Cheapest(meeting) is >= 0 and var slot)
                Settle(meeting, slot);
        foreach (var meeting in ordered)
            if (slotOf[meeting] == Nowhere)
                PlaceByChain(meeting);
    }

    /// <summary>Takes another thread's schedule over.</summary>
    public void Take(ReadOnlySpan<int> slotOfOther)
    {
        Clear();
        for (var meeting = 0; meeting < slotOfOther.Length; meeting++)
            if (!graph.Pinned[meeting] && slotOfOther[meeting] != Nowhere)
                Settle(meeting, slotOfOther[meeting]);
    }

    private void Settle(int meeting, int slot)
    {
        Put(meeting, slot);
        NoteLeftOut(meeting, Nowhere, slot);
        SettleTouched();
        Accept();
    }

    /// <summary>Few slots first, then the dearest, then the sides with most meetings.</summary>
    private int[] InOrderOfNeed() => [.. graph.Movable
        .OrderBy(meeting => Bits.Count(graph.AllowedTo(meeting)))
        .ThenByDescending(meeting => graph.LeftOutCost[meeting])
        .ThenByDescending(meeting => Meetings(graph.First[meeting]) + Meetings(graph.Second[meeting]))
        .ThenBy(meeting => meeting)];

    private int Meetings(int participant) => graph.Of[participant + 1] - graph.Of[participant];

    private int Cheapest(int meeting)
    {
        var (cheapest, least) = (Nowhere, long.MaxValue);
        for (var slot = 0; slot < slots; slot++)
        {
            if (!CanPut(meeting, slot))
                continue;
            Put(meeting, slot);
            SettleTouched();
            if (Weighed < least)
                (cheapest, least) = (slot, Weighed);
            TakeOut(meeting);
            Unsettle();
        }

        return cheapest;
    }

    private void PlaceByChain(int meeting)
    {
        for (var to = 0; to < slots; to++)
            if (Bits.Has(graph.AllowedTo(meeting), to) && (PlaceByChain(meeting, graph.First[meeting], graph.Second[meeting], to) || PlaceByChain(meeting, graph.Second[meeting], graph.First[meeting], to)))
                return;
    }

    private bool PlaceByChain(int meeting, int free, int other, int to)
    {
        if (!IsFree(free, to))
            return false;
        for (var from = 0; from < slots; from++)
            if (Bits.Has(graph.UsableBy(other), from) && IsFree(other, from) && TryChain(meeting, from, to))
            {
                Accept();
                return true;
            }

        return false;
    }
}
