using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>What a plan does with one interview: a row of <c>site_plan_interview</c>.</summary>
public sealed record PlanLine
{
    public const string Kept = "kept";
    public const string Added = "added";
    public const string Moved = "moved";
    public const string Dropped = "dropped";

    public int Number { get; init; }
    public string Act { get; init; } = "";
    public Guid InterviewId { get; init; }
    public Guid CandidateId { get; init; }
    public Guid TableId { get; init; }
    public Instant StartsAt { get; init; }
    public int Minutes { get; init; }
    public Guid? FromTableId { get; init; }
    public Instant? FromStartsAt { get; init; }

    /// <summary>Of the interview when the plan was made; null: there was none.</summary>
    public int? Version { get; init; }

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);
}

/// <summary>A wish that a plan does not meet: a row of <c>site_plan_unmet</c>.</summary>
public sealed record UnmetLine
{
    public int Number { get; init; }
    public Guid CandidateId { get; init; }
    public string Siret { get; init; } = "";
    public int Rank { get; init; }

    /// <summary>One of <see cref="WhyNot"/>.</summary>
    public string Why { get; init; } = "";
}
