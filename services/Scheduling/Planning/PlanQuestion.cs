using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>A site as it stands, as a question to <see cref="ProposePlan"/>, and its answer as what is to be done with interviews. Pure.</summary>
internal sealed class PlanQuestion
{
    private readonly PlanState _state;
    private readonly List<Guid> _candidates;
    private readonly List<string> _employers;
    private readonly Dictionary<Guid, int> _table;

    public PlanQuestion(PlanState state)
    {
        _state = state;
        // Who is no longer registered has no wishes here, but may have interviews that stay.
        _candidates = [.. state.Registered.Concat(state.Interviews.Select(interview => interview.CandidateId)).Distinct()];
        _employers = [.. state.Tables.Select(table => table.Siret).Concat(state.Wishes.Select(wish => wish.Siret)).Distinct()];
        _table = Enumerable.Range(0, state.Tables.Count).ToDictionary(at => state.Tables[at].TableId);
        var candidate = Enumerable.Range(0, _candidates.Count).ToDictionary(at => _candidates[at]);
        var employer = Enumerable.Range(0, _employers.Count).ToDictionary(at => _employers[at]);
        var there = state.Tables.Where(table => table.IsOpen && table.AttendanceStatus is not (null or "absent")).Select(table => table.Siret).ToHashSet();
        var elsewhere = state.Elsewhere.ToLookup(busy => busy.CandidateId, busy => new Rounds.Round(busy.StartsAt, busy.EndsAt));
        var presence = state.Presences.ToDictionary(one => one.CandidateId);
        Request = new PlanRequest
        {
            Employers = [.. _employers.Select(siret => new PlanEmployer(!there.Contains(siret)))],
            Tables = [.. state.Tables.Select(table => new PlanTable(employer[table.Siret], state.OpenRounds(table)))],
            Candidates = [.. _candidates.Select(id => new PlanCandidate(
                state.Rules.MostPerCandidate ?? int.MaxValue,
                presence.TryGetValue(id, out var present) && state.Tables.Count > 0 ? [Window(present.Presence, state.Tables[0])] : null,
                [.. elsewhere[id]]))],
            Wishes = [.. state.Wishes.Select(wish => new PlanWish(candidate[wish.CandidateId], employer[wish.Siret], PlanWish.WeightOf(wish.Rank, wish.Opinion), wish.Opinion == "no"))],
            Present = [.. state.Interviews.Where(interview => _table.ContainsKey(interview.TableId)).Select(interview => new PlanInterview(candidate[interview.CandidateId], _table[interview.TableId], interview.Time, state.IsFixed(interview)))],
            Gap = state.Rules.Gap,
        };
    }

    public PlanRequest Request { get; }

    /// <summary>What the proposal does with interviews, by the time at which they will be; dropped ones last.</summary>
    public IReadOnlyList<PlanLine> Lines(PlanProposal proposal)
    {
        var movable = _state.Interviews.Where(interview => !_state.IsFixed(interview) && _table.ContainsKey(interview.TableId)).GroupBy(interview => (interview.CandidateId, Siret(interview.TableId))).ToDictionary(of => of.Key, of => of.First());
        var used = new HashSet<Guid>();
        var lines = new List<PlanLine>();
        foreach (var planned in proposal.Interviews)
        {
            var wish = _state.Wishes[planned.Wish];
            var table = _state.Tables[planned.Table];
            var now = movable.GetValueOrDefault((wish.CandidateId, wish.Siret));
            if (now is not null)
                used.Add(now.Id);
            lines.Add(new PlanLine
            {
                Act = now is null ? PlanLine.Added : now.TableId == table.TableId && now.Time == planned.Time ? PlanLine.Kept : PlanLine.Moved,
                InterviewId = now?.Id ?? Guid.CreateVersion7(),
                CandidateId = wish.CandidateId,
                TableId = table.TableId,
                StartsAt = planned.Time.StartsAt,
                Minutes = table.Minutes!.Value,
                FromTableId = now?.TableId,
                FromStartsAt = now?.StartsAt,
                Version = now?.Version,
            });
        }
        var dropped = _state.Interviews.Where(interview => !_state.IsFixed(interview) && !used.Contains(interview.Id)).Select(now => new PlanLine
        {
            Act = PlanLine.Dropped,
            InterviewId = now.Id,
            CandidateId = now.CandidateId,
            TableId = now.TableId,
            StartsAt = now.StartsAt,
            Minutes = now.Minutes,
            FromTableId = now.TableId,
            FromStartsAt = now.StartsAt,
            Version = now.Version,
        });
        return [.. lines.OrderBy(line => line.StartsAt).ThenBy(line => _table[line.TableId]).Concat(dropped).Select((line, at) => line with { Number = at + 1 })];
    }

    public IReadOnlyList<UnmetLine> Unmet(PlanProposal proposal) => [.. proposal.Unmet.Select((unmet, at) => new UnmetLine
    {
        Number = at + 1,
        CandidateId = _state.Wishes[unmet.Wish].CandidateId,
        Siret = _state.Wishes[unmet.Wish].Siret,
        Rank = _state.Wishes[unmet.Wish].Rank,
        Why = unmet.Why.ToString(),
    })];

    /// <summary>The site's day is that of each of its tables.</summary>
    private static Rounds.Round Window(Presence presence, Place place) =>
        new(presence.From is { } from ? place.At(from) : Instant.MinValue, presence.Until is { } until ? place.At(until) : Instant.MaxValue);

    private string Siret(Guid tableId) => _state.Tables[_table[tableId]].Siret;
}
