namespace JobDating.Scheduling.Planning.Times;

/// <summary>What a schedule costs, counted from nothing.</summary>
internal static class TimingCount
{
    public static TimingResult Of(TimingGraph graph, ReadOnlySpan<int> slots, long steps)
    {
        var slotOf = slots.ToArray();
        var problem = graph.Problem;
        var leftOut = Enumerable.Range(0, graph.Meetings).Where(meeting => slotOf[meeting] < 0).ToList();
        var changed = Enumerable.Range(0, graph.Meetings).Where(meeting => slotOf[meeting] >= 0 && graph.Present[meeting] >= 0 && slotOf[meeting] != graph.Present[meeting]).ToList();
        var (leftOutCost, changeCost) = (leftOut.Sum(meeting => graph.LeftOutCost[meeting]), changed.Sum(meeting => graph.ChangeCost[meeting]));
        var units = Enumerable.Range(0, graph.Participants).Select(participant => Units(graph, participant, slotOf)).ToList();
        var waitingCost = units.Select((each, participant) => each * graph.WaitingCost[participant]).Sum();
        var (spread, spreadCost) = (0, 0L);
        if (graph.Spread < int.MaxValue)
        {
            var breaks = units.Select((each, participant) => graph.Waiting[participant] == Waiting.Breaks ? each : 0).ToList();
            var fewest = breaks.DefaultIfEmpty(0).Min();
            spread = breaks.DefaultIfEmpty(0).Max() - fewest;
            spreadCost = breaks.Sum(each => Math.Max(0L, each - fewest - graph.Spread)) * problem.BreaksSpreadCost;
        }

        return new TimingResult(slotOf, leftOutCost + waitingCost + changeCost + spreadCost, leftOut.Count, leftOutCost, waitingCost, changed.Count, changeCost, spread, steps);
    }

    private static int Units(TimingGraph graph, int participant, int[] slotOf)
    {
        var taken = graph.MeetingsOf[graph.Of[participant]..graph.Of[participant + 1]].Select(meeting => slotOf[meeting]).Where(slot => slot >= 0).Order().ToList();
        if (taken.Count == 0)
            return 0;
        var (first, last) = (taken[0], taken[^1]);
        return graph.Waiting[participant] switch
        {
            Waiting.Time => Math.Max(0, taken.Max(slot => graph.End[slot]) - graph.Start[first] - taken.Sum(slot => graph.End[slot] - graph.Start[slot])),
            Waiting.Rounds => Math.Max(0, Enumerable.Range(first, last - first + 1).Count(slot => Bits.Has(graph.UsableBy(participant), slot)) - taken.Distinct().Count()),
            Waiting.Breaks => taken.Zip(taken.Skip(1)).Count(pair => pair.Second > pair.First + 1),
            _ => 0,
        };
    }
}
