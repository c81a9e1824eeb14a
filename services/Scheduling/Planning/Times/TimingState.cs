using System.Runtime.CompilerServices;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// One thread's schedule with everything that tells the cost of a change without counting anew: who meets where as bits, each participant's
/// cost, how full each slot is. Nothing is allocated after the constructor.
/// </summary>
internal sealed partial class TimingState
{
    private const int Nowhere = -1;
    private const int Parts = 4;

    private readonly TimingGraph graph;
    private readonly int slots, words, room;
    private readonly int[] slotOf;

    /// <summary>Per participant and slot the meeting, or -1; per participant the slots taken and the time they take.</summary>
    private readonly int[] meetingAt;
    private readonly ulong[] taken;
    private readonly int[] busy;

    /// <summary>Per slot its meetings in any order, and each meeting's place among them; only where room is short.</summary>
    private readonly int[] inSlot, placeInSlot;
    private readonly int[] held;
    private readonly int slotSpace;

    /// <summary>The meetings without a slot in any order, and each one's place among them.</summary>
    private readonly int[] leftOut, placeInLeftOut;

    private readonly long[] waitingOf, nudgeOf;
    private int mostNudges = 8;
    private readonly int[]? breaksOf, withBreaks;
    private long spreadCost;

    public TimingState(TimingGraph graph)
    {
        this.graph = graph;
        (slots, words, room) = (graph.Slots, graph.Words, graph.Room);
        slotOf = new int[graph.Meetings];
        Array.Fill(slotOf, Nowhere);
        meetingAt = new int[graph.Participants * slots];
        Array.Fill(meetingAt, Nowhere);
        taken = new ulong[graph.Participants * words];
        busy = new int[graph.Participants];
        held = new int[slots];
        var pinned = graph.Meetings - graph.Movable.Length;
        slotSpace = room < graph.Meetings ? room + pinned : 0;
        inSlot = new int[slots * slotSpace];
        placeInSlot = new int[graph.Meetings];
        leftOut = new int[graph.Meetings];
        placeInLeftOut = new int[graph.Meetings];
        (waitingOf, nudgeOf) = (new long[graph.Participants], new long[graph.Participants]);
        touched = new int[graph.Participants];
        (touchedBefore, touchedNudgeBefore) = (new long[graph.Participants], new long[graph.Participants]);
        touchedBreaksBefore = new int[graph.Participants];
        touchedMark = new long[graph.Participants];
        (chainMeeting, chainFrom, chainTo, chainBefore) = (new int[graph.Meetings], new int[graph.Meetings], new int[graph.Meetings], new int[graph.Meetings]);
        chainMark = new long[graph.Meetings];
        scratch = new ulong[words];
        sought = new ulong[words];
        if (graph.Spread < int.MaxValue)
        {
            breaksOf = new int[graph.Participants];
            withBreaks = new int[slots + 1];
            withBreaks[0] = graph.Participants;
        }

        Clear();
    }

    public long Cost { get; private set; }

    /// <summary>What the search counts besides the cost, in parts of <see cref="Parts"/>, because it leads to less cost.</summary>
    public long Nudge { get; private set; }

    /// <summary>By this the search judges.</summary>
    private long Weighed => (Cost * Parts) + Nudge;

    public int LeftOut { get; private set; }

    public ReadOnlySpan<int> SlotOf => slotOf;

    /// <summary>From here on with nudges (as it begins) or without.</summary>
    public void CountNudges(bool count)
    {
        mostNudges = count ? 8 : 0;
        for (var participant = 0; participant < graph.Participants; participant++)
            Settle(participant);
    }

    /// <summary>Everything out but the pinned.</summary>
    public void Clear()
    {
        for (var meeting = 0; meeting < graph.Meetings; meeting++)
            if (slotOf[meeting] != Nowhere && !graph.Pinned[meeting])
                TakeOut(meeting);
        LeftOut = 0;
        Cost = 0;
        Nudge = 0;
        Array.Clear(waitingOf);
        Array.Clear(nudgeOf);
        spreadCost = 0;
        for (var meeting = 0; meeting < graph.Meetings; meeting++)
            if (graph.Pinned[meeting])
            {
                if (slotOf[meeting] == Nowhere)
                    Put(meeting, graph.Present[meeting]);
            }
            else
            {
                AddLeftOut(meeting);
                Cost += graph.LeftOutCost[meeting];
            }

        for (var participant = 0; participant < graph.Participants; participant++)
            Settle(participant);
        SettleSpread();
        Accept();
    }

    /// <summary>Whether a meeting that has no slot can go into this one as things stand: both sides, room, window, order.</summary>
    public bool CanPut(int meeting, int slot) =>
        Bits.Has(graph.AllowedTo(meeting), slot) && held[slot] < room && IsFree(graph.First[meeting], slot) && IsFree(graph.Second[meeting], slot) && KeepsOrder(meeting, slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFree(int participant, int slot)
    {
        var relation = graph.Clash[participant];
        if (relation < 0)
            return meetingAt[(participant * slots) + slot] < 0;
        var clashing = graph.ClashingWith(relation, slot);
        for (var word = 0; word < clashing.Length; word++)
            if ((taken[(participant * words) + word] & clashing[word]) != 0)
                return false;
        return true;
    }

    private bool KeepsOrder(int meeting, int slot)
    {
        if (graph.Before[meeting] is { } before)
            foreach (var other in before)
                if (slotOf[other] >= slot)
                    return false;
        if (graph.After[meeting] is { } after)
            foreach (var other in after)
                if (slotOf[other] != Nowhere && slotOf[other] <= slot)
                    return false;
        return true;
    }

    private void Put(int meeting, int slot)
    {
        slotOf[meeting] = slot;
        if (slotSpace > 0)
        {
            placeInSlot[meeting] = held[slot];
            inSlot[(slot * slotSpace) + held[slot]] = meeting;
        }

        held[slot]++;
        Put(graph.First[meeting], meeting, slot);
        Put(graph.Second[meeting], meeting, slot);
        if (slot != graph.Present[meeting])
            Cost += graph.ChangeCost[meeting];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int participant, int meeting, int slot)
    {
        meetingAt[(participant * slots) + slot] = meeting;
        taken[(participant * words) + (slot >> 6)] |= 1UL << slot;
        busy[participant] += graph.End[slot] - graph.Start[slot];
        Touch(participant);
    }

    private void TakeOut(int meeting)
    {
        var slot = slotOf[meeting];
        slotOf[meeting] = Nowhere;
        held[slot]--;
        if (slotSpace > 0)
        {
            var last = inSlot[(slot * slotSpace) + held[slot]];
            inSlot[(slot * slotSpace) + placeInSlot[meeting]] = last;
            placeInSlot[last] = placeInSlot[meeting];
        }

        TakeOut(graph.First[meeting], slot);
        TakeOut(graph.Second[meeting], slot);
        if (slot != graph.Present[meeting])
            Cost -= graph.ChangeCost[meeting];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeOut(int participant, int slot)
    {
        meetingAt[(participant * slots) + slot] = Nowhere;
        taken[(participant * words) + (slot >> 6)] &= ~(1UL << slot);
        busy[participant] -= graph.End[slot] - graph.Start[slot];
        Touch(participant);
    }

    private void AddLeftOut(int meeting)
    {
        placeInLeftOut[meeting] = LeftOut;
        leftOut[LeftOut++] = meeting;
    }

    private void RemoveLeftOut(int meeting)
    {
        var last = leftOut[--LeftOut];
        leftOut[placeInLeftOut[meeting]] = last;
        placeInLeftOut[last] = placeInLeftOut[meeting];
    }
}
