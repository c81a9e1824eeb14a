using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// The rows of one service's outbox: what is due, who has claimed it, what failed. Delivery is at least once; a claim is a guarded
/// update with an end, so two instances never have the same row at once and a killed one's rows come free by themselves.
/// </summary>
public sealed class Outbox(Database database)
{
    /// <summary>A claim's length. It is renewed while the work goes on, so it only says how soon a killed process's work is taken over.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(10);

    /// <summary>
    /// Further ahead than any pause or claim reaches. What is due later than that was written before the clock was set back: it is due at once, and nobody waits the hours for a
    /// second time.
    /// </summary>
    private static readonly Duration Reach = Duration.FromMinutes(10);

    private const string DueDestinationsSql = """
        SELECT DISTINCT destination
        FROM outbox_delivery
        WHERE status = 'waiting' AND (due_at <= @Now OR due_at > @Beyond)
        """;

    private const string DueSql = """
        SELECT d.message_id, d.destination, d.attempts, m.kind, m.body, m.flow, m.trace_parent, m.said_at
        FROM outbox_delivery d
        JOIN outbox_message m ON m.id = d.message_id
        WHERE d.status = 'waiting' AND d.destination = @Destination AND (d.due_at <= @Now OR d.due_at > @Beyond)
        ORDER BY d.due_at, m.said_at, d.message_id
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE outbox_delivery
        SET claimed_by = @Claim, due_at = @Until
        WHERE message_id = @MessageId AND destination = @Destination AND status = 'waiting' AND (due_at <= @Now OR due_at > @Beyond)
        """;

    private const string RenewSql = """
        UPDATE outbox_delivery
        SET due_at = @Until
        WHERE message_id = @MessageId AND destination = @Destination AND status = 'waiting' AND claimed_by = @Claim
        """;

    private const string DoneSql = """
        DELETE FROM outbox_delivery
        WHERE message_id = @MessageId AND destination = @Destination AND claimed_by = @Claim
        """;

    private const string SweepSql = """
        DELETE FROM outbox_message
        WHERE id = @MessageId AND NOT EXISTS (SELECT 1 FROM outbox_delivery WHERE message_id = @MessageId)
        """;

    private const string FailedSql = """
        UPDATE outbox_delivery
        SET status = @Status, attempts = attempts + 1, due_at = @DueAt, claimed_by = NULL, error = @Error
        WHERE message_id = @MessageId AND destination = @Destination AND claimed_by = @Claim
        """;

    private const string ErrorsSql = """
        SELECT d.message_id, d.destination, d.attempts, m.kind, m.flow, m.said_at, d.error
        FROM outbox_delivery d
        JOIN outbox_message m ON m.id = d.message_id
        WHERE d.status = 'error'
        ORDER BY m.said_at, d.destination
        LIMIT @Take
        """;

    private const string RetrySql = """
        UPDATE outbox_delivery
        SET status = 'waiting', attempts = 0, due_at = @Now, claimed_by = NULL
        WHERE status = 'error' AND message_id = @MessageId AND destination = @Destination
        """;

    private const string RetryAllSql = """
        UPDATE outbox_delivery
        SET status = 'waiting', attempts = 0, due_at = @Now, claimed_by = NULL
        WHERE status = 'error'
        """;

    private const string DiscardSql = """
        DELETE FROM outbox_delivery
        WHERE status = 'error' AND message_id = @MessageId AND destination = @Destination
        """;

    private const string AgeSql = "SELECT COUNT(*) AS waiting, MIN(m.said_at) AS oldest FROM outbox_delivery d JOIN outbox_message m ON m.id = d.message_id WHERE d.status = 'waiting'";

    private static readonly Actor Postman = Actor.Job("outbox");

    /// <summary>One message on its way to one destination.</summary>
    public sealed record Delivery
    {
        public Guid MessageId { get; init; }
        public required string Destination { get; init; }
        public int Attempts { get; init; }
        public required string Kind { get; init; }
        public required string Body { get; init; }
        public Guid? Flow { get; init; }
        public string? TraceParent { get; init; }
        public Instant SaidAt { get; init; }
    }

    public sealed record Failure
    {
        public Guid MessageId { get; init; }
        public required string Destination { get; init; }
        public int Attempts { get; init; }
        public required string Kind { get; init; }
        public Guid? Flow { get; init; }
        public Instant? SaidAt { get; init; }
        public required string Error { get; init; }

        /// <summary>Says which of a queue's messages this is, also where one came without an id.</summary>
        public required string Mark { get; init; }

        /// <summary>False: bytes that are no message, or one of another version of this program; trying again is of no use.</summary>
        public bool Readable { get; init; }
    }

    private sealed record ErrorRow
    {
        public Guid MessageId { get; init; }
        public required string Destination { get; init; }
        public int Attempts { get; init; }
        public required string Kind { get; init; }
        public Guid? Flow { get; init; }
        public Instant SaidAt { get; init; }
        public required string Error { get; init; }
    }

    public sealed record Queue
    {
        public int Waiting { get; init; }
        public Instant? Oldest { get; init; }
    }

    public Task<IReadOnlyList<string>> DueDestinationsAsync(CancellationToken ct) =>
        database.QueryAsync<string>(DueDestinationsSql, new { database.Now, Beyond = database.Now + Reach }, ct);

    public Task<IReadOnlyList<Delivery>> DueAsync(string destination, int take, CancellationToken ct) =>
        database.QueryAsync<Delivery>(DueSql, new { Destination = destination, database.Now, Beyond = database.Now + Reach, Take = take }, ct);

    /// <summary>The claimed ones among <paramref name="due"/>: another instance may have been quicker for some.</summary>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync(IReadOnlyList<Delivery> due, Guid claim, CancellationToken ct)
    {
        var mine = new List<Delivery>(due.Count);
        await using var tx = await database.BeginAsync(Postman, ct);
        foreach (var delivery in due)
            if (await tx.ExecuteAsync(ClaimSql, new { Claim = claim, Until = tx.Now + Lease, delivery.MessageId, delivery.Destination, tx.Now, Beyond = tx.Now + Reach }, ct) == 1)
                mine.Add(delivery);
        await tx.CommitAsync(ct);
        return mine;
    }

    public async Task RenewAsync(IReadOnlyList<Delivery> claimed, Guid claim, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Postman, ct);
        var until = tx.Now + Lease;
        await tx.ExecuteAsync(RenewSql, claimed.Select(d => new { Until = until, d.MessageId, d.Destination, Claim = claim }).ToList(), ct);
        await tx.CommitAsync(ct);
    }

    public async Task DoneAsync(IReadOnlyList<Delivery> delivered, Guid claim, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Postman, ct);
        var rows = delivered.Select(d => new { d.MessageId, d.Destination, Claim = claim }).ToList();
        await tx.ExecuteAsync(DoneSql, rows, ct);
        await tx.ExecuteAsync(SweepSql, rows, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>Puts it back for later, or aside as an error when <paramref name="retryIn"/> is null.</summary>
    public async Task FailedAsync(Delivery delivery, Guid claim, Exception exception, Duration? retryIn, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(Postman, ct);
        await tx.ExecuteAsync(FailedSql, new
        {
            delivery.MessageId,
            delivery.Destination,
            Claim = claim,
            Status = retryIn is null ? "error" : "waiting",
            DueAt = tx.Now + (retryIn ?? Duration.Zero),
            Error = exception.ToString(),
        }, ct);
        await tx.CommitAsync(ct);
    }

    public async Task<IReadOnlyList<Failure>> ErrorsAsync(int take, CancellationToken ct) =>
        [.. (await database.QueryAsync<ErrorRow>(ErrorsSql, new { Take = take }, ct)).Select(row => new Failure
        {
            MessageId = row.MessageId,
            Destination = row.Destination,
            Attempts = row.Attempts,
            Kind = row.Kind,
            Flow = row.Flow,
            SaidAt = row.SaidAt,
            Error = row.Error,
            Mark = row.MessageId.ToString(),
            Readable = Messages.All.Any(message => message.FullName == row.Kind) && !row.Error.StartsWith("System.Text.Json.", StringComparison.Ordinal),
        })];

    /// <summary>False when it was no longer in error.</summary>
    public async Task<bool> RetryAsync(Guid messageId, string destination, CancellationToken ct, Actor? actor = null)
    {
        await using var tx = await database.BeginAsync(actor ?? Postman, ct);
        if (await tx.ExecuteAsync(RetrySql, new { tx.Now, MessageId = messageId, Destination = destination }, ct) != 1)
            return false;
        await tx.AuditAsync("message", messageId, "message retried", destination, ct);
        await tx.CommitAsync(ct);
        database.RaiseSaid();
        return true;
    }

    /// <summary>Everything in error once more. Returns how many.</summary>
    public async Task<int> RetryAllAsync(Actor actor, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(actor, ct);
        var count = await tx.ExecuteAsync(RetryAllSql, new { tx.Now }, ct);
        if (count > 0)
            await tx.AuditAsync("message", Guid.Empty, "messages retried", count.ToString(System.Globalization.CultureInfo.InvariantCulture), ct);
        await tx.CommitAsync(ct);
        database.RaiseSaid();
        return count;
    }

    /// <summary>Forgets a message for one destination: what it says will not be taken in there. False when it was no longer in error.</summary>
    public async Task<bool> DiscardAsync(Guid messageId, string destination, Actor actor, CancellationToken ct)
    {
        await using var tx = await database.BeginAsync(actor, ct);
        if (await tx.ExecuteAsync(DiscardSql, new { MessageId = messageId, Destination = destination }, ct) != 1)
            return false;
        await tx.ExecuteAsync(SweepSql, new { MessageId = messageId }, ct);
        await tx.AuditAsync("message", messageId, "message discarded", destination, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    public async Task<Queue> QueueAsync(CancellationToken ct) => (await database.QueryFirstOrDefaultAsync<Queue>(AgeSql, null, ct))!;
}
