using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>What a plan is made from: pure data. Employers, tables and candidates are named by their place in their list.</summary>
public sealed record PlanRequest
{
    public required IReadOnlyList<PlanEmployer> Employers { get; init; }
    public required IReadOnlyList<PlanTable> Tables { get; init; }
    public required IReadOnlyList<PlanCandidate> Candidates { get; init; }

    /// <summary>One for each candidate and employer at most.</summary>
    public required IReadOnlyList<PlanWish> Wishes { get; init; }

    /// <summary>What is booked or held now: what stays whatever the plan is, and the plan that was published last.</summary>
    public IReadOnlyList<PlanInterview> Present { get; init; } = [];

    /// <summary>At least so long between two interviews of a candidate.</summary>
    public Duration Gap { get; init; }
}

/// <param name="IsAbsent">Meets nobody any more.</param>
public sealed record PlanEmployer(bool IsAbsent = false);

/// <summary>A recruiter's post. Several of one employer share its wishes.</summary>
/// <param name="Employer">Its place among the employers.</param>
/// <param name="Rounds">Those that the plan may fill, in order and apart: none of a closed table, none that has begun or begins too soon.</param>
public sealed record PlanTable(int Employer, IReadOnlyList<Rounds.Round> Rounds);

/// <summary>Somebody who can be met.</summary>
/// <param name="Most">Interviews at this site.</param>
/// <param name="Presence">When they are there; null: all day.</param>
/// <param name="Elsewhere">Interviews at other sites.</param>
public sealed record PlanCandidate(int Most = int.MaxValue, IReadOnlyList<Rounds.Round>? Presence = null, IReadOnlyList<Rounds.Round>? Elsewhere = null);

/// <summary>A candidate would like to meet an employer.</summary>
/// <param name="Weight">How much, from 1 (see <see cref="WeightOf"/>).</param>
/// <param name="SaidNo">The employer does not want to: they never meet by plan.</param>
public sealed record PlanWish(int Candidate, int Employer, int Weight, bool SaidNo = false)
{
    /// <summary>A first wish weighs 10, each further one less, a tenth and all after it 1; an employer that wants the candidate too adds 5, one that may be interested 1.</summary>
    /// <param name="rank">From 1, the most wanted.</param>
    /// <param name="opinion">The employer's mark: 'want', 'maybe', 'no' or none.</param>
    public static int WeightOf(int rank, string? opinion) => Math.Clamp(11 - rank, 1, 10) + (opinion switch { "want" => 5, "maybe" => 1, _ => 0 });
}

/// <summary>An interview that is booked or held now.</summary>
/// <param name="IsFixed">Held, running, pinned, booked by hand or promised: no plan touches it. Otherwise it is the published plan's, and may move or go.</param>
public sealed record PlanInterview(int Candidate, int Table, Rounds.Round Time, bool IsFixed);
