namespace JobDating.Scheduling.Planning.Times;

/// <summary>These meetings of a participant (of all together: -1) can never all be placed: they have room for fewer than they are.</summary>
public sealed record TimingOverload(int Participant, IReadOnlyList<int> Meetings, int Room);

/// <summary>Each participant's meetings against its slots, alone: a matching, and where it fails the set that proves it.</summary>
internal static class TimingOverloads
{
    public static IReadOnlyList<TimingOverload> Of(TimingGraph graph)
    {
        var overloads = new List<TimingOverload>();
        for (var participant = 0; participant < graph.Participants; participant++)
            if (Of(graph, participant) is { } overload)
                overloads.Add(overload);
        var room = Math.Min(int.MaxValue, (long)graph.Room * graph.Slots);
        if (graph.Meetings > room)
            overloads.Add(new TimingOverload(-1, [.. Enumerable.Range(0, graph.Meetings)], (int)room));
        return overloads;
    }

    private static TimingOverload? Of(TimingGraph graph, int participant)
    {
        var meetings = graph.MeetingsOf[graph.Of[participant]..graph.Of[participant + 1]].Where(meeting => !graph.Pinned[meeting]).ToArray();
        var pinned = graph.MeetingsOf[graph.Of[participant]..graph.Of[participant + 1]].Where(meeting => graph.Pinned[meeting]).Select(meeting => graph.Present[meeting]).ToHashSet();
        var holder = new int[graph.Slots];
        Array.Fill(holder, -1);
        var seen = new bool[graph.Slots];
        var without = new List<int>();
        for (var place = 0; place < meetings.Length; place++)
        {
            Array.Clear(seen);
            if (!Match(place))
                without.Add(place);
        }

        return without.Count == 0 ? null : Proof();

        bool Match(int place)
        {
            for (var slot = 0; slot < graph.Slots; slot++)
            {
                if (seen[slot] || pinned.Contains(slot) || !Bits.Has(graph.AllowedTo(meetings[place]), slot))
                    continue;
                seen[slot] = true;
                if (holder[slot] < 0 || Match(holder[slot]))
                {
                    holder[slot] = place;
                    return true;
                }
            }

            return false;
        }

        // The slots that all those without one look through in vain are all that these meetings have, and each is held by one of them.
        TimingOverload Proof()
        {
            Array.Clear(seen);
            foreach (var place in without)
                Match(place);
            var held = Enumerable.Range(0, graph.Slots).Where(slot => seen[slot]).ToList();
            return new TimingOverload(participant, [.. held.Select(slot => meetings[holder[slot]]).Concat(without.Select(place => meetings[place])).Order()], held.Count);
        }
    }
}
