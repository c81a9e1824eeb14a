using System.Diagnostics;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>Which change to try next. Blind changes are nearly all for the worse; these look where waiting can end.</summary>
internal sealed partial class TimingState
{
    /// <summary>One change in so many is an ejection: measured on instances where much is fixed (better) and little is (no worse).</summary>
    private const int ChangesPerEjection = 20;

    private readonly ulong[] sought;

    /// <summary>Not readonly: each draw changes it.</summary>
    public Chance Chance;

    /// <summary>One change is tried; it is kept when it costs less, the same, or more with a chance that falls with the temperature.</summary>
    public void Step(double temperature)
    {
        if (LeftOut > 0 && Chance.Below(4) == 0)
        {
            Place(leftOut[Chance.Below(LeftOut)], temperature);
            return;
        }

        var meeting = graph.Movable[Chance.Below(graph.Movable.Length)];
        var slot = slotOf[meeting];
        if (slot == Nowhere)
        {
            Place(meeting, temperature);
            return;
        }

        var to = Chance.Below(8) == 0 ? Chance.Member(graph.AllowedTo(meeting)) : Near(meeting, slot);
        if (to < 0 || to == slot)
            return;
        if (Chance.Below(ChangesPerEjection) == 0)
        {
            var was = Weighed;
            if (TryEjecting(meeting, to, temperature))
                Decide(was, temperature);
            return;
        }

        if (graph.Plain)
        {
            var foreseen = Foresee(meeting, slot, to, out var worse);
            if (foreseen == Foreseen.Known)
            {
                if (IsWorth(worse, temperature))
                {
                    var weighed = Weighed;
                    var carried = Carry();
                    Debug.Assert(carried && Weighed - weighed == worse, "A chain costs what was foreseen.");
                    Accept();
                }

                return;
            }

            if (foreseen == Foreseen.Refused)
                return;
        }

        var before = Weighed;
        if (TryChain(meeting, slot, to))
            Decide(before, temperature);
    }

    private void Place(int meeting, double temperature)
    {
        var before = Weighed;
        if (TryPlacing(meeting))
            Decide(before, temperature);
    }

    private void Decide(long before, double temperature)
    {
        if (IsWorth(Weighed - before, temperature))
            Accept();
        else
            Undo();
    }

    private bool IsWorth(long worse, double temperature)
    {
        var parts = temperature * Parts;
        return worse <= 0 || (worse < 30 * parts && Chance.Part() < Math.Exp(-worse / parts));
    }

    /// <summary>A slot where the meeting would close or lengthen a run of one of its two sides, or any when that side meets nobody else.</summary>
    private int Near(int meeting, int slot)
    {
        var (one, other) = Chance.Below(4) != 0 == graph.FewerFirst[meeting] ? (graph.First[meeting], graph.Second[meeting]) : (graph.Second[meeting], graph.First[meeting]);
        var participant = graph.Waiting[one] == Waiting.Free ? other : one;
        var allowed = graph.AllowedTo(meeting);
        if (graph.ChangeCost[meeting] > 0 && slot != graph.Present[meeting] && Bits.Has(allowed, graph.Present[meeting]) && Chance.Below(8) == 0)
            return graph.Present[meeting];
        taken.AsSpan(participant * words, words).CopyTo(sought);
        sought[slot >> 6] &= ~(1UL << slot);
        var first = Bits.First(sought);
        if (first == Bits.None || graph.Waiting[participant] == Waiting.Free)
            return Chance.Member(allowed);
        if (graph.Waiting[participant] == Waiting.Breaks)
        {
            if (slot > 0 && slot + 1 < slots && Bits.Has(sought, slot - 1) && Bits.Has(sought, slot + 1) && Chance.Below(8) != 0)
                return Nowhere;
            var before = 0UL;
            for (var word = 0; word < words; word++)
            {
                var taken = sought[word];
                var next = word + 1 < words ? sought[word + 1] : 0;
                sought[word] = ((taken << 1) | (before >> 63) | (taken >> 1) | (next << 63)) & ~taken & allowed[word];
                before = taken;
            }
        }
        else
        {
            var last = Math.Min(slots - 1, Bits.Last(sought) + graph.Reach);
            first = Math.Max(0, first - graph.Reach);
            for (var word = 0; word < words; word++)
                sought[word] = Bits.Between(word, first, last) & ~sought[word] & allowed[word];
        }

        sought[slot >> 6] &= ~(1UL << slot);
        return Chance.Member(sought);
    }

    /// <summary>
    /// A meeting without a slot goes where both are free; or where one is free and the other's meeting can go along a chain to a slot that is free for
    /// that one (between two sides and without windows this never fails: König 1916); or it takes the place of others.
    /// </summary>
    private bool TryPlacing(int meeting)
    {
        var (one, other) = Chance.Below(2) == 0 ? (graph.First[meeting], graph.Second[meeting]) : (graph.Second[meeting], graph.First[meeting]);
        graph.AllowedTo(meeting).CopyTo(sought);
        KeepFree(one);
        var half = Chance.Member(sought);
        KeepFree(other);
        var to = Chance.Member(sought);
        if (to >= 0 && held[to] < room)
            return TryChain(meeting, Nowhere, to, leaveOut: true);
        if (half >= 0 && Chance.Below(2) == 0)
        {
            graph.UsableBy(other).CopyTo(sought);
            KeepFree(other);
            var from = Chance.Member(sought);
            if (from >= 0)
                return TryChain(meeting, from, half, leaveOut: Chance.Below(4) == 0);
        }

        to = half >= 0 && Chance.Below(2) == 0 ? half : Chance.Member(graph.AllowedTo(meeting));
        return to >= 0 && TryChain(meeting, Nowhere, to, leaveOut: true);
    }

    /// <summary>Of the slots sought those in which the participant has nothing that clashes.</summary>
    private void KeepFree(int participant)
    {
        if (graph.Clash[participant] < 0)
        {
            for (var word = 0; word < words; word++)
                sought[word] &= ~taken[(participant * words) + word];
            return;
        }

        for (var slot = 0; slot < slots; slot++)
            if (Bits.Has(sought, slot) && !IsFree(participant, slot))
                sought[slot >> 6] &= ~(1UL << slot);
    }
}
