using CsCheck;
using JobDating.Scheduling.Planning;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>Whatever the site: nobody twice, every rule kept, what is fixed untouched; and as many candidates and as much wish weight as can be.</summary>
public sealed class ProposePlanTests
{
    private static readonly PlanEffort Short = new() { Steps = 500 };

    [Fact]
    public void Nobody_is_twice_at_once_and_every_rule_is_kept() => RandomPlans.Any.Sample(request => Check(request, ProposePlan.Find(request, Short)), iter: 2_000);

    [Fact]
    public void Where_all_keep_the_same_rounds_the_plan_reaches_the_bound() => RandomPlans.Uniform.Sample(request =>
    {
        var proposal = ProposePlan.Find(request, Short);
        Check(request, proposal);
        Assert.Equal((proposal.Bound.WithInterview, proposal.Bound.Weight), (proposal.Value.WithInterview, proposal.Value.Weight));
    }, iter: 1_000);

    [Fact]
    public void The_bound_is_the_best_of_all_choices() => RandomPlans.Uniform.Where(request => request.Wishes.Count <= 12).Sample(request =>
        Assert.Equal(BestOfAll(request), ProposePlan.Find(request, new PlanEffort { Steps = 0 }).Bound), iter: 300);

    [Fact]
    public void No_plan_is_above_the_bound_and_no_unmet_wish_could_simply_be_placed() => RandomPlans.Any.Sample(request =>
    {
        var proposal = ProposePlan.Find(request, Short);
        Assert.True(proposal.Value.WithInterview <= proposal.Bound.WithInterview);
        Assert.True(proposal.Value.WithInterview < proposal.Bound.WithInterview || proposal.Value.Weight <= proposal.Bound.Weight);
    }, iter: 1_000);

    [Fact]
    public void The_same_seed_and_steps_give_the_same_plan() => RandomPlans.Any.Sample(request =>
        Assert.Equal(ProposePlan.Find(request, Short).Interviews, ProposePlan.Find(request, Short).Interviews), iter: 200);

    [Fact]
    public void A_plan_that_is_made_again_from_its_own_result_changes_nothing() => RandomPlans.Uniform.Sample(request =>
    {
        var first = ProposePlan.Find(request, new PlanEffort { Steps = 20_000 });
        var again = ProposePlan.Find(request with { Present = [.. first.Interviews.Select(planned => new PlanInterview(request.Wishes[planned.Wish].Candidate, planned.Table, planned.Time, false))] }, new PlanEffort { Steps = 0 });
        Assert.Equal(0, again.Value.Changes);
    }, iter: 200);

    [Fact]
    public void Everybody_gets_one_before_anybody_gets_two_and_each_unmet_wish_says_why()
    {
        // One table of two rounds; the first two candidates have other wishes too, the third has only this one.
        var request = new PlanRequest
        {
            Employers = [new(), new(), new(IsAbsent: true)],
            Tables = [new PlanTable(0, RandomPlans.Grid(0, 10, 2)), new PlanTable(1, RandomPlans.Grid(0, 10, 2)), new PlanTable(2, [])],
            Candidates = [new PlanCandidate(1), new PlanCandidate(), new PlanCandidate(), new PlanCandidate(Presence: [RandomPlans.Time(100, 50)])],
            Wishes = [new(0, 0, 10), new(0, 1, 9), new(1, 0, 10), new(1, 2, 9), new(2, 0, 1), new(2, 1, 5, SaidNo: true), new(3, 1, 10)],
        };
        var proposal = ProposePlan.Find(request, Short);
        Assert.Equal(3, proposal.Value.WithInterview);
        Assert.Equal(
            [(0, WhyNot.EmployerFull), (3, WhyNot.EmployerAbsent), (5, WhyNot.SaidNo), (6, WhyNot.NoCommonTime)],
            proposal.Unmet.Select(unmet => (unmet.Wish, unmet.Why)));
        Assert.Equal([1, 2, 4], proposal.Interviews.Select(planned => planned.Wish));
    }

    [Fact]
    public void A_cancelled_search_gives_the_plan_it_has()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        RandomPlans.Uniform.Sample(request => Check(request, ProposePlan.Find(request, new PlanEffort { Time = TimeSpan.FromHours(1) }, ct: stopped.Token)), iter: 50);
    }

    /// <summary>By the words of the issue, from the request alone.</summary>
    private static void Check(PlanRequest request, PlanProposal proposal)
    {
        var all = proposal.Interviews.Select(planned => (request.Wishes[planned.Wish].Candidate, request.Wishes[planned.Wish].Employer, planned.Table, planned.Time))
            .Concat(request.Present.Where(interview => interview.IsFixed).Select(interview => (interview.Candidate, request.Tables[interview.Table].Employer, interview.Table, interview.Time))).ToList();
        foreach (var planned in proposal.Interviews)
        {
            var wish = request.Wishes[planned.Wish];
            var candidate = request.Candidates[wish.Candidate];
            Assert.False(wish.SaidNo);
            Assert.Equal(wish.Employer, request.Tables[planned.Table].Employer);
            Assert.Contains(planned.Time, request.Tables[planned.Table].Rounds);
            Assert.True(candidate.Presence?.Any(window => window.StartsAt <= planned.Time.StartsAt && planned.Time.EndsAt <= window.EndsAt) != false);
            Assert.DoesNotContain(candidate.Elsewhere ?? [], other => Overlap(planned.Time, other, request.Gap));
            Assert.True(all.Count(one => one.Candidate == wish.Candidate) <= candidate.Most);
            Assert.Single(all, one => one.Candidate == wish.Candidate && one.Employer == wish.Employer);
            Assert.Single(all, one => one.Table == planned.Table && Overlap(one.Time, planned.Time, Duration.Zero));
            Assert.Single(all, one => one.Candidate == wish.Candidate && Overlap(one.Time, planned.Time, request.Gap));
        }
        Assert.Equal(all.Select(one => one.Candidate).Distinct().Count(), proposal.Value.WithInterview);
        var fixedPairs = all.Skip(proposal.Interviews.Count).Select(one => (one.Candidate, one.Employer)).ToHashSet();
        Assert.Equal(request.Wishes.Count, proposal.Interviews.Count + proposal.Unmet.Count + request.Wishes.Count(wish => fixedPairs.Contains((wish.Candidate, wish.Employer))));
    }

    private static bool Overlap(JobDating.Scheduling.Rules.Rounds.Round one, JobDating.Scheduling.Rules.Rounds.Round other, Duration gap) => one.Overlaps(other.StartsAt - gap, other.EndsAt + gap);

    /// <summary>Every set of wishes is looked at; where all keep the same rounds, room is all that counts.</summary>
    private static PlanBound BestOfAll(PlanRequest request)
    {
        var wishes = request.Wishes.Where(wish => !wish.SaidNo).ToList();
        var rounds = request.Tables[0].Rounds.Count;
        var best = new PlanBound(0, 0);
        for (var set = 0; set < 1 << wishes.Count; set++)
        {
            var chosen = wishes.Where((_, at) => (set >> at & 1) != 0).ToList();
            if (chosen.GroupBy(wish => wish.Candidate).Any(of => of.Count() > Math.Min(rounds, request.Candidates[of.Key].Most))
                || chosen.GroupBy(wish => wish.Employer).Any(of => of.Count() > rounds * request.Tables.Count(table => table.Employer == of.Key)))
                continue;
            var value = new PlanBound(chosen.Select(wish => wish.Candidate).Distinct().Count(), chosen.Sum(wish => (long)wish.Weight));
            if (value.WithInterview > best.WithInterview || (value.WithInterview == best.WithInterview && value.Weight > best.Weight))
                best = value;
        }
        return best;
    }
}
