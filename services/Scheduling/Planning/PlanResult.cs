namespace JobDating.Scheduling.Planning;

/// <summary>What was found, as a proposal: its interviews, why each other wish is not met, and what it is worth.</summary>
internal static class PlanResult
{
    public static PlanProposal Of(PlanGround ground, IReadOnlyList<Seat> seats, PlanBound bound)
    {
        var request = ground.Request;
        var met = seats.Select(seat => seat.Wish).ToHashSet();
        var free = new FillGaps.Free(ground, seats);
        var interviews = seats.OrderBy(seat => seat.Wish).Select(seat => new PlannedInterview(seat.Wish, seat.Table, ground.Times[seat.Slot])).ToList();
        var unmet = Enumerable.Range(0, request.Wishes.Count).Where(wish => !ground.Met[wish] && !met.Contains(wish)).Select(wish => new UnmetWish(wish, Why(ground, free, wish))).ToList();
        return new PlanProposal(interviews, unmet, Value(ground, seats), bound);
    }

    private static WhyNot Why(PlanGround ground, FillGaps.Free free, int wish) =>
        ground.Barred[wish]
        // An employer without a round left is the reason also for somebody whose lesser wishes have filled the day instead.
        ?? (!free.HasRound(ground.Request.Wishes[wish].Employer) ? WhyNot.EmployerFull
            : free.IsFull(ground.Request.Wishes[wish].Candidate) && !free.IsAlone(ground.Request.Wishes[wish].Candidate) ? WhyNot.CandidateFull
            : WhyNot.NoCommonTime);

    private static PlanValue Value(PlanGround ground, IReadOnlyList<Seat> seats)
    {
        var request = ground.Request;
        var metByFixed = Enumerable.Range(0, request.Wishes.Count).Where(wish => ground.Met[wish]).ToList();
        var ofCandidate = seats.Select(seat => (request.Wishes[seat.Wish].Candidate, Time: ground.Times[seat.Slot])).Concat(ground.Fixed.Select(interview => (interview.Candidate, interview.Time))).ToLookup(one => one.Candidate, one => one.Time);
        var waiting = 0.0;
        foreach (var times in ofCandidate)
        {
            var inOrder = times.OrderBy(time => time.StartsAt).ToList();
            for (var at = 1; at < inOrder.Count; at++)
                waiting += Math.Max(0, (inOrder[at].StartsAt - inOrder[at - 1].EndsAt).TotalMinutes);
        }
        var kept = seats.Count(seat => ground.Movable.TryGetValue((request.Wishes[seat.Wish].Candidate, request.Wishes[seat.Wish].Employer), out var now) && now.Table == seat.Table && now.Time == ground.Times[seat.Slot]);
        return new PlanValue(
            ground.WithInterview(seats),
            seats.Count + metByFixed.Count,
            seats.Select(seat => seat.Wish).Concat(metByFixed).Sum(wish => (long)request.Wishes[wish].Weight),
            (long)waiting,
            request.Present.Count(interview => !interview.IsFixed) - kept,
            Idle(ground, seats));
    }

    private static int Idle(PlanGround ground, IReadOnlyList<Seat> seats)
    {
        var idle = 0;
        var fixedAt = ground.Fixed.ToLookup(interview => interview.Table, interview => ground.Slot(interview.Time));
        foreach (var of in seats.ToLookup(seat => seat.Table, seat => seat.Slot))
        {
            var taken = of.Concat(fixedAt[of.Key]).ToHashSet();
            idle += ground.TableSlots[of.Key].Members().Count(slot => slot > taken.Min() && slot < taken.Max() && !taken.Contains(slot));
        }
        return idle;
    }
}
