using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>Whether everybody who has something of an erased person has erased it: each service says so itself.</summary>
public static class Erasures
{
    private const string AskSql = """
        INSERT INTO erasure_part (candidate_id, service, asked_at)
        SELECT @CandidateId, @Service, @At
        WHERE NOT EXISTS (SELECT 1 FROM erasure_part WHERE candidate_id = @CandidateId AND service = @Service)
        """;

    private const string DoneSql = "UPDATE erasure_part SET done_at = @At WHERE candidate_id = @CandidateId AND service = @Service AND done_at IS NULL";

    private const string OfSql = """
        SELECT service, asked_at, done_at
        FROM erasure_part
        WHERE candidate_id = @Id
        ORDER BY service
        """;

    private const string OpenSql = """
        SELECT p.candidate_id, p.service, p.asked_at, c.code, e.code AS edition_code
        FROM erasure_part p
        JOIN candidate c ON c.id = p.candidate_id
        JOIN edition e ON e.id = c.edition_id
        WHERE p.done_at IS NULL AND p.asked_at < @Before
        ORDER BY p.asked_at, c.code, p.service
        LIMIT @Take
        """;

    public sealed record Part
    {
        public required string Service { get; init; }
        public Instant AskedAt { get; init; }

        /// <summary>Null: not yet.</summary>
        public Instant? DoneAt { get; init; }
    }

    public sealed record Open
    {
        public Guid CandidateId { get; init; }
        public required string Service { get; init; }
        public Instant AskedAt { get; init; }
        public required string Code { get; init; }
        public required string EditionCode { get; init; }
    }

    /// <summary>In the transaction that erases: who is to say that it is done.</summary>
    internal static Task AskAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        tx.ExecuteAsync(AskSql, ids.SelectMany(_ => Messages.HeardBy(typeof(CandidatesErased)), (id, service) => new { CandidateId = id, Service = service, At = tx.Now }).ToList(), ct);

    internal static async Task ConsumeAsync(PeopleErased message, Transaction tx, CancellationToken ct)
    {
        var rows = message.CandidateIds.Select(id => new { CandidateId = id, message.Service, At = message.DoneAt }).ToList();
        try
        {
            await tx.ExecuteAsync(AskSql, rows, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(DoneSql, rows, ct);
    }

    public static Task<IReadOnlyList<Part>> OfAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Part>(OfSql, new { Id = id }, ct);

    /// <summary>When the last has done it; null: somebody has not, or nobody was asked yet.</summary>
    public static Instant? DoneEverywhere(IReadOnlyList<Part> parts) =>
        parts.Count == Messages.HeardBy(typeof(CandidatesErased)).Count && parts.All(part => part.DoneAt is not null) ? parts.Max(part => part.DoneAt) : null;

    /// <summary>Those that a service has not confirmed for an hour: its queue stands still, or a message is in error.</summary>
    public static Task<IReadOnlyList<Open>> OpenAsync(Database db, CancellationToken ct) => db.QueryAsync<Open>(OpenSql, new { Before = db.Now - Duration.FromHours(1), Take = 50 }, ct);
}
