using NodaTime;

namespace JobDating.Platform;

/// <summary>What waits in one service's database, by two queries that only read.</summary>
internal static class LookAtDatabase
{
    private const string PostSql = """
        SELECT d.destination, d.status, COUNT(*) AS messages, MIN(m.said_at) AS oldest
        FROM outbox_delivery d
        JOIN outbox_message m ON m.id = d.message_id
        GROUP BY d.destination, d.status
        """;

    private const string MailsSql = """
        SELECT COUNT(*) AS waiting, MIN(CASE WHEN urgency < @Mass AND due_at <= @Now THEN due_at END) AS late_since
        FROM mail
        WHERE status = 'waiting'
        """;

    private const string TroubleSql = "SELECT MIN(error) FROM mail WHERE status = 'waiting' AND due_at <= @Now";

    public sealed record Post
    {
        public required string Destination { get; init; }
        public required string Status { get; init; }
        public int Messages { get; init; }
        public Instant Oldest { get; init; }
    }

    public sealed record Mails
    {
        public int Waiting { get; init; }
        public Instant? LateSince { get; init; }
    }

    /// <summary>Either what was seen, or the engine's words for why nothing could be.</summary>
    public sealed record Seen(IReadOnlyList<Post> Post, Mails Mails, string? MailTrouble, string? Trouble);

    public static async Task<Seen> RunAsync(Database database, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            var post = await database.QueryAsync<Post>(PostSql, null, limit.Token);
            var mails = (await database.QueryFirstOrDefaultAsync<Mails>(MailsSql, new { database.Now, Mass = (int)Urgency.OneOfMany }, limit.Token))!;
            var trouble = mails.LateSince is null ? null : await database.QueryFirstOrDefaultAsync<string?>(TroubleSql, new { database.Now }, limit.Token);
            return new Seen(post, mails, trouble, null);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            return new Seen([], new Mails(), null, exception is OperationCanceledException ? OperationsTexts.Words["Database.Slow", patience.TotalSeconds] : exception.Message);
        }
    }
}
