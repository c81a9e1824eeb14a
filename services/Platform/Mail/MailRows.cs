using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// The rows of one database's mails: what is due, who has claimed it, what became of it. A claim is a guarded update with an end, so two
/// instances never send the same row at once and a killed one's row comes free by itself.
/// </summary>
public sealed class MailRows(Database database)
{
    /// <summary>Longer than the longest a single mail may take (<c>SendMails.Longest</c>).</summary>
    public static readonly Duration Lease = Duration.FromMinutes(5);

    private const string DueSql = """
        SELECT id, channel, to_address, to_name, language, subject, body, html, reply_to, unsubscribe, quiet_zone, queued_at, attempts
        FROM mail
        WHERE status = 'waiting' AND channel = @Channel AND due_at <= @Now AND (not_after IS NULL OR not_after > @Now)
        ORDER BY urgency, due_at, once_key
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE mail
        SET claimed_by = @Claim, due_at = @Until
        WHERE id = @Id AND status = 'waiting' AND due_at <= @Now AND (not_after IS NULL OR not_after > @Now)
        """;

    private const string SettleSql = """
        UPDATE mail
        SET status = @Status, attempts = attempts + 1, due_at = @DueAt, claimed_by = NULL, ended_at = @EndedAt, error = @Error
        WHERE id = @Id AND status = 'waiting' AND claimed_by = @Claim
        """;

    private const string PostponeSql = """
        UPDATE mail
        SET due_at = @DueAt
        WHERE id = @Id AND status = 'waiting' AND due_at <= @Now
        """;

    private const string ExpireSql = """
        UPDATE mail
        SET status = 'expired', claimed_by = NULL, ended_at = @Now
        WHERE status = 'waiting' AND not_after <= @Now AND (claimed_by IS NULL OR due_at <= @Now)
        """;

    // By the index of what is due; each status on its own.
    private const string ForgottenSql = """
        SELECT id
        FROM mail
        WHERE status IN ('sent', 'bounced', 'cancelled', 'refused', 'expired') AND channel = 'mail' AND urgency = @Forgotten
        ORDER BY once_key
        LIMIT @Take
        """;

    private const string WithoutFileSql = """
        UPDATE mail
        SET urgency = @Ordinary
        WHERE id IN @Ids AND urgency = @Forgotten
        """;

    private const string TroubleSql = """
        UPDATE mail
        SET error = @Error
        WHERE id IN @Ids AND status = 'waiting' AND (error IS NULL OR error <> @Error)
        """;

    private const string BounceSql = """
        UPDATE mail
        SET status = 'bounced', ended_at = @Now, error = @Error
        WHERE id = @Id AND status = 'sent'
        """;

    private const string LastTroubleSql = """
        SELECT about_id, to_address, channel, status, error, ended_at
        FROM mail
        WHERE about_id IN @Ids AND about = @About AND status IN ('refused', 'bounced')
        ORDER BY queued_at
        """;

    /// <summary>Its urgency, which it no longer needs, once its person is erased and until its file is deleted too.</summary>
    internal const int Forgotten = 3;

    private static readonly Actor Sweep = Actor.Job("send mails");

    /// <summary>A mail that waits, as the ways out need it.</summary>
    public sealed record Due
    {
        public Guid Id { get; init; }
        public required string Channel { get; init; }
        public required string ToAddress { get; init; }
        public string? ToName { get; init; }
        public required string Language { get; init; }
        public required string Subject { get; init; }
        public required string Body { get; init; }
        public string? Html { get; init; }
        public string? ReplyTo { get; init; }
        public string? Unsubscribe { get; init; }
        public string? QuietZone { get; init; }
        public Instant QueuedAt { get; init; }
        public int Attempts { get; init; }
    }

    /// <summary>A mail that did not arrive: <c>Status</c> is <c>refused</c> or <c>bounced</c>, <c>Error</c> the other side's words.</summary>
    public sealed record Trouble
    {
        public Guid AboutId { get; init; }
        public required string ToAddress { get; init; }
        public required string Channel { get; init; }
        public required string Status { get; init; }
        public string? Error { get; init; }
        public Instant EndedAt { get; init; }
    }

    /// <summary>How one mail's sending ended, to be written.</summary>
    public readonly record struct End(Guid Id, string Status, Duration RetryIn, string? Error);

    public Task<IReadOnlyList<Due>> DueAsync(string channel, int take, CancellationToken ct) =>
        database.QueryAsync<Due>(DueSql, new { Channel = channel, database.Now, Take = take }, ct);

    /// <summary>In one commit: writes how the last one ended, and claims the next. False when another instance was quicker with that.</summary>
    public async Task<bool> NextAsync(End? last, Guid? next, Guid claim, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Sweep, ct);
        if (last is { } end)
            await tx.ExecuteAsync(SettleSql, new
            {
                end.Id,
                end.Status,
                DueAt = tx.Now + end.RetryIn,
                EndedAt = end.Status == "waiting" ? (Instant?)null : tx.Now,
                Error = end.Error is null ? null : Short(end.Error),
                Claim = claim,
            }, ct);
        var claimed = next is { } id && await tx.ExecuteAsync(ClaimSql, new { Id = id, Claim = claim, Until = tx.Now + Lease, tx.Now }, ct) == 1;
        await tx.CommitAsync(ct);
        return claimed;
    }

    public async Task PostponeAsync(Guid id, Instant until, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Sweep, ct);
        await tx.ExecuteAsync(PostponeSql, new { Id = id, DueAt = until, tx.Now }, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>What was not to be sent later than now and still waits.</summary>
    public async Task<int> ExpireAsync(CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Sweep, ct);
        var expired = await tx.ExecuteAsync(ExpireSql, new { tx.Now }, ct);
        await tx.CommitAsync(ct);
        return expired;
    }

    /// <summary>Mails of which nothing shall be left, and perhaps still a file is.</summary>
    public Task<IReadOnlyList<Guid>> ForgottenAsync(int take, CancellationToken ct) =>
        database.QueryAsync<Guid>(ForgottenSql, new { Forgotten, Take = take }, ct);

    public async Task WithoutFileAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Sweep, ct);
        await tx.ExecuteAsync(WithoutFileSql, new { Ids = ids, Forgotten, Ordinary = (int)Urgency.Ordinary }, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>Says beside mails that wait why they do: the way out cannot be used. No attempt of theirs is counted.</summary>
    public async Task WaitAsync(IReadOnlyList<Guid> ids, string words, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Sweep, ct);
        await tx.ExecuteAsync(TroubleSql, new { Ids = ids, Error = Short(words) }, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>False when it is not ours, or had not been sent.</summary>
    public async Task<bool> BouncedAsync(Guid id, string words, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Actor.Job("read bounces"), ct);
        var bounced = await tx.ExecuteAsync(BounceSql, new { Id = id, Error = Short(words), tx.Now }, ct) == 1;
        await tx.CommitAsync(ct);
        return bounced;
    }

    /// <summary>For the pages of these people (or whatever <paramref name="about"/> names): what did not arrive, oldest first.</summary>
    public Task<IReadOnlyList<Trouble>> TroubleAsync(string about, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        database.QueryAsync<Trouble>(LastTroubleSql, new { About = about, Ids = ids }, ct);

    private static string Short(string words) => words.Length > 1000 ? words[..1000] : words;
}
