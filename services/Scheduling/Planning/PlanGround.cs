using JobDating.Scheduling.Planning.Times;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>What a request leaves to the plan, counted once: the moments, who could meet in which, how many interviews each side has room for, and which wishes are open.</summary>
internal sealed class PlanGround
{
    private readonly Dictionary<Rounds.Round, int> _slots;

    public PlanGround(PlanRequest request)
    {
        Request = request;
        Times = [.. request.Tables.SelectMany(table => table.Rounds).Concat(request.Present.Select(interview => interview.Time)).Distinct().OrderBy(time => time.StartsAt).ThenBy(time => time.EndsAt)];
        _slots = Enumerable.Range(0, Times.Count).ToDictionary(slot => Times[slot]);
        Fixed = [.. request.Present.Where(interview => interview.IsFixed)];
        Movable = request.Present.Where(interview => !interview.IsFixed).GroupBy(interview => (interview.Candidate, request.Tables[interview.Table].Employer)).ToDictionary(of => of.Key, of => of.First());
        var fixedOfTable = Fixed.ToLookup(interview => interview.Table, interview => interview.Time);
        var fixedOfCandidate = Fixed.ToLookup(interview => interview.Candidate, interview => interview.Time);

        TableSlots = [.. request.Tables.Select((table, at) => Set(table.Rounds.Where(round => !fixedOfTable[at].Any(taken => Overlap(round, taken, Duration.Zero)))))];
        var open = TableSlots.Aggregate(SlotSet.None(Times.Count), (all, table) => all.Or(table));
        CandidateSlots = [.. request.Candidates.Select((candidate, at) => Usable(candidate, fixedOfCandidate[at], open))];
        HasFixed = [.. request.Candidates.Select((_, at) => fixedOfCandidate[at].Any())];
        CandidateRoom = [.. request.Candidates.Select((candidate, at) => Math.Max(0, Math.Min(MostApart(CandidateSlots[at]), candidate.Most - fixedOfCandidate[at].Count())))];
        TablesOf = [.. request.Employers.Select((_, employer) => (IReadOnlyList<int>)[.. Enumerable.Range(0, request.Tables.Count).Where(table => request.Tables[table].Employer == employer)])];
        EmployerRoom = [.. TablesOf.Select(tables => tables.Sum(table => TableSlots[table].Count))];

        var metByFixed = Fixed.Select(interview => (interview.Candidate, request.Tables[interview.Table].Employer)).ToHashSet();
        Met = [.. request.Wishes.Select(wish => metByFixed.Contains((wish.Candidate, wish.Employer)))];
        Barred = [.. request.Wishes.Select((wish, at) => Met[at] ? null : Bar(wish))];
    }

    public PlanRequest Request { get; }

    /// <summary>Every moment in which an interview is or could be, by its beginning.</summary>
    public IReadOnlyList<Rounds.Round> Times { get; }

    public IReadOnlyList<PlanInterview> Fixed { get; }

    /// <summary>Of the published plan, by candidate and employer.</summary>
    public IReadOnlyDictionary<(int Candidate, int Employer), PlanInterview> Movable { get; }

    public IReadOnlyList<SlotSet> TableSlots { get; }
    public IReadOnlyList<SlotSet> CandidateSlots { get; }
    public IReadOnlyList<bool> HasFixed { get; }

    /// <summary>How many interviews more a candidate may and can have.</summary>
    public IReadOnlyList<int> CandidateRoom { get; }
    public IReadOnlyList<int> EmployerRoom { get; }

    /// <summary>The tables of each employer.</summary>
    public IReadOnlyList<IReadOnlyList<int>> TablesOf { get; }

    /// <summary>By a fixed interview, for each wish.</summary>
    public IReadOnlyList<bool> Met { get; }

    /// <summary>Why no plan can meet a wish; null: one can.</summary>
    public IReadOnlyList<WhyNot?> Barred { get; }

    public int Slot(Rounds.Round time) => _slots[time];

    /// <summary>Candidates with an interview when these are placed.</summary>
    public int WithInterview(IEnumerable<Seat> seats) =>
        seats.Select(seat => Request.Wishes[seat.Wish].Candidate).Where(candidate => !HasFixed[candidate]).Distinct().Count() + HasFixed.Count(has => has);

    public bool Clash(int slot, int other) => Overlap(Times[slot], Times[other], Request.Gap);

    public static bool Meet(SlotSet one, SlotSet other)
    {
        var ones = one.Bits;
        var others = other.Bits;
        for (var word = 0; word < ones.Length; word++)
            if ((ones[word] & others[word]) != 0)
                return true;
        return false;
    }

    private static bool Overlap(Rounds.Round one, Rounds.Round other, Duration gap) => one.Overlaps(other.StartsAt - gap, other.EndsAt + gap);

    private SlotSet Set(IEnumerable<Rounds.Round> times) => SlotSet.Of(Times.Count, times.Select(Slot));

    private SlotSet Usable(PlanCandidate candidate, IEnumerable<Rounds.Round> taken, SlotSet open)
    {
        if (candidate.Presence is null && candidate.Elsewhere is not { Count: > 0 } && !taken.Any())
            return open;
        var busy = taken.Concat(candidate.Elsewhere ?? []).ToList();
        return SlotSet.Of(Times.Count, open.Members().Where(slot => candidate.Presence?.Any(window => window.StartsAt <= Times[slot].StartsAt && Times[slot].EndsAt <= window.EndsAt) != false
            && !busy.Any(other => Overlap(Times[slot], other, Request.Gap))));
    }

    /// <summary>The most of these moments that one person can use: always the one that ends first.</summary>
    private int MostApart(SlotSet slots)
    {
        var (count, free) = (0, Instant.MinValue);
        foreach (var time in slots.Members().Select(slot => Times[slot]).OrderBy(time => time.EndsAt))
            if (time.StartsAt >= free)
                (count, free) = (count + 1, time.EndsAt + Request.Gap);
        return count;
    }

    private WhyNot? Bar(PlanWish wish) =>
        wish.SaidNo ? WhyNot.SaidNo
        : Request.Employers[wish.Employer].IsAbsent ? WhyNot.EmployerAbsent
        : EmployerRoom[wish.Employer] == 0 ? WhyNot.EmployerFull
        : CandidateRoom[wish.Candidate] == 0 ? HasFixed[wish.Candidate] ? WhyNot.CandidateFull : WhyNot.NoCommonTime
        : !TablesOf[wish.Employer].Any(table => Meet(TableSlots[table], CandidateSlots[wish.Candidate])) ? WhyNot.NoCommonTime
        : null;
}
