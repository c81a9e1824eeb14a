using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>One newsletter; its status words are explained where the table is made.</summary>
public sealed record Newsletter : IFact
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Code => Id.ToString("N");
    public required string Language { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public string Status { get; init; } = "draft";
    public Instant CreatedAt { get; init; }
    public Instant? GoingAt { get; init; }
    public int? Recipients { get; init; }

    public string Path => $"{ShowNewsletters.Path}/{Id}";
}

/// <summary>The one writer of newsletters, with the words they are found under.</summary>
public static class SaveNewsletter
{
    private const string FindSql = "SELECT id, version, language, subject, body, status, created_at, going_at, recipients FROM newsletter WHERE id = @Id";

    private const string InsertSql = """
        INSERT INTO newsletter (id, version, code, language, subject, body, status, created_at, going_at, recipients)
        VALUES (@Id, @Version, @Code, @Language, @Subject, @Body, @Status, @CreatedAt, @GoingAt, @Recipients)
        """;

    private const string UpdateSql = """
        UPDATE newsletter
        SET version = @Version, language = @Language, subject = @Subject, body = @Body, status = @Status, going_at = @GoingAt, recipients = @Recipients
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string DeleteSql = "DELETE FROM newsletter WHERE id = @Id AND version = @Version AND status = 'draft'";
    private const string InsertWordSql = "INSERT INTO newsletter_word (word, newsletter_id) VALUES (@Word, @Id)";
    private const string DeleteWordsSql = "DELETE FROM newsletter_word WHERE newsletter_id = @Id";

    private const string Subject = "newsletter";

    public static Task<Newsletter?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<Newsletter>(FindSql, new { Id = id }, ct);

    public static Task<Newsletter?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Newsletter>(FindSql, new { Id = id }, ct);

    /// <param name="old">As it was read; null for a new one.</param>
    /// <exception cref="ChangedMeanwhileException">Somebody else was quicker.</exception>
    public static async Task ApplyAsync(Transaction tx, Newsletter? old, Newsletter newsletter, string act, CancellationToken ct)
    {
        if ((await tx.SaveAsync(InsertSql, UpdateSql, [(old, newsletter)], ct)).Count == 0)
            return;
        await tx.ExecuteAsync(DeleteWordsSql, new { newsletter.Id }, ct);
        await tx.ExecuteAsync(InsertWordSql, FoldedWords.Of(newsletter.Subject).Select(word => new { Word = word, newsletter.Id }).ToList(), ct);
        await tx.AuditAsync(Subject, newsletter.Id, act, null, ct);
    }

    /// <summary>False: it is no draft any more, or somebody changed it meanwhile.</summary>
    public static async Task<bool> DeleteAsync(Transaction tx, Guid id, int version, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(DeleteSql, new { Id = id, Version = version }, ct) == 0)
            return false;
        await tx.ExecuteAsync(DeleteWordsSql, new { Id = id }, ct);
        await tx.AuditAsync(Subject, id, "newsletter deleted", null, ct);
        return true;
    }
}
