using JobDating.Outcomes.Merging;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>The person a call or a paper is about.</summary>
public sealed record CallPerson
{
    private const string FindSql = """
        SELECT id, code, last_name, first_name, phone, phone_wrong_at, language, consent_follow_up, calling_by, calling_name, calling_since, calling_until
        FROM person
        WHERE id = @Id AND edition_id = @EditionId AND erased_at IS NULL
        """;

    private const string GoneSql = "SELECT id FROM person WHERE id = @Id AND edition_id = @EditionId";

    private const string StandingSql = """
        SELECT id, candidate_id, answered_at, source, siret, situation, contract_type, started_on, ended_on, wave_id
        FROM follow_up_answer
        WHERE candidate_id = @Id AND source IN ('candidate', 'staff') AND situation <> 'unreachable' AND withdrawn_at IS NULL
        ORDER BY answered_at DESC, id DESC
        LIMIT @Take
        """;

    public Guid Id { get; init; }
    public required string Code { get; init; }
    public required string LastName { get; init; }
    public required string FirstName { get; init; }
    public string? Phone { get; init; }
    public Instant? PhoneWrongAt { get; init; }
    public string? Language { get; init; }
    public bool? ConsentFollowUp { get; init; }
    public string? CallingBy { get; init; }
    public string? CallingName { get; init; }
    public Instant? CallingSince { get; init; }
    public Instant? CallingUntil { get; init; }

    internal string Name => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Code;

    /// <summary>
    /// Null where the entry was merged into another: <c>Kept</c> is that one.
    /// </summary>
    /// <exception cref="Rejected">404: nobody of that edition; 410: their data were erased.</exception>
    internal static async Task<(CallPerson? Person, Guid Kept)> FindAsync(OutcomesDatabase db, Guid editionId, Guid id, CancellationToken ct)
    {
        var of = new { Id = id, EditionId = editionId };
        if (await db.QueryFirstOrDefaultAsync<CallPerson>(FindSql, of, ct) is { } person)
            return (person, id);
        await using var tx = await db.BeginAsync(Actor.Visitor, ct);
        if ((await MergedPeople.AmongAsync(tx, [id], ct)).TryGetValue(id, out var kept))
            return (null, kept);
        throw await tx.QueryFirstOrDefaultAsync<Guid?>(GoneSql, of, ct) is null
            ? new Rejected(StatusCodes.Status404NotFound, CallTexts.Words["Unknown"])
            : new Rejected(StatusCodes.Status410Gone, CallTexts.Words["Erased"]);
    }

    /// <summary>The last that the person has said, or that staff know of them, and that still stands; null: nothing.</summary>
    internal static Task<RecordAnswers.Row?> StandingAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<RecordAnswers.Row>(StandingSql, new { Id = id, Take = 1 }, ct);

    /// <inheritdoc cref="StandingAsync(Database, Guid, CancellationToken)"/>
    internal static Task<RecordAnswers.Row?> StandingAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<RecordAnswers.Row>(StandingSql, new { Id = id, Take = 1 }, ct);

    /// <summary>What a form says that its page showed of it.</summary>
    internal static string Seen(RecordAnswers.Row? standing) => standing?.Id.ToString() ?? "";
}
