using JobDating.Scheduling.Planning.Times;

namespace JobDating.Scheduling.Planning;

/// <summary>Where different hours and lengths made the flow promise too much, something may have stayed free: wishes, heaviest first, that still go without moving anything.</summary>
internal static class FillGaps
{
    public static List<Seat> In(PlanGround ground, List<Seat> seats)
    {
        var request = ground.Request;
        var free = new Free(ground, seats);
        var placed = seats.Select(seat => seat.Wish).ToHashSet();
        foreach (var wish in Enumerable.Range(0, request.Wishes.Count).Where(wish => !ground.Met[wish] && ground.Barred[wish] is null && !placed.Contains(wish))
            .OrderByDescending(wish => free.IsAlone(request.Wishes[wish].Candidate)).ThenByDescending(wish => request.Wishes[wish].Weight).ThenBy(wish => wish))
            if (free.Find(wish) is { } seat)
                free.Take(seat);
        return free.Seats;
    }

    /// <summary>What is left of everybody's time.</summary>
    public sealed class Free
    {
        private readonly PlanGround _ground;
        private readonly SlotSet[] _tables, _candidates;
        private readonly int[] _interviews;

        public Free(PlanGround ground, IEnumerable<Seat> seats)
        {
            _ground = ground;
            (_tables, _candidates, _interviews) = ([.. ground.TableSlots], [.. ground.CandidateSlots], new int[ground.CandidateSlots.Count]);
            foreach (var seat in seats)
                Take(seat);
        }

        public List<Seat> Seats { get; } = [];

        public bool IsAlone(int candidate) => _interviews[candidate] == 0 && !_ground.HasFixed[candidate];

        public bool IsFull(int candidate) => _interviews[candidate] >= _ground.CandidateRoom[candidate];

        public bool HasRound(int employer) => _ground.TablesOf[employer].Any(table => _tables[table].Count > 0);

        public Seat? Find(int wish)
        {
            var (candidate, employer) = (_ground.Request.Wishes[wish].Candidate, _ground.Request.Wishes[wish].Employer);
            if (IsFull(candidate))
                return null;
            foreach (var table in _ground.TablesOf[employer])
                if (PlanGround.Meet(_tables[table], _candidates[candidate]))
                    return new Seat(wish, table, _tables[table].And(_candidates[candidate]).Members().First());
            return null;
        }

        public void Take(Seat seat)
        {
            var candidate = _ground.Request.Wishes[seat.Wish].Candidate;
            _interviews[candidate]++;
            _tables[seat.Table] = _tables[seat.Table].Except(SlotSet.Range(_ground.Times.Count, seat.Slot, seat.Slot + 1));
            _candidates[candidate] = SlotSet.Of(_ground.Times.Count, _candidates[candidate].Members().Where(slot => !_ground.Clash(slot, seat.Slot)));
            Seats.Add(seat);
        }
    }
}
