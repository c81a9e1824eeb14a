using System.Diagnostics;
using System.Globalization;
using JobDating.Scheduling.Planning;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Benchmarks;

/// <summary>
/// The plan of generated sites: candidates with an interview and wish weight against the flow's bound, waiting when the first plan is there, after one second and in the end,
/// and the same for a re-plan after the most wanted employer has gone. Waiting cannot be below 0, nor, where a gap must lie between two interviews
/// of a candidate (mixed), below that gap for each further interview.
/// </summary>
internal static class Plan
{
    private static readonly Instant Opens = Instant.FromUtc(2024, 4, 11, 7, 0);
    private static readonly (int Candidates, int Tables, int Rounds)[] Sites = [(160, 20, 18), (500, 60, 18), (2_000, 150, 30)];

    public static void Run(double seconds, int threads, int seed, TextWriter output, CancellationToken ct)
    {
        output.WriteLine("site;wishes;with interview/bound;weight/bound;first s;waiting first;waiting 1 s;waiting end;idle rounds;re-plan s;re-plan with/bound;re-plan weight/bound;re-plan changes (of which gone)");
        foreach (var mixed in (bool[])[false, true])
            foreach (var (candidates, tables, rounds) in Sites)
                output.WriteLine(Line($"{candidates}x{tables}{(mixed ? " mixed" : "")}", Site(candidates, tables, rounds, mixed, new Random(seed)), new PlanEffort { Time = TimeSpan.FromSeconds(seconds), Threads = threads, Seed = seed }, ct));
    }

    private static string Line(string name, PlanRequest request, PlanEffort effort, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var (firstSeconds, first, second) = (0.0, 0L, 0L);
        var plan = ProposePlan.Find(request, effort, better =>
        {
            if (firstSeconds == 0)
                (firstSeconds, first) = (clock.Elapsed.TotalSeconds, better.Value.WaitingMinutes);
            if (clock.Elapsed.TotalSeconds < 1 || second == 0)
                second = better.Value.WaitingMinutes;
        }, ct);

        var present = plan.Interviews.Select(planned => new PlanInterview(request.Wishes[planned.Wish].Candidate, planned.Table, planned.Time, false)).ToList();
        var without = request with
        {
            Present = present,
            Employers = [.. request.Employers.Select((_, employer) => new PlanEmployer(employer == 0))],
            Tables = [.. request.Tables.Select(table => table.Employer == 0 ? table with { Rounds = [] } : table)],
        };
        clock.Restart();
        var again = ProposePlan.Find(without, effort with { Time = TimeSpan.FromSeconds(1) }, ct: ct);
        var gone = present.Count(interview => request.Tables[interview.Table].Employer == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{name};{request.Wishes.Count};{plan.Value.WithInterview}/{plan.Bound.WithInterview};{plan.Value.Weight}/{plan.Bound.Weight};{firstSeconds:F2};{first};{second};{plan.Value.WaitingMinutes};{plan.Value.IdleRounds};{clock.Elapsed.TotalSeconds:F2};{again.Value.WithInterview}/{again.Bound.WithInterview};{again.Value.Weight}/{again.Bound.Weight};{again.Value.Changes} ({gone})");
    }

    /// <summary>Eight wishes each, the first employers wanted by most; a sixth wanted back, a twentieth refused. Mixed: every tenth table takes 20 minutes, every tenth opens later, every fifth candidate is there for half the time, and five minutes lie between two interviews.</summary>
    private static PlanRequest Site(int candidates, int tables, int rounds, bool mixed, Random random)
    {
        var employers = tables * 4 / 5;
        var day = rounds * 10;
        var wishes = new List<PlanWish>();
        for (var candidate = 0; candidate < candidates; candidate++)
        {
            var chosen = new List<int>();
            while (chosen.Count < 8)
            {
                var employer = (int)(employers * Math.Pow(random.NextDouble(), 2.2));
                if (!chosen.Contains(employer))
                    chosen.Add(employer);
            }
            wishes.AddRange(chosen.Select((employer, at) => new PlanWish(candidate, employer, PlanWish.WeightOf(at + 1, random.Next(6) switch { 0 => "want", 1 => "maybe", _ => null }), random.Next(20) == 0)));
        }
        return new PlanRequest
        {
            Employers = [.. Enumerable.Range(0, employers).Select(_ => new PlanEmployer())],
            Tables = [.. Enumerable.Range(0, tables).Select(table => new PlanTable(table % employers, mixed && table % 10 == 9 ? Grid(0, 20, rounds / 2) : mixed && table % 10 == 4 ? Grid(day / 3, 10, rounds - (rounds / 3)) : Grid(0, 10, rounds)))],
            Candidates = [.. Enumerable.Range(0, candidates).Select(candidate => new PlanCandidate(6, mixed && candidate % 5 == 0 ? [Time(candidate % 2 == 0 ? 0 : day / 2, day / 2)] : null))],
            Wishes = wishes,
            Gap = Duration.FromMinutes(mixed ? 5 : 0),
        };
    }

    private static Rounds.Round Time(int from, int minutes) => new(Opens + Duration.FromMinutes(from), Opens + Duration.FromMinutes(from + minutes));

    private static IReadOnlyList<Rounds.Round> Grid(int from, int minutes, int rounds) => [.. Enumerable.Range(0, rounds).Select(round => Time(from + (round * minutes), minutes))];
}
