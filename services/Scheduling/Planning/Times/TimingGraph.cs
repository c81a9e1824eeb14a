namespace JobDating.Scheduling.Planning.Times;

/// <summary>A <see cref="TimingProblem"/> as flat arrays, shared by the threads and never written again. Sets of slots take <see cref="Words"/> words each.</summary>
internal sealed class TimingGraph
{
    public readonly TimingProblem Problem;
    public readonly int Slots, Participants, Meetings, Words, Room, Spread;
    public readonly int[] First, Second, Present, Start, End, Clash;
    public readonly bool[] Pinned;
    public readonly long[] LeftOutCost, ChangeCost, WaitingCost;
    public readonly Waiting[] Waiting;
    public readonly ulong[] Allowed, Usable;

    /// <summary>Per relation and slot the slots that clash with it, itself included.</summary>
    public readonly ulong[][] Clashing;

    /// <summary>Per slot those that share a moment with it: where a meeting of another grid can stand instead.</summary>
    public readonly ulong[] Overlapping;

    /// <summary>Meetings of participant p: MeetingsOf[Of[p]…Of[p + 1] - 1].</summary>
    public readonly int[] Of, MeetingsOf;

    /// <summary>Per meeting those that must be before, after it; null without any.</summary>
    public readonly int[]?[] Before, After;

    /// <summary>Whether nobody has a clash relation of its own; whether any order, any cost of changes is asked.</summary>
    public readonly bool Plain, AnyOrder, AnyChangeCost;

    /// <summary>No slot ends after one that starts later.</summary>
    public readonly bool EndsInOrder;

    /// <summary>How many slots away the next one in time can be: 1 on one grid, more where grids lie over each other or a gap is asked.</summary>
    public readonly int Reach;

    /// <summary>Per meeting whether its first participant has fewer meetings than its second.</summary>
    public readonly bool[] FewerFirst;

    /// <summary>Meetings that are not pinned.</summary>
    public readonly int[] Movable;

    /// <summary>The sizes of cost of one unit of waiting or one change, the largest first: the steps in which the search cools down.</summary>
    public readonly IReadOnlyList<double> Units;

    public TimingGraph(TimingProblem problem)
    {
        TimingChecks.Check(problem);
        Problem = problem;
        (Slots, Participants, Meetings) = (problem.Slots.Count, problem.Participants.Count, problem.Meetings.Count);
        Words = SlotSet.Words(Slots);
        Room = problem.MeetingsPerSlot;
        Spread = problem.MostBreaksSpread;
        Start = [.. problem.Slots.Select(slot => slot.Start)];
        End = [.. problem.Slots.Select(slot => slot.End)];
        Plain = problem.Participants.All(participant => participant.Clash < 0);
        AnyOrder = problem.Precedences.Count > 0;
        AnyChangeCost = problem.Meetings.Any(meeting => meeting is { Present: >= 0, ChangeCost: > 0 });
        EndsInOrder = Enumerable.Range(1, Math.Max(0, Slots - 1)).All(slot => End[slot] >= End[slot - 1]);
        First = [.. problem.Meetings.Select(meeting => meeting.First)];
        Second = [.. problem.Meetings.Select(meeting => meeting.Second)];
        Present = [.. problem.Meetings.Select(meeting => meeting.Present)];
        Pinned = [.. problem.Meetings.Select(meeting => meeting.Pinned)];
        LeftOutCost = [.. problem.Meetings.Select(meeting => meeting.Cost)];
        ChangeCost = [.. problem.Meetings.Select(meeting => meeting.Present < 0 ? 0 : meeting.ChangeCost)];
        Clash = [.. problem.Participants.Select(participant => participant.Clash)];
        Waiting = [.. problem.Participants.Select(participant => participant.Waiting)];
        WaitingCost = [.. problem.Participants.Select(participant => participant.WaitingCost)];
        Usable = Flat(problem.Participants.Select(participant => participant.Usable));
        Allowed = Flat(problem.Meetings.Select(meeting => meeting.Pinned
            ? SlotSet.Of(Slots, meeting.Present)
            : meeting.Allowed.And(problem.Participants[meeting.First].Usable).And(problem.Participants[meeting.Second].Usable)));
        Clashing = [.. problem.Clashes.Select(Symmetric)];
        Overlapping = Flat(problem.Slots.Select(slot => SlotSet.Of(Slots, Enumerable.Range(0, Slots).Where(other => Start[other] < slot.End && slot.Start < End[other]))));
        Reach = Math.Max(1, Clashing.SelectMany(relation => Enumerable.Range(0, Slots).Select(slot => Bits.Last(relation.AsSpan(slot * Words, Words)) - slot + 1)).DefaultIfEmpty(1).Max());
        Movable = [.. Enumerable.Range(0, Meetings).Where(meeting => !Pinned[meeting])];
        (Of, MeetingsOf) = ByParticipant();
        FewerFirst = [.. problem.Meetings.Select(meeting => Of[meeting.First + 1] - Of[meeting.First] < Of[meeting.Second + 1] - Of[meeting.Second])];
        Before = new int[]?[Meetings];
        After = new int[]?[Meetings];
        foreach (var later in problem.Precedences.GroupBy(pair => pair.After, pair => pair.Before))
            Before[later.Key] = [.. later];
        foreach (var earlier in problem.Precedences.GroupBy(pair => pair.Before, pair => pair.After))
            After[earlier.Key] = [.. earlier];
        Units = CostUnits();
    }

    public ReadOnlySpan<ulong> AllowedTo(int meeting) => Allowed.AsSpan(meeting * Words, Words);

    public ReadOnlySpan<ulong> UsableBy(int participant) => Usable.AsSpan(participant * Words, Words);

    public ReadOnlySpan<ulong> ClashingWith(int relation, int slot) => Clashing[relation].AsSpan(slot * Words, Words);

    private ulong[] Flat(IEnumerable<SlotSet> sets)
    {
        var flat = new List<ulong>();
        foreach (var set in sets)
            flat.AddRange(set.Bits);
        return [.. flat];
    }

    private ulong[] Symmetric(IReadOnlyList<SlotSet> relation)
    {
        var flat = Flat(relation);
        for (var slot = 0; slot < Slots; slot++)
        {
            flat[(slot * Words) + (slot >> 6)] |= 1UL << slot;
            foreach (var other in relation[slot].Members())
                flat[(other * Words) + (slot >> 6)] |= 1UL << slot;
        }

        return flat;
    }

    private (int[] Of, int[] MeetingsOf) ByParticipant()
    {
        var of = new int[Participants + 1];
        for (var meeting = 0; meeting < Meetings; meeting++)
        {
            of[First[meeting] + 1]++;
            of[Second[meeting] + 1]++;
        }

        for (var participant = 0; participant < Participants; participant++)
            of[participant + 1] += of[participant];
        var next = of[..^1];
        var meetingsOf = new int[Meetings * 2];
        for (var meeting = 0; meeting < Meetings; meeting++)
        {
            meetingsOf[next[First[meeting]]++] = meeting;
            meetingsOf[next[Second[meeting]]++] = meeting;
        }

        return (of, meetingsOf);
    }

    /// <summary>One for each size of cost: those less than five times as large as the next smaller one go with it.</summary>
    private List<double> CostUnits()
    {
        var shortest = Slots == 0 ? 1 : Math.Max(1, Problem.Slots.Min(slot => slot.End - slot.Start));
        var all = Problem.Participants
            .Where(participant => participant is { Waiting: not Times.Waiting.Free, WaitingCost: > 0 })
            .Select(participant => (double)(participant.Waiting == Times.Waiting.Time ? participant.WaitingCost * shortest : participant.WaitingCost))
            .Concat(ChangeCost.Where(cost => cost > 0).Select(cost => (double)cost))
            .DefaultIfEmpty(1)
            .Distinct()
            .OrderDescending();
        var units = new List<double>();
        foreach (var unit in all)
            if (units.Count == 0 || unit * 5 < units[^1])
                units.Add(unit);
        return units;
    }
}
