using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>What staff noted, of a call or from a paper: of whom, and what it said.</summary>
public sealed record NotedCall
{
    /// <summary>No call: an answer that came on paper.</summary>
    internal const string Paper = "paper";

    private const string Columns = """
        SELECT c.id, c.candidate_id, c.made_at, c.outcome, c.call_back_at, c.undone_at, a.situation, p.last_name, p.first_name, p.code
        FROM phone_call c
        JOIN person p ON p.id = c.candidate_id
        LEFT JOIN follow_up_answer a ON a.id = c.id
        """;

    private const string OneSql = $"""
        {Columns}
        WHERE c.id = @Id AND c.edition_id = @EditionId
        """;

    private const string SinceSql = $"""
        {Columns}
        WHERE c.edition_id = @EditionId AND c.made_at >= @Since AND c.undone_at IS NULL
        ORDER BY c.made_at DESC, p.code DESC
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO phone_call (id, edition_id, candidate_id, made_at, outcome, call_back_at)
        VALUES (@Id, @EditionId, @CandidateId, @Now, @Outcome, @CallBackAt)
        """;

    public Guid Id { get; init; }
    public Guid CandidateId { get; init; }
    public Instant MadeAt { get; init; }
    public required string Outcome { get; init; }
    public Instant? CallBackAt { get; init; }
    public Instant? UndoneAt { get; init; }

    /// <summary>What the answer says that this call wrote; null: none was written, or the same had been said before.</summary>
    public string? Situation { get; init; }
    public required string LastName { get; init; }
    public required string FirstName { get; init; }
    public required string Code { get; init; }

    internal string Name => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Code;

    internal bool IsPaper => Outcome == Paper;

    /// <summary>Ne répond pas; En emploi; À rappeler le 14 mai 2024 à 18h00.</summary>
    internal string Text(string timeZone) => this switch
    {
        { Outcome: "answered" or Paper, Situation: { } situation } => CallTexts.Situation(situation),
        { CallBackAt: { } at } => CallTexts.Words["Outcome.call_back.At", CallTexts.Moment(at, timeZone)],
        _ => CallTexts.Outcome(Outcome),
    };

    internal static Task<NotedCall?> FindAsync(Database db, Guid editionId, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<NotedCall>(OneSql, new { Id = id, EditionId = editionId }, ct);

    internal static Task<NotedCall?> FindAsync(Transaction tx, Guid editionId, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<NotedCall>(OneSql, new { Id = id, EditionId = editionId }, ct);

    /// <summary>What the page before has just noted, where its address says so and it still stands.</summary>
    internal static async Task<NotedCall?> JustAsync(Database db, Guid editionId, string? id, CancellationToken ct) =>
        Guid.TryParse(id, out var call) && await FindAsync(db, editionId, call, ct) is { UndoneAt: null } noted ? noted : null;

    /// <summary>Latest first.</summary>
    internal static Task<IReadOnlyList<NotedCall>> SinceAsync(Database db, Guid editionId, Instant since, int take, CancellationToken ct) =>
        db.QueryAsync<NotedCall>(SinceSql, new { EditionId = editionId, Since = since, Take = take }, ct);

    /// <exception cref="ChangedMeanwhileException">The same form was sent twice at once.</exception>
    internal static async Task InsertAsync(Transaction tx, Guid id, Guid editionId, Guid candidateId, string outcome, Instant? callBackAt, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(InsertSql, new { Id = id, EditionId = editionId, CandidateId = candidateId, tx.Now, Outcome = outcome, CallBackAt = callBackAt }, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }
}
