using JobDating.Scheduling.Planning.Times;

namespace JobDating.Tests.Scheduling.Planning.Times;

/// <summary>The rules and the cost of a schedule, counted slowly and from the problem alone.</summary>
internal static class NaiveTiming
{
    /// <summary>The rules that a schedule breaks, as sentences; pinned meetings stand outside them.</summary>
    public static IEnumerable<string> Broken(TimingProblem problem, IReadOnlyList<int> slotOf)
    {
        for (var one = 0; one < problem.Meetings.Count; one++)
        {
            var (meeting, slot) = (problem.Meetings[one], slotOf[one]);
            if (meeting.Pinned && slot != meeting.Present)
                yield return $"{one} was moved although it is pinned.";
            if (meeting.Pinned || slot < 0)
                continue;
            if (!meeting.Allowed.Contains(slot) || !problem.Participants[meeting.First].Usable.Contains(slot) || !problem.Participants[meeting.Second].Usable.Contains(slot))
                yield return $"{one} may not be in {slot}.";
            if (slotOf.Count(each => each == slot) > problem.MeetingsPerSlot)
                yield return $"{slot} has no room for {one}.";
            for (var other = 0; other < problem.Meetings.Count; other++)
                if (other != one && slotOf[other] >= 0 && Shared(meeting, problem.Meetings[other]).Any(participant => DoClash(problem, participant, slot, slotOf[other])))
                    yield return $"{one} in {slot} clashes with {other} in {slotOf[other]}.";
        }

        foreach (var (before, after) in problem.Precedences)
            if (slotOf[before] >= 0 && slotOf[after] >= 0 && slotOf[before] >= slotOf[after] && !(problem.Meetings[before].Pinned && problem.Meetings[after].Pinned))
                yield return $"{before} is not before {after}.";
    }

    public static long Cost(TimingProblem problem, IReadOnlyList<int> slotOf)
    {
        long cost = 0;
        for (var number = 0; number < slotOf.Count; number++)
        {
            var meeting = problem.Meetings[number];
            cost += slotOf[number] < 0 ? meeting.Cost : meeting.Present >= 0 && slotOf[number] != meeting.Present ? meeting.ChangeCost : 0;
        }

        var breaks = new List<int>();
        for (var number = 0; number < problem.Participants.Count; number++)
        {
            var participant = problem.Participants[number];
            var taken = Enumerable.Range(0, slotOf.Count).Where(meeting => slotOf[meeting] >= 0 && (problem.Meetings[meeting].First == number || problem.Meetings[meeting].Second == number)).Select(meeting => slotOf[meeting]).ToList();
            var units = Units(problem, participant, taken);
            cost += units * participant.WaitingCost;
            breaks.Add(participant.Waiting == Waiting.Breaks ? units : 0);
        }

        if (problem.MostBreaksSpread < int.MaxValue)
            cost += breaks.Sum(each => Math.Max(0, each - breaks.Min() - problem.MostBreaksSpread)) * problem.BreaksSpreadCost;
        return cost;
    }

    private static int Units(TimingProblem problem, TimingParticipant participant, List<int> taken)
    {
        if (taken.Count == 0)
            return 0;
        var between = Enumerable.Range(taken.Min(), taken.Max() - taken.Min() + 1).ToList();
        return participant.Waiting switch
        {
            Waiting.Time => Math.Max(0, taken.Max(slot => problem.Slots[slot].End) - taken.Min(slot => problem.Slots[slot].Start) - taken.Sum(slot => problem.Slots[slot].End - problem.Slots[slot].Start)),
            Waiting.Rounds => Math.Max(0, between.Count(participant.Usable.Contains) - taken.Distinct().Count()),
            Waiting.Breaks => between.Count(slot => taken.Contains(slot) && slot > taken.Min() && !taken.Contains(slot - 1)),
            _ => 0,
        };
    }

    private static IEnumerable<int> Shared(TimingMeeting one, TimingMeeting other) => new[] { one.First, one.Second }.Intersect([other.First, other.Second]);

    private static bool DoClash(TimingProblem problem, int participant, int one, int other)
    {
        var relation = problem.Participants[participant].Clash;
        return one == other || (relation >= 0 && (problem.Clashes[relation][one].Contains(other) || problem.Clashes[relation][other].Contains(one)));
    }
}
