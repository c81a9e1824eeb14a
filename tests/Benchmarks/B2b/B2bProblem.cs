using JobDating.Scheduling.Planning.Times;

namespace JobDating.Benchmarks.B2b;

/// <summary>An instance in the words of the timing: breaks cost 1 each, a meeting left out more than all breaks together.</summary>
internal static class B2bProblem
{
    public static TimingProblem Of(B2bInstance instance)
    {
        var slots = instance.Slots;
        return new TimingProblem
        {
            Slots = TimingProblem.EvenSlots(slots),
            Participants = [.. instance.Forbidden.Select(forbidden => new TimingParticipant(SlotSet.All(slots).Except(SlotSet.Of(slots, forbidden)), Waiting.Breaks))],
            Meetings = [.. instance.Meetings.Select((meeting, number) => new TimingMeeting(meeting.First, meeting.Second, Allowed(instance, meeting.Session, instance.Fixed[number]), Cost: LeftOutCost(instance)))],
            MeetingsPerSlot = instance.Tables,
            Precedences = [.. instance.Before.SelectMany((before, number) => before.Select(other => (other, number)))],
            MostBreaksSpread = 2,
            BreaksSpreadCost = 10,
        };
    }

    private static long LeftOutCost(B2bInstance instance) => 100;

    private static SlotSet Allowed(B2bInstance instance, int session, int slot) => slot >= 0
        ? SlotSet.Of(instance.Slots, slot)
        : session switch
        {
            1 => SlotSet.Range(instance.Slots, 0, instance.MorningSlots),
            2 => SlotSet.Range(instance.Slots, instance.MorningSlots, instance.Slots),
            _ => SlotSet.All(instance.Slots),
        };
}
