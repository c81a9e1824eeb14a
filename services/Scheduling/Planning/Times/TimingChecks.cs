namespace JobDating.Scheduling.Planning.Times;

/// <summary>That a problem names only what is there; the search itself checks nothing.</summary>
internal static class TimingChecks
{
    public static void Check(TimingProblem problem)
    {
        var (slots, participants, meetings) = (problem.Slots.Count, problem.Participants.Count, problem.Meetings.Count);
        for (var slot = 0; slot < slots; slot++)
            Must(problem.Slots[slot].End >= problem.Slots[slot].Start && (slot == 0 || problem.Slots[slot].Start >= problem.Slots[slot - 1].Start), $"Slot {slot} ends before it starts or starts before the one before it.");
        foreach (var relation in problem.Clashes)
            Must(relation.Count == slots && relation.All(set => set.Slots == slots), "A clash relation has another number of slots than the problem.");
        for (var number = 0; number < participants; number++)
        {
            var participant = problem.Participants[number];
            Must(participant.Usable.Slots == slots, $"Participant {number} has a set of another number of slots.");
            Must(participant.Clash >= -1 && participant.Clash < problem.Clashes.Count, $"Participant {number} names clash relation {participant.Clash}, which is not there.");
            Must(participant.WaitingCost >= 0, $"Participant {number} has a waiting cost below 0.");
        }

        for (var number = 0; number < meetings; number++)
        {
            var meeting = problem.Meetings[number];
            Must(meeting.First >= 0 && meeting.First < participants && meeting.Second >= 0 && meeting.Second < participants, $"Meeting {number} names a participant who is not there.");
            Must(meeting.First != meeting.Second, $"Meeting {number} is of one participant with itself.");
            Must(meeting.Allowed.Slots == slots, $"Meeting {number} has a set of another number of slots.");
            Must(meeting.Present >= -1 && meeting.Present < slots && (!meeting.Pinned || meeting.Present >= 0), $"Meeting {number} has present slot {meeting.Present}.");
            Must(meeting is { Cost: >= 0, ChangeCost: >= 0 }, $"Meeting {number} has a cost below 0.");
        }

        foreach (var (before, after) in problem.Precedences)
            Must(before >= 0 && before < meetings && after >= 0 && after < meetings && before != after, $"The precedence of {before} before {after} names a meeting that is not there.");
    }

    private static void Must(bool right, string sentence)
    {
        if (!right)
            throw new ArgumentException(sentence, "problem");
    }
}
