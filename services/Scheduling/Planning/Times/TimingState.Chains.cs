using System.Numerics;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// A change is a chain: a meeting goes to another slot, what stood in its way goes where that one came from, and so on. With plain clashes
/// this is a Kempe chain of two slots; with other clash relations those in the way go to a slot that shares time with the one left.
/// </summary>
internal sealed partial class TimingState
{
    private readonly int[] chainMeeting, chainFrom, chainTo, chainBefore;
    private readonly long[] chainMark;
    private readonly ulong[] scratch;
    private int chainLength;
    private long chainNow;

    /// <summary>
    /// Tries the change that begins with this meeting going to a slot; afterwards it is done and waits for <see cref="Accept"/> or
    /// <see cref="Undo"/>.
    /// </summary>
    /// <param name="from">Where those in its way go: its own slot, or for a meeting without one a slot that is free for one side; -1: they are left out.</param>
    /// <param name="leaveOut">Those who cannot go there are left out too, instead of giving up.</param>
    /// <returns>False when the rules do not allow it; then nothing is changed.</returns>
    private bool TryChain(int meeting, int from, int to, bool leaveOut = false)
    {
        chainLength = 0;
        chainNow++;
        Push(meeting, from, to);
        if (!Close(0, leaveOut))
            return false;
        if (held[to] >= room && from != Nowhere && !MakeRoom(from, to, leaveOut))
            return false;
        return Carry();
    }

    private void Push(int meeting, int from, int to)
    {
        chainMark[meeting] = chainNow;
        chainMeeting[chainLength] = meeting;
        chainFrom[chainLength] = from;
        chainTo[chainLength] = to;
        chainLength++;
    }

    private bool Close(int place, bool leaveOut)
    {
        for (; place < chainLength; place++)
        {
            if (chainTo[place] == Nowhere)
                continue;
            var meeting = chainMeeting[place];
            if (!Displace(graph.First[meeting], chainFrom[place], chainTo[place], leaveOut) || !Displace(graph.Second[meeting], chainFrom[place], chainTo[place], leaveOut))
                return false;
        }

        return true;
    }

    private bool Displace(int participant, int from, int to, bool leaveOut)
    {
        var relation = graph.Clash[participant];
        if (relation < 0)
        {
            var other = meetingAt[(participant * slots) + to];
            return other < 0 || chainMark[other] == chainNow || SendAway(other, from, to, leaveOut);
        }

        var clashing = graph.ClashingWith(relation, to);
        for (var word = 0; word < words; word++)
            for (var inWay = clashing[word] & taken[(participant * words) + word]; inWay != 0; inWay &= inWay - 1)
            {
                var slot = (word << 6) + BitOperations.TrailingZeroCount(inWay);
                var other = meetingAt[(participant * slots) + slot];
                if (chainMark[other] != chainNow && !SendAway(other, from, slot, leaveOut))
                    return false;
            }

        return true;
    }

    /// <summary>The meeting stands in this slot and must leave it, best for the slot <paramref name="left"/>.</summary>
    private bool SendAway(int meeting, int left, int slot, bool leaveOut)
    {
        if (graph.Pinned[meeting])
            return false;
        var to = Nowhere;
        if (left != Nowhere)
        {
            var allowed = graph.AllowedTo(meeting);
            if (Bits.Has(allowed, left))
                to = left;
            else if (graph.Clashing.Length > 0)
            {
                for (var word = 0; word < words; word++)
                    scratch[word] = allowed[word] & graph.Overlapping[(left * words) + word];
                to = Chance.Member(scratch);
            }
        }

        if (to == Nowhere && !leaveOut)
            return false;
        Push(meeting, slot, to);
        return true;
    }

    /// <summary>The slot is full: if the chain brings more into it than it takes out, one of the others changes the other way too.</summary>
    private bool MakeRoom(int from, int to, bool leaveOut)
    {
        var more = 0;
        for (var place = 0; place < chainLength; place++)
            more += (chainTo[place] == to ? 1 : 0) - (slotOf[chainMeeting[place]] == to ? 1 : 0);
        if (held[to] + more <= room)
            return true;
        var other = inSlot[(to * slotSpace) + Chance.Below(held[to])];
        if (chainMark[other] == chainNow)
            return false;
        var begin = chainLength;
        return SendAway(other, from, to, leaveOut) && Close(begin, leaveOut);
    }

    private bool Carry()
    {
        for (var place = 0; place < chainLength; place++)
        {
            var meeting = chainMeeting[place];
            chainBefore[place] = slotOf[meeting];
            if (slotOf[meeting] != Nowhere)
                TakeOut(meeting);
        }

        for (var place = 0; place < chainLength; place++)
        {
            var (meeting, to) = (chainMeeting[place], chainTo[place]);
            if (to == Nowhere || (held[to] < room && IsFree(graph.First[meeting], to) && IsFree(graph.Second[meeting], to)))
            {
                if (to != Nowhere)
                    Put(meeting, to);
                continue;
            }

            PutBack(place);
            return false;
        }

        if (graph.Problem.Precedences.Count > 0)
            for (var place = 0; place < chainLength; place++)
                if (chainTo[place] != Nowhere && !KeepsOrder(chainMeeting[place], chainTo[place]))
                {
                    PutBack(chainLength);
                    return false;
                }

        for (var place = 0; place < chainLength; place++)
            NoteLeftOut(chainMeeting[place], chainBefore[place], chainTo[place]);
        SettleTouched();
        return true;
    }

    private void NoteLeftOut(int meeting, int before, int after)
    {
        if (before == Nowhere && after != Nowhere)
        {
            RemoveLeftOut(meeting);
            Cost -= graph.LeftOutCost[meeting];
        }
        else if (before != Nowhere && after == Nowhere)
        {
            AddLeftOut(meeting);
            Cost += graph.LeftOutCost[meeting];
        }
    }

    /// <summary>The change in hand never was.</summary>
    private void Undo()
    {
        for (var place = 0; place < chainLength; place++)
            NoteLeftOut(chainMeeting[place], chainTo[place], chainBefore[place]);
        Replace(chainLength);
        Unsettle();
    }

    /// <summary>Gives up halfway: nothing has been counted yet.</summary>
    private void PutBack(int done)
    {
        Replace(done);
        Accept();
    }

    private void Replace(int done)
    {
        for (var place = 0; place < done; place++)
            if (chainTo[place] != Nowhere)
                TakeOut(chainMeeting[place]);
        for (var place = 0; place < chainLength; place++)
            if (chainBefore[place] != Nowhere)
                Put(chainMeeting[place], chainBefore[place]);
    }
}
