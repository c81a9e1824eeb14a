using JobDating.Scheduling.Planning.Times;

namespace JobDating.Scheduling.Planning;

/// <summary>The plan's question to <see cref="Timing"/>: in which slot each pair meets, what is fixed standing where it stands.</summary>
internal static class PlanTimes
{
    /// <summary>Costs: a candidate's minute of waiting, a table's idle round, and a change of the published plan, which is worth half an hour of waiting.</summary>
    private const long Minute = 100, IdleRound = 1, Change = 30 * Minute;

    /// <summary>Leaving a pair out costs more than any waiting; leaving a candidate without any interview more than that.</summary>
    private const long LeftOut = 1_000_000, LeftAlone = 1_000_000_000;

    /// <summary>A meeting for each pair, in their order, then one for each fixed interview.</summary>
    /// <param name="pairs">Wishes with their tables.</param>
    public static TimingProblem Problem(PlanGround ground, IReadOnlyList<(int Wish, int Table)> pairs)
    {
        var request = ground.Request;
        var (slots, candidates) = (ground.Times.Count, request.Candidates.Count);
        var origin = slots == 0 ? default : ground.Times[0].StartsAt;
        var clashes = Clashes(ground);
        var clash = clashes is null ? -1 : 0;
        var all = SlotSet.All(slots);
        var interviews = new int[candidates];
        foreach (var (wish, _) in pairs)
            interviews[request.Wishes[wish].Candidate]++;
        return new TimingProblem
        {
            Slots = [.. ground.Times.Select(time => new TimingSlot((int)(time.StartsAt - origin).TotalMinutes, (int)(time.EndsAt - origin).TotalMinutes))],
            Participants =
            [
                .. ground.CandidateSlots.Select(usable => new TimingParticipant(usable, Waiting.Time, Minute, clash)),
                .. ground.TableSlots.Select(usable => new TimingParticipant(usable, Waiting.Rounds, IdleRound)),
            ],
            Clashes = clashes is null ? [] : [clashes],
            Meetings =
            [
                .. pairs.Select(pair =>
                {
                    var wish = request.Wishes[pair.Wish];
                    var present = ground.Movable.TryGetValue((wish.Candidate, wish.Employer), out var interview) && interview.Table == pair.Table && ground.TableSlots[pair.Table].Contains(ground.Slot(interview.Time)) ? ground.Slot(interview.Time) : -1;
                    var alone = interviews[wish.Candidate] == 1 && !ground.HasFixed[wish.Candidate];
                    return new TimingMeeting(wish.Candidate, candidates + pair.Table, all, (LeftOut * wish.Weight) + (alone ? LeftAlone : 0), present, present < 0 ? 0 : Change);
                }),
                .. ground.Fixed.Select(interview => new TimingMeeting(interview.Candidate, candidates + interview.Table, all, Present: ground.Slot(interview.Time), Pinned: true)),
            ],
        };
    }

    /// <summary>Which moments one person cannot both use; null when they are all apart.</summary>
    private static SlotSet[]? Clashes(PlanGround ground)
    {
        var slots = ground.Times.Count;
        var clashes = Enumerable.Range(0, slots).Select(slot => SlotSet.Of(slots, Enumerable.Range(0, slots).Where(other => ground.Clash(slot, other)))).ToArray();
        return clashes.All(set => set.Count == 1) ? null : clashes;
    }
}
