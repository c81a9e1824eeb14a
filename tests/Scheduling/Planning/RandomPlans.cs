using CsCheck;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>Random sites to plan, small enough to be thought through.</summary>
internal static class RandomPlans
{
    private static readonly Instant Opens = Instant.FromUtc(2024, 4, 11, 7, 0);

    /// <summary>One grid for all tables, everybody there all day, nothing booked: whatever the flow chooses can be timed.</summary>
    public static readonly Gen<PlanRequest> Uniform =
        from rounds in Gen.Int[1, 12]
        from candidates in Candidate.List[1, 14]
        from owners in Gen.Int[0, 4].List[1, 6]
        from wishes in Gen.Select(Gen.Int[0, candidates.Count - 1], Gen.Int[0, 4], Gen.Int[1, 15], Gen.Int[0, 9]).List[0, 50]
        select Site(candidates, [.. owners.Select(owner => new PlanTable(owner, Grid(0, 10, rounds)))], wishes, [], 0);

    /// <summary>Lengths, hours and presence of all kinds, a gap between interviews, interviews elsewhere, absent employers, and some interviews there now.</summary>
    public static readonly Gen<PlanRequest> Any =
        from candidates in Gen.Select(Candidate, Window, Window, Gen.Int[0, 3], (candidate, presence, elsewhere, kind) => candidate with
        {
            Presence = kind is 1 ? [presence] : null,
            Elsewhere = kind is 2 ? [elsewhere] : null,
        }).List[1, 12]
        from tables in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6], Gen.OneOf(Gen.Const(10), Gen.Const(10), Gen.Const(20), Gen.Const(12)), Gen.Int[0, 10], (owner, opens, minutes, rounds) => new PlanTable(owner, Grid(opens * 10, minutes, rounds))).List[1, 6]
        from wishes in Gen.Select(Gen.Int[0, candidates.Count - 1], Gen.Int[0, 4], Gen.Int[1, 15], Gen.Int[0, 9]).List[0, 40]
        from present in Gen.Select(Gen.Int[0, candidates.Count - 1], Gen.Int[0, tables.Count - 1], Gen.Int[0, 20], Gen.Bool).List[0, 8]
        from gap in Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(5), Gen.Const(10))
        from absent in Gen.Int[0, 20]
        select Site(candidates, tables, wishes, Apart(present, gap), gap, absent);

    private static Gen<PlanCandidate> Candidate => Gen.OneOf(Gen.Int[1, 5], Gen.Const(int.MaxValue)).Select(most => new PlanCandidate(most));

    private static Gen<Rounds.Round> Window => Gen.Select(Gen.Int[0, 12], Gen.Int[1, 10], (from, length) => Time(from * 10, length * 10));

    public static Rounds.Round Time(int from, int minutes) => new(Opens + Duration.FromMinutes(from), Opens + Duration.FromMinutes(from + minutes));

    public static IReadOnlyList<Rounds.Round> Grid(int from, int minutes, int rounds) => [.. Enumerable.Range(0, rounds).Select(round => Time(from + (round * minutes), minutes))];

    private static PlanRequest Site(IReadOnlyList<PlanCandidate> candidates, IReadOnlyList<PlanTable> tables, IEnumerable<(int Candidate, int Employer, int Weight, int Opinion)> wishes, IReadOnlyList<PlanInterview> present, int gap, int absent = -1) => new()
    {
        Employers = [.. Enumerable.Range(0, 5).Select(employer => new PlanEmployer(employer == absent))],
        Tables = [.. tables.Select(table => table.Employer == absent ? table with { Rounds = [] } : table)],
        Candidates = candidates,
        Wishes = [.. wishes.DistinctBy(wish => (wish.Candidate, wish.Employer)).Select(wish => new PlanWish(wish.Candidate, wish.Employer, wish.Weight, wish.Opinion == 0))],
        Present = present,
        Gap = Duration.FromMinutes(gap),
    };

    /// <summary>What is there now keeps the rules: booking saw to that.</summary>
    private static List<PlanInterview> Apart(IEnumerable<(int Candidate, int Table, int At, bool IsFixed)> asked, int gap)
    {
        var there = new List<PlanInterview>();
        foreach (var (candidate, table, at, isFixed) in asked)
        {
            var time = Time(at * 5, 10);
            if (there.All(other => (other.Table != table || !other.Time.Overlaps(time.StartsAt, time.EndsAt)) && (other.Candidate != candidate || !other.Time.Overlaps(time.StartsAt - Duration.FromMinutes(gap), time.EndsAt + Duration.FromMinutes(gap)))))
                there.Add(new PlanInterview(candidate, table, time, isFixed));
        }
        return there;
    }
}
