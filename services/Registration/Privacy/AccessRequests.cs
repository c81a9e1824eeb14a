using System.Text.Json;
using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Privacy;

/// <summary>
/// Requests for all that is held about a candidate. Asking writes Registration's own part at once and says the question; the others answer by themselves, some seconds later or when they are
/// there again. For seven days the files can be fetched; then they go.
/// </summary>
public static class AccessRequests
{
    private static readonly Duration _lasts = Duration.FromDays(7);

    /// <summary>Asked again so soon, the request before is meant.</summary>
    private static readonly Duration _same = Duration.FromMinutes(10);

    private const string MergedSql = "SELECT gone_id FROM candidate_merge WHERE kept_id = @Id";

    private const string ZoneSql = "SELECT e.time_zone FROM candidate c JOIN edition e ON e.id = c.edition_id WHERE c.id = @Id AND c.erased_at IS NULL";

    private const string LatestSql = """
        SELECT id
        FROM access_request
        WHERE candidate_id = @Id AND asked_at > @Since AND language = @Language
        ORDER BY asked_at DESC
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO access_request (id, candidate_id, asked_at, asked_by, language, expires_at)
        VALUES (@RequestId, @Id, @Now, @By, @Language, @Expires)
        """;

    private const string InsertPartSql = """
        INSERT INTO access_part (request_id, service, given_at, files)
        SELECT @RequestId, @Service, @GivenAt, @Files
        WHERE EXISTS (SELECT 1 FROM access_request WHERE id = @RequestId)
          AND NOT EXISTS (SELECT 1 FROM access_part WHERE request_id = @RequestId AND service = @Service)
        """;

    private const string OfSql = """
        SELECT r.id, r.asked_at, r.language, r.expires_at, p.service
        FROM access_request r
        JOIN access_part p ON p.request_id = r.id
        WHERE r.candidate_id = @Id AND r.expires_at > @Now
        ORDER BY r.asked_at DESC, p.service
        """;

    private const string FilesSql = """
        SELECT p.files
        FROM access_part p
        JOIN access_request r ON r.id = p.request_id
        WHERE r.id = @RequestId AND r.candidate_id = @Id AND r.expires_at > @Now
        ORDER BY p.service
        """;

    private const string ForgetPartsSql = "DELETE FROM access_part WHERE request_id IN (SELECT id FROM access_request WHERE candidate_id IN @Ids)";

    private const string ForgetSql = "DELETE FROM access_request WHERE candidate_id IN @Ids";

    private const string ExpiredPartsSql = "DELETE FROM access_part WHERE request_id IN (SELECT id FROM access_request WHERE expires_at <= @Now)";

    private const string ExpiredSql = "DELETE FROM access_request WHERE expires_at <= @Now";

    /// <summary>Everybody who gives a part.</summary>
    public static IReadOnlyList<string> Services { get; } = ["registration", .. Messages.HeardBy(typeof(PersonalDataAsked))];

    public sealed record Request(Guid Id, Instant AskedAt, Instant ExpiresAt, string Language, IReadOnlyList<string> Given)
    {
        public IReadOnlyList<string> Missing => [.. Services.Except(Given)];
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Instant AskedAt { get; init; }
        public required string Language { get; init; }
        public Instant ExpiresAt { get; init; }
        public required string Service { get; init; }
    }

    /// <summary>False: the candidate is erased, and nothing is held that could be given.</summary>
    public static async Task<bool> AskAsync(Transaction tx, Guid candidate, string language, CancellationToken ct)
    {
        if (await tx.QueryFirstOrDefaultAsync<string>(ZoneSql, new { Id = candidate }, ct) is not { } zone)
            return false;
        if (await tx.QueryFirstOrDefaultAsync<Guid?>(LatestSql, new { Id = candidate, Since = tx.Now - _same, Language = language, Take = 1 }, ct) is not null)
            return true;
        var asked = new PersonalDataAsked { RequestId = Guid.CreateVersion7(), CandidateIds = [candidate, .. await tx.QueryAsync<Guid>(MergedSql, new { Id = candidate }, ct)], Language = language, TimeZone = zone };
        await tx.ExecuteAsync(InsertSql, new { asked.RequestId, Id = candidate, tx.Now, By = tx.Actor.ToString(), Language = language, Expires = tx.Now + _lasts }, ct);
        await KeepAsync(tx, new PersonalDataGiven { RequestId = asked.RequestId, Service = "registration", GivenAt = tx.Now, Files = await PersonalTables.WriteAsync(tx, "registration", RegistrationTables.All, asked, ct) }, ct);
        await tx.PublishAsync(asked, ct);
        await tx.AuditAsync("candidate", candidate, "access asked", null, ct);
        return true;
    }

    internal static async Task KeepAsync(PersonalDataGiven given, Transaction tx, CancellationToken ct)
    {
        try
        {
            await KeepAsync(tx, given, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>Those that can still be fetched, or will be, newest first.</summary>
    public static async Task<IReadOnlyList<Request>> OfAsync(Database db, Guid candidate, CancellationToken ct) =>
        [.. (await db.QueryAsync<Row>(OfSql, new { Id = candidate, db.Now }, ct)).GroupBy(row => row.Id).Select(rows => new Request(rows.Key, rows.First().AskedAt, rows.First().ExpiresAt, rows.First().Language, [.. rows.Select(row => row.Service)]))];

    /// <summary>The files of a request that everybody has answered; null: not (yet), or it is over, or somebody else's.</summary>
    public static async Task<IReadOnlyList<PersonalDataGiven.File>?> FilesAsync(Database db, Guid candidate, Guid request, CancellationToken ct)
    {
        var parts = await db.QueryAsync<string>(FilesSql, new { RequestId = request, Id = candidate, db.Now }, ct);
        return parts.Count == Services.Count ? [.. parts.SelectMany(part => JsonSerializer.Deserialize<List<PersonalDataGiven.File>>(part, Json.Options)!)] : null;
    }

    internal static async Task ForgetAsync(Transaction tx, IReadOnlyCollection<Guid> candidates, CancellationToken ct)
    {
        foreach (var sql in (string[])[ForgetPartsSql, ForgetSql])
            await tx.ExecuteAsync(sql, new { Ids = candidates }, ct);
    }

    /// <summary>The sweep: what has expired goes.</summary>
    public static async Task ExpireAsync(RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("expire access"), ct);
        foreach (var sql in (string[])[ExpiredPartsSql, ExpiredSql])
            await tx.ExecuteAsync(sql, new { tx.Now }, ct);
        await tx.CommitAsync(ct);
    }

    private static Task KeepAsync(Transaction tx, PersonalDataGiven given, CancellationToken ct) =>
        tx.ExecuteAsync(InsertPartSql, new { given.RequestId, given.Service, given.GivenAt, Files = JsonSerializer.Serialize(given.Files, Json.Options) }, ct);
}
