using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>The runs of the anonymisation and whom each takes. Who is due: the day is over, and whoever has an address was told at least 30 days ago.</summary>
public static class RetentionRuns
{
    /// <summary>What is true of whoever may be anonymised now; r is the retention row, c the candidate. Its parameters are those of <see cref="Rule"/>.</summary>
    public const string Due = """
        r.due_on < @Today AND c.erased_at IS NULL AND (c.email IS NULL OR r.told_at <= @ToldBefore)
        """;

    private const string Columns = "id, status, asked_at, asked_by, looked_at, people, confirmed_at, confirmed_by, done_at";

    private const string FindSql = $"SELECT {Columns} FROM retention_run WHERE id = @Id";

    private const string RecentSql = $"""
        SELECT {Columns}
        FROM retention_run
        WHERE status <> 'replaced'
        ORDER BY asked_at DESC
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO retention_run (id, status, asked_at, asked_by, people, turns)
        SELECT @Id, 'asked', @Now, @By, 0, 0
        WHERE NOT EXISTS (SELECT 1 FROM retention_run WHERE id = @Id)
        """;

    private const string DryNowSql = "UPDATE retention_run SET status = 'dry', looked_at = @Now, turns = turns + 1 WHERE id = @Id AND status = 'asked'";

    private const string ReplacedPeopleSql = "DELETE FROM retention_run_person WHERE run_id IN (SELECT id FROM retention_run WHERE status = 'dry' AND id <> @Id)";

    private const string ReplacedSql = "UPDATE retention_run SET status = 'replaced' WHERE status = 'dry' AND id <> @Id";

    private const string TakeSql = $"""
        INSERT INTO retention_run_person (run_id, candidate_id, edition_id, outcome)
        SELECT @Id, r.candidate_id, r.edition_id, 'waiting'
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE {Due}
        """;

    private const string CountSql = "UPDATE retention_run SET people = (SELECT COUNT(*) FROM retention_run_person p WHERE p.run_id = @Id) WHERE id = @Id";

    private const string ConfirmSql = """
        UPDATE retention_run
        SET status = 'running', confirmed_at = @Now, confirmed_by = @By, turns = turns + 1
        WHERE id = @Id AND status = 'dry' AND people = @People
        """;

    private const string TakenSql = "SELECT candidate_id FROM retention_run_person WHERE run_id = @Id";

    private const string NewSql = $"""
        SELECT COUNT(*)
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE {Due} AND NOT EXISTS (SELECT 1 FROM retention_run_person p WHERE p.run_id = @Id AND p.candidate_id = r.candidate_id)
        """;

    private const string GoneSql = $"""
        SELECT COUNT(*)
        FROM retention_run_person p
        WHERE p.run_id = @Id AND NOT EXISTS (
          SELECT 1
          FROM retention r
          JOIN candidate c ON c.id = r.candidate_id
          WHERE r.candidate_id = p.candidate_id AND {Due})
        """;

    private const string EditionsSql = """
        SELECT e.code, e.name, p.outcome, COUNT(*) AS people
        FROM retention_run_person p
        JOIN edition e ON e.id = p.edition_id
        WHERE p.run_id = @Id
        GROUP BY e.code, e.name, p.outcome
        ORDER BY e.code
        """;

    private const string WaitingSql = "SELECT id FROM retention_run WHERE status IN ('asked', 'running') ORDER BY asked_at";

    public sealed record Run
    {
        public Guid Id { get; init; }
        public required string Status { get; init; }
        public Instant AskedAt { get; init; }
        public required string AskedBy { get; init; }
        public Instant? LookedAt { get; init; }
        public int People { get; init; }
        public Instant? ConfirmedAt { get; init; }
        public string? ConfirmedBy { get; init; }
        public Instant? DoneAt { get; init; }

        public string Address => $"{ShowRetention.Page}/runs/{Id}";
    }

    /// <summary>How many of an edition, by what became of them.</summary>
    public sealed record EditionCount
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Outcome { get; init; }
        public int People { get; init; }
    }

    /// <summary>The parameters of <see cref="Due"/>, with those of the whole statement.</summary>
    public static object Rule(Instant now, Guid id) =>
        new { Id = id, Now = now, Today = RetentionRule.Over(now).PlusDays(1), ToldBefore = RetentionRule.ToldBefore(now) };

    public static Task<Run?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Run>(FindSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Run>> RecentAsync(Database db, CancellationToken ct) => db.QueryAsync<Run>(RecentSql, new { Take = 10 }, ct);

    public static Task<IReadOnlyList<EditionCount>> EditionsAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<EditionCount>(EditionsSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<Guid>> WaitingAsync(Database db, CancellationToken ct) => db.QueryAsync<Guid>(WaitingSql, null, ct);

    /// <summary>A dry run is asked for; the same form sent twice asks once.</summary>
    public static async Task AskAsync(Transaction tx, Guid id, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(InsertSql, new { Id = id, tx.Now, By = tx.Actor.ToString() }, ct) > 0)
            await tx.AuditAsync("retention run", id, "dry run asked", null, ct);
    }

    /// <summary>Takes up whom a run that was asked for would take now, in place of what an earlier dry run showed. False: somebody else has done it.</summary>
    public static async Task<bool> LookAsync(Transaction tx, Guid id, CancellationToken ct)
    {
        var rule = Rule(tx.Now, id);
        if (await tx.ExecuteAsync(DryNowSql, rule, ct) == 0)
            return false;
        foreach (var sql in (string[])[ReplacedPeopleSql, ReplacedSql, TakeSql, CountSql])
            await tx.ExecuteAsync(sql, rule, ct);
        return true;
    }

    /// <summary>Confirms a dry run with its number. False: it is no dry run any more, or not of so many.</summary>
    public static async Task<bool> ConfirmAsync(Transaction tx, Guid id, int people, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(ConfirmSql, new { Id = id, People = people, tx.Now, By = tx.Actor.ToString() }, ct) == 0)
            return false;
        await tx.AuditAsync("retention run", id, "retention run confirmed", $"{people}", ct);
        return true;
    }

    public static Task<IReadOnlyList<Guid>> TakenAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryAsync<Guid>(TakenSql, new { Id = id }, ct);

    /// <summary>Whether it would take exactly the same people now.</summary>
    public static async Task<bool> IsSameAsync(Transaction tx, Guid id, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<int>(NewSql, Rule(tx.Now, id), ct) == 0 && await tx.QueryFirstOrDefaultAsync<int>(GoneSql, Rule(tx.Now, id), ct) == 0;
}
