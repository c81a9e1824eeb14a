using CsCheck;
using JobDating.Scheduling.Planning.Times;

namespace JobDating.Tests.Scheduling.Planning.Times;

/// <summary>Random problems: any two may meet, twice too; windows, absences, fixed and pinned meetings, clashes in time, rooms, order.</summary>
internal static class RandomTiming
{
    /// <summary>Candidates and tables that may use every slot, nobody with more meetings than slots.</summary>
    public static readonly Gen<TimingProblem> TwoSides =
        from slots in Gen.Int[1, 90]
        from candidates in Gen.Int[1, 12]
        from tables in Gen.Int[1, 8]
        from wishes in Gen.Select(Gen.Int[0, candidates - 1], Gen.Int[0, tables - 1]).List[0, 120]
        select Between(slots, candidates, tables, wishes);

    public static readonly Gen<TimingProblem> Any =
        from slots in Gen.OneOf(Gen.Int[1, 14], Gen.Int[60, 70])
        from overlapping in Gen.Bool
        from participants in Participant(slots, overlapping).List[2, 10]
        from meetings in Meeting(slots, participants.Count).List[0, 40]
        from room in Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[1, 5])
        from spread in Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[0, 2])
        from order in Gen.Select(Gen.Int[0, 39], Gen.Int[0, 39]).List[0, 6]
        select new TimingProblem
        {
            Slots = overlapping ? [.. Enumerable.Range(0, slots).Select(slot => new TimingSlot(slot * 5, (slot * 5) + (slot % 3 == 0 ? 20 : 10)))] : TimingProblem.EvenSlots(slots),
            Participants = participants,
            Meetings = meetings,
            Clashes = overlapping ? [InTime(slots, 0), InTime(slots, 10)] : [],
            MeetingsPerSlot = room,
            Precedences = [.. order.Where(pair => pair.Item1 < pair.Item2 && pair.Item2 < meetings.Count)],
            MostBreaksSpread = spread,
            BreaksSpreadCost = 7,
        };

    /// <summary>The slots that share a moment with each slot, or leave less than the gap to it.</summary>
    public static IReadOnlyList<SlotSet> InTime(int slots, int gap)
    {
        return [.. Enumerable.Range(0, slots).Select(slot => SlotSet.Of(slots, Enumerable.Range(0, slots).Where(other => Start(other) < End(slot) + gap && Start(slot) < End(other) + gap)))];

        static int Start(int slot) => slot * 5;
        static int End(int slot) => Start(slot) + (slot % 3 == 0 ? 20 : 10);
    }

    private static Gen<TimingParticipant> Participant(int slots, bool overlapping) =>
        from usable in Slots(slots)
        from waiting in Gen.Enum<Waiting>()
        from cost in Gen.Long[0, 9]
        from clash in Gen.Int[-1, 1]
        select new TimingParticipant(usable, waiting, cost, overlapping ? clash : -1);

    private static Gen<TimingMeeting> Meeting(int slots, int participants) =>
        from first in Gen.Int[0, participants - 1]
        from other in Gen.Int[1, participants - 1]
        from allowed in Gen.Frequency((3, Gen.Const(SlotSet.All(slots))), (1, Slots(slots)), (1, Gen.Int[0, slots - 1].Select(slot => SlotSet.Of(slots, slot))))
        from cost in Gen.Long[1_000, 1_200]
        from present in Gen.Int[-1, slots - 1]
        from changeCost in Gen.Long[0, 20]
        from pinned in Gen.Int[0, 9]
        select new TimingMeeting(first, (first + other) % participants, allowed, cost, present, changeCost, Pinned: pinned == 0 && present >= 0);

    private static Gen<SlotSet> Slots(int slots) => Gen.Frequency(
        (2, Gen.Const(SlotSet.All(slots))),
        (1, Gen.Int[0, slots - 1].HashSet[0, slots].Select(members => SlotSet.Of(slots, members))));

    private static TimingProblem Between(int slots, int candidates, int tables, List<(int Candidate, int Table)> wishes)
    {
        var meetingsOf = new int[candidates + tables];
        var meetings = new List<TimingMeeting>();
        foreach (var (candidate, table) in wishes)
        {
            if (meetingsOf[candidate] == slots || meetingsOf[candidates + table] == slots)
                continue;
            meetingsOf[candidate]++;
            meetingsOf[candidates + table]++;
            meetings.Add(new TimingMeeting(candidate, candidates + table, SlotSet.All(slots)));
        }

        return new TimingProblem
        {
            Slots = TimingProblem.EvenSlots(slots),
            Participants = [.. Enumerable.Range(0, candidates + tables).Select(number => new TimingParticipant(SlotSet.All(slots), number < candidates ? Waiting.Time : Waiting.Rounds, number < candidates ? 100 : 1))],
            Meetings = meetings,
        };
    }
}
