using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// Who is in the hall and could sit down at a table that is free: checked in, in no interview then nor in the quarter of an hour from now, and who wished for that employer or has not been
/// interviewed at all. Pure: all it needs is given.
/// </summary>
public static class InTheHall
{
    public static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <param name="Rank">Of the wish for this employer; null: there is none.</param>
    /// <param name="Interviews">How many the person has at this site, held or booked.</param>
    public readonly record struct Proposal(Guid CandidateId, int? Rank, int Interviews);

    /// <summary>An interview of somebody's, held or booked, and whose table it is at.</summary>
    internal readonly record struct Own(string Siret, Timetable.Interview Interview);

    internal static ILookup<Guid, Own> ByCandidate(Timetable timetable) =>
        timetable.Tables.SelectMany(one => one.Interviews.Where(interview => interview.Occupies).Select(interview => new Own(one.Siret, interview))).ToLookup(one => one.Interview.CandidateId);

    /// <summary>Whether somebody with these interviews may still meet that employer, and is free for the round, as far as this site knows.</summary>
    internal static bool MayMeet(SiteRules rules, IReadOnlyCollection<Own> own, string siret, Rounds.Round round) =>
        !(rules.OncePerEstablishment && own.Any(one => one.Siret == siret)) && !(own.Count >= rules.MostPerCandidate)
        && !own.Any(one => round.Overlaps(one.Interview.StartsAt - rules.Gap, one.Interview.EndsAt + rules.Gap));

    /// <summary>Wishes for this employer first, the most wanted first; then those who have fewest interviews.</summary>
    /// <param name="there">Who is checked in.</param>
    /// <param name="ranks">The best wish of each candidate for this employer.</param>
    /// <param name="runs">Who sits in an interview now.</param>
    public static IReadOnlyList<Proposal> For(Timetable timetable, Timetable.Table table, Rounds.Round free, IReadOnlySet<Guid> there, IReadOnlyDictionary<Guid, int> ranks, IReadOnlySet<Guid> runs, Instant now)
    {
        var own = ByCandidate(timetable);
        return [..
            from candidate in there
            let interviews = own[candidate].ToList()
            let count = interviews.Count
            let wished = ranks.TryGetValue(candidate, out var rank) ? rank : (int?)null
            where wished is not null || count == 0
            where !runs.Contains(candidate) && MayMeet(timetable.Rules, interviews, table.Siret, free)
            where !interviews.Any(one => one.Interview.Status == "booked" && one.Interview.EndsAt > now && one.Interview.StartsAt < now + Quarter)
            orderby wished ?? int.MaxValue, count, candidate
            select new Proposal(candidate, wished, count)];
    }
}
