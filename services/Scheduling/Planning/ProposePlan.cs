using JobDating.Scheduling.Planning.Times;

namespace JobDating.Scheduling.Planning;

/// <summary>
/// Makes a plan. Its goals in their order: (a) as many candidates as possible have at least one interview; (b) as much wish weight as possible is placed,
/// evenly; (c) candidates wait, and the published plan changes, as little as possible; (d) recruiters' idle rounds are few. A flow says who meets whom
/// (<see cref="PlanPairs"/>), <see cref="Timing"/> says when; what cannot be timed is given back and the flow asked again without it.
/// </summary>
public static class ProposePlan
{
    private const int MostTries = 6;
    private const long StepsOfATry = 20_000;

    /// <summary>
    /// The best plan found. A first usable one takes well under a second for a site of 160 candidates and 20 tables; a cancelled token ends the search, not
    /// the answer: it gives the best so far.
    /// </summary>
    /// <param name="better">Called now and then, never twice at once, with a better plan; the first as soon as there is one.</param>
    public static PlanProposal Find(PlanRequest request, PlanEffort effort, Action<PlanProposal>? better = null, CancellationToken ct = default)
    {
        var ground = new PlanGround(request);
        var chosen = PlanPairs.Find(ground, new HashSet<int>(), wish => ground.Movable.ContainsKey((request.Wishes[wish].Candidate, request.Wishes[wish].Employer)));
        var bound = BoundOf(ground, chosen);
        var seats = FillGaps.In(ground, Place(ground, chosen, effort, ct));
        var first = PlanResult.Of(ground, seats, bound);
        better?.Invoke(first);
        if (effort.Steps == 0 || ct.IsCancellationRequested)
            return first;

        var pairs = seats.Select(seat => (seat.Wish, seat.Table)).ToList();
        PlanProposal Proposal(IReadOnlyList<int> slots) =>
            PlanResult.Of(ground, [.. pairs.Select((pair, at) => new Seat(pair.Wish, pair.Table, slots[at])).Where(seat => seat.Slot >= 0)], bound);
        var problem = PlanTimes.Problem(ground, pairs);
        var result = Timing.Find(problem, new TimingEffort
        {
            Steps = effort.Steps,
            Time = effort.Time,
            Threads = effort.Threads,
            Seed = effort.Seed,
            Start = [.. seats.Select(seat => seat.Slot), .. ground.Fixed.Select(interview => ground.Slot(interview.Time))],
        }, found => better?.Invoke(Proposal(found.Slots)), ct);
        return Proposal(result.Slots);
    }

    /// <summary>Pairs with their tables and slots: all that were chosen, or, where they cannot all be timed, the best of some tries.</summary>
    private static List<Seat> Place(PlanGround ground, bool[] chosen, PlanEffort effort, CancellationToken ct)
    {
        var best = new List<Seat>();
        var (bestAlone, bestWeight) = (-1, -1L);
        var banned = new HashSet<int>();
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var tables = PlanTables.Find(ground, chosen);
            var pairs = Enumerable.Range(0, chosen.Length).Where(wish => chosen[wish] && tables[wish] >= 0).Select(wish => (Wish: wish, Table: tables[wish])).ToList();
            var problem = PlanTimes.Problem(ground, pairs);
            var result = Timing.Find(problem, new TimingEffort { Steps = 0, Seed = effort.Seed }, ct: ct);
            if (result.LeftOut > 0)
                result = Timing.Find(problem, new TimingEffort { Steps = StepsOfATry, Seed = effort.Seed, Start = result.Slots }, ct: ct);
            var seats = pairs.Select((pair, at) => new Seat(pair.Wish, pair.Table, result.Slots[at])).Where(seat => seat.Slot >= 0).ToList();
            var (alone, weight) = (ground.WithInterview(seats), seats.Sum(seat => (long)ground.Request.Wishes[seat.Wish].Weight));
            if (alone > bestAlone || (alone == bestAlone && weight > bestWeight))
                (best, bestAlone, bestWeight) = (seats, alone, weight);
            var placed = seats.Select(seat => seat.Wish).ToHashSet();
            var left = Enumerable.Range(0, chosen.Length).Where(wish => chosen[wish] && !placed.Contains(wish)).ToList();
            if (left.Count == 0 || ct.IsCancellationRequested)
                break;
            banned.UnionWith(left);
            chosen = PlanPairs.Find(ground, banned, placed.Contains);
        }
        return best;
    }

    private static PlanBound BoundOf(PlanGround ground, bool[] chosen)
    {
        var met = Enumerable.Range(0, chosen.Length).Where(wish => chosen[wish] || ground.Met[wish]).Select(wish => ground.Request.Wishes[wish]).ToList();
        var alone = Enumerable.Range(0, ground.HasFixed.Count).Where(candidate => ground.HasFixed[candidate]).Concat(met.Select(wish => wish.Candidate)).Distinct().Count();
        return new PlanBound(alone, met.Sum(wish => (long)wish.Weight));
    }
}

/// <summary>A pair with its table and slot.</summary>
internal readonly record struct Seat(int Wish, int Table, int Slot);
