namespace JobDating.Scheduling.Planning;

/// <summary>
/// Who meets whom, times left aside: a flow from candidates to employers, as wide as each has room. Of all such choices one with (a) the most candidates with an
/// interview, of these one with (b) the most wish weight, of these the most even one (the least sum of squares of candidates' interviews), and of these
/// one that keeps most of what was preferred. Exact.
/// </summary>
internal static class PlanPairs
{
    /// <param name="banned">Wishes that are left aside.</param>
    /// <param name="preferred">Wishes that are kept when nothing better needs their place.</param>
    /// <returns>Whether each wish is chosen.</returns>
    public static bool[] Find(PlanGround ground, IReadOnlySet<int> banned, Func<int, bool> preferred)
    {
        var request = ground.Request;
        var open = Enumerable.Range(0, request.Wishes.Count).Where(wish => !ground.Met[wish] && ground.Barred[wish] is null && !banned.Contains(wish)).ToList();

        // Four goals in one number, each scaled above all that the lesser ones can add up to.
        var widest = Math.Max(1, open.GroupBy(wish => request.Wishes[wish].Candidate).Select(of => of.Count()).DefaultIfEmpty(0).Max());
        var even = (long)open.Count + 1;
        var weight = even * ((2L * widest * open.Count) + 1);
        var first = weight * (open.Sum(wish => (long)request.Wishes[wish].Weight) + 1);

        var (candidates, employers) = (request.Candidates.Count, request.Employers.Count);
        var hub = candidates + employers;
        var flow = new CostFlow(hub + 1);
        foreach (var of in open.GroupBy(wish => request.Wishes[wish].Candidate))
            for (var unit = 0; unit < Math.Min(ground.CandidateRoom[of.Key], of.Count()); unit++)
                flow.Add(hub, of.Key, 1, (even * ((2 * unit) + 1)) - (unit == 0 && !ground.HasFixed[of.Key] ? first : 0));
        foreach (var employer in open.Select(wish => request.Wishes[wish].Employer).Distinct())
            flow.Add(candidates + employer, hub, ground.EmployerRoom[employer], 0);
        var arcs = open.Select(wish => flow.Add(request.Wishes[wish].Candidate, candidates + request.Wishes[wish].Employer, 1, -(weight * request.Wishes[wish].Weight) - (preferred(wish) ? 1 : 0))).ToList();
        var flows = flow.Solve();
        var chosen = new bool[request.Wishes.Count];
        for (var at = 0; at < open.Count; at++)
            chosen[open[at]] = flows[arcs[at]] == 1;
        return chosen;
    }
}
