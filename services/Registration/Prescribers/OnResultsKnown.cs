using JobDating.Contracts.Outcomes;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Prescribers;

/// <summary>Keeps what is known of candidates after the event, for the structure that sent them; of an erased one nothing.</summary>
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
    }
}
