using JobDating.Scheduling.Rules;

namespace JobDating.Scheduling.Planning;

/// <summary>Whether what a draft would do can still be done to the site as it stands now. Pure; whether a time is taken is the database's to say.</summary>
internal static class PlanCheck
{
    /// <param name="changes">Lines that are not 'kept'.</param>
    /// <param name="now">Read while the turn of all concerned is held.</param>
    public static bool Holds(PlanState now, IReadOnlyList<PlanLine> changes)
    {
        var interviews = now.Interviews.ToDictionary(interview => interview.Id);
        foreach (var line in changes.Where(line => line.Act is PlanLine.Moved or PlanLine.Dropped))
            if (!interviews.TryGetValue(line.InterviewId, out var interview) || interview.Version != line.Version || now.IsFixed(interview))
                return false;

        var tables = now.Tables.ToDictionary(table => table.TableId);
        var rounds = now.Tables.ToDictionary(table => table.TableId, table => now.OpenRounds(table).ToHashSet());
        var registered = now.Registered.ToHashSet();
        var refused = now.Wishes.Where(wish => wish.Opinion == "no").Select(wish => (wish.CandidateId, wish.Siret)).ToHashSet();
        var presences = now.Presences.ToDictionary(present => present.CandidateId, present => present.Presence);
        var placed = changes.Where(line => line.Act is PlanLine.Moved or PlanLine.Added).ToList();
        if (placed.Any(line => !registered.Contains(line.CandidateId) || !tables.TryGetValue(line.TableId, out var table) || refused.Contains((line.CandidateId, table.Siret)) || !rounds[line.TableId].Contains(new Rounds.Round(line.StartsAt, line.EndsAt))
            || !presences.GetValueOrDefault(line.CandidateId).Covers(table, line.StartsAt, line.EndsAt)))
            return false;

        // What each candidate will have: with whom, and how many.
        var touched = changes.Where(line => line.Act != PlanLine.Added).Select(line => line.InterviewId).ToHashSet();
        var concerned = placed.Select(line => line.CandidateId).ToHashSet();
        var after = now.Interviews.Where(interview => concerned.Contains(interview.CandidateId) && !touched.Contains(interview.Id)).Select(interview => (interview.CandidateId, interview.TableId))
            .Concat(placed.Select(line => (line.CandidateId, line.TableId))).Select(one => (one.CandidateId, tables[one.TableId].Siret)).ToList();
        return (now.Rules.MostPerCandidate is not { } most || after.GroupBy(one => one.CandidateId).All(of => of.Count() <= most))
            && (!now.Rules.OncePerEstablishment || after.GroupBy(one => one).Where(of => of.Count() > 1).All(of => !placed.Any(line => (line.CandidateId, tables[line.TableId].Siret) == of.Key)));
    }
}
