using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>A follow-up answer as pages show it, also one that does not stand any more.</summary>
public sealed record SaidAnswer
{
    private const string OfPeopleSql = """
        SELECT id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on, withdrawn_at
        FROM follow_up_answer
        WHERE candidate_id IN @Ids
        ORDER BY candidate_id, answered_at, source, siret, situation
        """;

    public Guid Id { get; init; }
    public Guid CandidateId { get; init; }
    public Instant AnsweredAt { get; init; }

    /// <summary>candidate, employer, staff: whose word it is.</summary>
    public required string Source { get; init; }

    /// <summary>Empty when no establishment was named.</summary>
    public required string Siret { get; init; }
    public required string Situation { get; init; }
    public string? ContractType { get; init; }
    public LocalDate? StartedOn { get; init; }
    public LocalDate? EndedOn { get; init; }

    /// <summary>Since when it counts no more.</summary>
    public Instant? WithdrawnAt { get; init; }

    internal Answer Counted => new(AnsweredAt, Source, Siret, Situation);

    /// <summary>Somebody's word on whether that establishment hired.</summary>
    internal bool IsAbout(string siret) => Siret == siret && Situation is "hired" or "not_hired";

    /// <summary>All answers of these people, by time.</summary>
    internal static Task<IReadOnlyList<SaidAnswer>> OfAsync(Database db, IEnumerable<Guid> ids, CancellationToken ct) => db.QueryAsync<SaidAnswer>(OfPeopleSql, new { Ids = ids }, ct);

    /// <inheritdoc cref="OfAsync(Database, IEnumerable{Guid}, CancellationToken)"/>
    internal static Task<IReadOnlyList<SaidAnswer>> OfAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryAsync<SaidAnswer>(OfPeopleSql, new { Ids = new[] { id } }, ct);
}
