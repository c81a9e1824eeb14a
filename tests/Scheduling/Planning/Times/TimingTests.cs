using CsCheck;
using JobDating.Scheduling.Planning.Times;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning.Times;

/// <summary>Which meeting in which slot: the rules kept whatever the problem, the first schedule complete where theory says so, the same seed the same plan.</summary>
public sealed class TimingTests
{
    private static readonly TimingEffort _first = new() { Steps = 0 };

    [Fact]
    public void Between_two_sides_nobody_is_left_out_when_nobody_has_more_meetings_than_slots() =>
        RandomTiming.TwoSides.Sample(problem =>
        {
            var found = Timing.Find(problem, _first);
            Assert.Equal(0, found.LeftOut);
            Assert.Empty(NaiveTiming.Broken(problem, found.Slots));
            Assert.Empty(Timing.Overloads(problem));
        }, iter: 300);

    [Fact]
    public void No_schedule_breaks_a_rule_and_its_cost_is_the_naive_count() =>
        RandomTiming.Any.Sample(problem =>
        {
            var found = Timing.Find(problem, new TimingEffort { Steps = 2_000, Seed = problem.Meetings.Count });
            Assert.Empty(NaiveTiming.Broken(problem, found.Slots));
            Assert.Equal(NaiveTiming.Cost(problem, found.Slots), found.Cost);
        }, iter: 300);

    [Fact]
    public void After_every_move_the_cost_kept_up_is_the_naive_count_and_no_rule_is_broken() =>
        RandomTiming.Any.Sample(problem =>
        {
            var graph = new TimingGraph(problem);
            if (graph.Movable.Length == 0)
                return;
            var state = new TimingState(graph) { Chance = new Chance(7) };
            state.Begin(null);
            for (var move = 0; move < 300; move++)
            {
                state.Step(temperature: 50);
                Assert.Equal(NaiveTiming.Cost(problem, state.SlotOf.ToArray()), state.Cost);
                Assert.Equal(state.SlotOf.ToArray().Count(slot => slot < 0), state.LeftOut);
                Assert.Empty(NaiveTiming.Broken(problem, state.SlotOf.ToArray()));
            }
        }, iter: 30);

    [Fact]
    public void The_same_seed_steps_and_threads_give_the_same_schedule() =>
        RandomTiming.Any.Sample(problem =>
        {
            var effort = new TimingEffort { Steps = 3_000, Threads = 3, Seed = 5 };
            var (one, other) = (Timing.Find(problem, effort), Timing.Find(problem, effort, better: _ => Thread.Yield()));
            Assert.Equal(one.Slots, other.Slots);
            Assert.Equal(one.Cost, other.Cost);
        }, iter: 30);

    [Fact]
    public void More_meetings_than_slots_are_named_before_anything_is_tried() =>
        RandomTiming.Any.Sample(problem =>
        {
            var room = problem with { MeetingsPerSlot = int.MaxValue, Precedences = [], Meetings = [.. problem.Meetings.Select(meeting => meeting with { Pinned = false })] };
            var found = Timing.Find(room, new TimingEffort { Steps = 3_000 });
            foreach (var overload in Timing.Overloads(room))
            {
                Assert.True(overload.Meetings.Count > overload.Room);
                Assert.True(overload.Meetings.Count(meeting => found.Slots[meeting] < 0) >= overload.Meetings.Count - overload.Room);
            }
        }, iter: 200);

    [Fact]
    public void What_stands_stays_when_it_can()
    {
        // Ada (0) and Grace (1) meet Acme (2) and Globex (3); Ada's meeting with Acme is held.
        var problem = Four(present: [2, 0, 1, 3], pinned: 0);
        var found = Timing.Find(problem, new TimingEffort { Steps = 10_000 });
        Assert.Equal([2, 0, 1, 3], found.Slots);
        Assert.Equal(0, found.Changed);
    }

    [Fact]
    public void An_absence_moves_only_what_it_must()
    {
        var problem = Four(present: [2, 0, 1, 3], pinned: 0);
        var late = problem with { Participants = [.. problem.Participants.Select((participant, number) => number == 3 ? participant with { Usable = SlotSet.Of(4, 1, 3) } : participant)] };
        var found = Timing.Find(late, new TimingEffort { Steps = 10_000 });
        Assert.Equal((0, 1), (found.LeftOut, found.Changed));
        Assert.Equal([2, 1, 1, 3], found.Slots);
    }

    [Fact]
    public void A_cancelled_search_gives_the_first_schedule()
    {
        var found = Timing.Find(Four(present: [-1, -1, -1, -1], pinned: -1), new TimingEffort(), ct: new CancellationToken(canceled: true));
        Assert.Equal(0, found.LeftOut);
    }

    [Fact]
    public void Better_schedules_are_told_one_after_the_other()
    {
        var problem = RandomTiming.TwoSides.Single(problem => problem.Meetings.Count > 40, seed: "0000KOIPe036");
        var told = new List<long>();
        var found = Timing.Find(problem, new TimingEffort { Steps = 200_000, Threads = 2 }, better => told.Add(better.Cost));
        Assert.NotEmpty(told);
        Assert.Equal(told.OrderDescending(), told);
        Assert.True(found.Cost <= told[^1]);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 1)]
    [InlineData(1, 1)]
    public void A_meeting_of_somebody_who_is_not_there_is_refused(int first, int second) =>
        Assert.Throws<ArgumentException>(() => Timing.Find(new TimingProblem
        {
            Slots = TimingProblem.EvenSlots(2),
            Participants = [.. Enumerable.Repeat(new TimingParticipant(SlotSet.All(2)), 4)],
            Meetings = [new TimingMeeting(first, second, SlotSet.All(2))],
        }, _first));

    private static TimingProblem Four(IReadOnlyList<int> present, int pinned) => new()
    {
        Slots = TimingProblem.EvenSlots(4),
        Participants = [.. Enumerable.Range(0, 4).Select(number => new TimingParticipant(SlotSet.All(4), number < 2 ? Waiting.Time : Waiting.Rounds, number < 2 ? 10 : 1))],
        Meetings = [.. new[] { (0, 2), (0, 3), (1, 2), (1, 3) }.Select((pair, number) => new TimingMeeting(pair.Item1, pair.Item2, SlotSet.All(4), Present: present[number], ChangeCost: 1_000, Pinned: number == pinned))],
    };
}
