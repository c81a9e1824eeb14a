using JobDating.Scheduling.Rules;

namespace JobDating.Scheduling.Planning;

/// <summary>A plan: who meets whom, when, at which table, besides what is fixed; what it is worth, and what no plan can exceed.</summary>
/// <param name="Interviews">In the order of the wishes.</param>
/// <param name="Unmet">Each wish that is not met, in the order of the wishes, and why.</param>
public sealed record PlanProposal(IReadOnlyList<PlannedInterview> Interviews, IReadOnlyList<UnmetWish> Unmet, PlanValue Value, PlanBound Bound);

/// <param name="Wish">Its place among the wishes.</param>
/// <param name="Table">Its place among the tables.</param>
public sealed record PlannedInterview(int Wish, int Table, Rounds.Round Time);

/// <param name="Wish">Its place among the wishes.</param>
public sealed record UnmetWish(int Wish, WhyNot Why);

/// <summary>Why a wish is not met.</summary>
public enum WhyNot
{
    /// <summary>The employer does not want to meet this candidate.</summary>
    SaidNo,

    /// <summary>The employer is not there.</summary>
    EmployerAbsent,

    /// <summary>The candidate has as many interviews as they may or can have.</summary>
    CandidateFull,

    /// <summary>All its rounds are taken.</summary>
    EmployerFull,

    /// <summary>Both have time left, but not at the same moment.</summary>
    NoCommonTime,
}

/// <summary>What a plan is worth, fixed interviews counted too.</summary>
/// <param name="WithInterview">(a) Candidates with one interview or more.</param>
/// <param name="Wishes">Wishes that are met.</param>
/// <param name="Weight">(b) Their weight.</param>
/// <param name="WaitingMinutes">(c) Of all candidates between their interviews.</param>
/// <param name="Changes">(c) Interviews of the published plan that move or go.</param>
/// <param name="IdleRounds">(d) Free rounds of tables between their first and last interview.</param>
public readonly record struct PlanValue(int WithInterview, int Wishes, long Weight, long WaitingMinutes, int Changes, int IdleRounds);

/// <summary>
/// Proven: no plan has more candidates with an interview, and none with so many has more wish weight. The value of a flow that knows everybody's room, but
/// not that two interviews cannot be at once.
/// </summary>
public readonly record struct PlanBound(int WithInterview, long Weight);

/// <summary>How long to go on improving the plan's times. With <see cref="Steps"/> the same seed and threads give the same plan on every machine.</summary>
public sealed record PlanEffort
{
    public long? Steps { get; init; }
    public TimeSpan? Time { get; init; }
    public int Threads { get; init; } = 1;
    public int Seed { get; init; } = 1;
}
