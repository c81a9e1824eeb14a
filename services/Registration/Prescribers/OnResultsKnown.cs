using JobDating.Contracts.Outcomes;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Prescribers;

/// <summary>Keeps what is known of candidates after the event, for the structure that sent them, and when they last answered, which is a contact (Retention/LastContacts.cs); of an erased one nothing.</summary>
internal static class OnResultsKnown
{
    private const string VersionsSql = "SELECT candidate_id, version FROM candidate_result WHERE candidate_id IN @Ids";

    private const string InsertSql = """
        INSERT INTO candidate_result (candidate_id, version, result, known_on)
        SELECT @CandidateId, @Version, @Result, @KnownOn
        WHERE NOT EXISTS (SELECT 1 FROM candidate WHERE id = @CandidateId AND erased_at IS NOT NULL)
        """;

    private const string UpdateSql = """
        UPDATE candidate_result
        SET version = @Version, result = @Result, known_on = @KnownOn
        WHERE candidate_id = @CandidateId AND version < @Version
        """;

    private const string AnsweredSql = "SELECT candidate_id, answered_at FROM candidate_answered WHERE candidate_id IN @Ids";

    private const string InsertAnsweredSql = """
        INSERT INTO candidate_answered (candidate_id, answered_at)
        SELECT @CandidateId, @AnsweredAt
        WHERE NOT EXISTS (SELECT 1 FROM candidate WHERE id = @CandidateId AND erased_at IS NOT NULL)
        """;

    private const string UpdateAnsweredSql = "UPDATE candidate_answered SET answered_at = @AnsweredAt WHERE candidate_id = @CandidateId AND answered_at < @AnsweredAt";

    private sealed record Answered
    {
        public Guid CandidateId { get; init; }
        public Instant AnsweredAt { get; init; }
    }

    private sealed record Row : IFact
    {
        public Guid CandidateId { get; init; }
        public int Version { get; set; }
        public string? Result { get; init; }
        public LocalDate? KnownOn { get; init; }
    }

    public static async Task ConsumeAsync(ResultsKnown message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.People.Select(person => person.CandidateId) }, ct);
        var rows = message.People.Select(person => new Row { CandidateId = person.CandidateId, Version = person.Version, Result = person.Result, KnownOn = person.KnownOn });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.CandidateId, row => row.Version), row => row.CandidateId, rows, ct);
        await AnsweredAsync(tx, [.. from person in message.People where person.LastAnswerAt is not null select new Answered { CandidateId = person.CandidateId, AnsweredAt = person.LastAnswerAt!.Value }], ct);
    }

    /// <summary>The last answer never goes back, whatever comes late.</summary>
    private static async Task AnsweredAsync(Transaction tx, IReadOnlyList<Answered> said, CancellationToken ct)
    {
        if (said.Count == 0)
            return;
        var here = (await tx.QueryAsync<Answered>(AnsweredSql, new { Ids = said.Select(one => one.CandidateId) }, ct)).Select(row => row.CandidateId).ToHashSet();
        try
        {
            await tx.ExecuteAsync(InsertAnsweredSql, said.Where(one => !here.Contains(one.CandidateId)).ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(UpdateAnsweredSql, said.Where(one => here.Contains(one.CandidateId)).ToList(), ct);
    }
}
