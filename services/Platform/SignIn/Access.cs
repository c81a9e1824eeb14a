using JobDating.Contracts.Registration;

namespace JobDating.Platform.SignIn;

/// <summary>Which sessions are over: each service looks into its own database, so a right that is taken back is gone at once everywhere.</summary>
public static class Access
{
    private const string ChangedSql = """
        SELECT subject_id, revision
        FROM access_revision
        WHERE subject_id IN @Ids
        """;

    private const string RaiseSql = """
        UPDATE access_revision
        SET revision = @Revision
        WHERE subject_id = @SubjectId AND revision < @Revision
        """;

    private const string InsertSql = """
        INSERT INTO access_revision (subject_id, revision)
        SELECT @SubjectId, @Revision
        WHERE NOT EXISTS (SELECT 1 FROM access_revision WHERE subject_id = @SubjectId)
        """;

    /// <summary>What changed so far, as messages.</summary>
    public const string AgainSql = """
        SELECT subject_id, revision
        FROM access_revision
        WHERE subject_id > @After
        ORDER BY subject_id
        LIMIT @Take
        """;

    private sealed record Row
    {
        public Guid SubjectId { get; init; }
        public int Revision { get; init; }
    }

    /// <summary>Whether nothing that the session stands on has changed since it was made.</summary>
    public static async Task<bool> IsCurrentAsync(Database db, Ticket ticket, CancellationToken ct)
    {
        if (ticket.Revisions.Count == 0)
            return true;
        var changed = await db.QueryAsync<Row>(ChangedSql, new { Ids = ticket.Revisions.Keys.ToList() }, ct);
        return changed.All(row => row.Revision <= ticket.Revisions[row.SubjectId]);
    }

    /// <summary>Ends every session made with an earlier revision, here and, by message, in the other services.</summary>
    public static async Task ChangeAsync(Transaction tx, Guid subject, int revision, CancellationToken ct)
    {
        var changed = new AccessChanged { SubjectId = subject, Revision = revision };
        await ConsumeAsync(changed, tx, ct);
        await tx.PublishAsync(changed, ct);
    }

    /// <summary>The other services' side. Only a newer revision is written, so twice and late are harmless.</summary>
    public static async Task ConsumeAsync(AccessChanged changed, Transaction tx, CancellationToken ct)
    {
        var row = new { changed.SubjectId, changed.Revision };
        if (await tx.ExecuteAsync(InsertSql, row, ct) == 0)
            await tx.ExecuteAsync(RaiseSql, row, ct);
    }
}
