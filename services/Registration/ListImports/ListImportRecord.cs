using System.Text.Json;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>What is known of one list's import: its status (explained in the migration), its columns, how far it is, what was found.</summary>
public static class ListImportRecord
{
    public const int MostRecent = 10;

    private const string Columns = """
        SELECT id, edition_id, kind, file_name, status, refusal, header, columns, site_id, only_good, actor, created_at, done_at,
          row_count, done_count, good_count, known_count, error_count, notice_count, written, unchanged, through
        FROM list_import
        """;

    private const string FindSql = Columns + "\nWHERE id = @Id";

    private const string RecentSql = Columns + "\nWHERE edition_id = @EditionId\nORDER BY created_at DESC\nLIMIT @Take";

    private const string InsertSql = """
        INSERT INTO list_import (id, edition_id, kind, file_name, status, refusal, header, columns, site_id, only_good, actor, created_at, done_at,
          row_count, done_count, good_count, known_count, error_count, notice_count, written, unchanged, through, claimed_until)
        VALUES (@Id, @EditionId, @Kind, @FileName, @Status, @Refusal, @Header, NULL, NULL, 0, @Actor, @Now, @DoneAt, 0, 0, 0, 0, 0, 0, 0, 0, 0, @Now)
        """;

    /// <summary>Also from a dry run back: whatever it found is found again.</summary>
    private const string MatchSql = """
        UPDATE list_import
        SET columns = @Columns, site_id = @SiteId, status = 'waiting', done_count = 0, claimed_until = @Now
        WHERE id = @Id AND status IN ('matching', 'checked')
        """;

    private const string AgainSql = "UPDATE list_import SET status = 'matching' WHERE id = @Id AND status = 'checked'";

    private const string RunSql = """
        UPDATE list_import
        SET only_good = @OnlyGood, status = 'ready', done_count = 0, claimed_until = @Now
        WHERE id = @Id AND status = 'checked' AND (error_count = 0 OR @OnlyGood = 1)
        """;

    private const string CheckedSql = """
        UPDATE list_import
        SET status = @Status, row_count = @RowCount, done_count = 0, good_count = @Good, known_count = @Known, error_count = @Errors, notice_count = @Notices,
          claimed_by = CASE @Status WHEN 'checked' THEN NULL ELSE claimed_by END
        WHERE id = @Id AND claimed_by = @Claim
        """;

    private const string ProgressSql = "UPDATE list_import SET done_count = @Done, claimed_until = @Until WHERE id = @Id AND claimed_by = @Claim";

    private const string WroteSql = """
        UPDATE list_import
        SET done_count = @Done, written = written + @Written, unchanged = unchanged + @Unchanged, through = @Through, claimed_until = @Until
        WHERE id = @Id AND claimed_by = @Claim
        """;

    private const string EndSql = """
        UPDATE list_import
        SET status = @Status, refusal = @Refusal, done_at = @Now, claimed_by = NULL
        WHERE id = @Id AND claimed_by = @Claim
        """;

    private const string DeleteFindingsSql = "DELETE FROM list_import_finding WHERE import_id = @Id";

    private const string InsertFindingSql = """
        INSERT INTO list_import_finding (import_id, line, field, rule_name, value, argument, is_notice)
        SELECT @ImportId, @Line, @Field, @RuleName, @Value, @Argument, @IsNotice
        WHERE NOT EXISTS (SELECT 1 FROM list_import_finding WHERE import_id = @ImportId AND line = @Line AND field = @Field AND rule_name = @RuleName)
        """;

    private const string FindingsSql = """
        SELECT line, field, rule_name, value, argument, is_notice
        FROM list_import_finding
        WHERE import_id = @Id
        ORDER BY is_notice, line, field, rule_name
        LIMIT @Take
        """;

    public sealed record Import
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public required string Kind { get; init; }
        public required string FileName { get; init; }
        public required string Status { get; init; }
        public string? Refusal { get; init; }
        public string? Header { get; init; }
        public string? Columns { get; init; }
        public Guid? SiteId { get; init; }
        public bool OnlyGood { get; init; }
        public required string Actor { get; init; }
        public Instant CreatedAt { get; init; }
        public Instant? DoneAt { get; init; }
        public int RowCount { get; init; }

        /// <summary>Rows that the check or the run is through.</summary>
        public int DoneCount { get; init; }

        /// <summary>Rows that will be new; known: rows of what is there already; errors: rows that cannot be imported.</summary>
        public int GoodCount { get; init; }
        public int KnownCount { get; init; }
        public int ErrorCount { get; init; }
        public int NoticeCount { get; init; }
        public int Written { get; init; }
        public int Unchanged { get; init; }
        public int Through { get; init; }

        public bool IsRunning => Status is "waiting" or "checking" or "ready" or "writing";

        public ListKind ListKind => ListKind.Find(Kind)!;

        public IReadOnlyList<string> HeaderNames => Header is null ? [] : JsonSerializer.Deserialize<string[]>(Header)!;

        /// <summary>
        /// A list of candidates, and what was found in it, names people: a coordinator of some sites sees those for these sites and the own ones.
        /// </summary>
        public bool IsFor(Caller caller) => Kind != ListKind.Candidates.Name || caller.MayEverySite || (SiteId is { } site ? caller.MaySite(site) : Actor == caller.Actor.ToString());

        /// <summary>The column of each field; empty until they are matched.</summary>
        public IReadOnlyDictionary<string, int> Matched => Columns is null ? new Dictionary<string, int>() : JsonSerializer.Deserialize<Dictionary<string, int>>(Columns)!;
    }

    public static Task<Import?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Import>(FindSql, new { Id = id }, ct);

    /// <summary>Enough to find <see cref="MostRecent"/> among them that a coordinator of some sites may see.</summary>
    public static Task<IReadOnlyList<Import>> RecentAsync(Database db, Guid editionId, CancellationToken ct) => db.QueryAsync<Import>(RecentSql, new { EditionId = editionId, Take = 10 * MostRecent }, ct);

    /// <summary>Errors first, then by line.</summary>
    public static Task<IReadOnlyList<ListFinding>> FindingsAsync(Database db, Guid id, int take, CancellationToken ct) => db.QueryAsync<ListFinding>(FindingsSql, new { Id = id, Take = take }, ct);

    public static IAsyncEnumerable<ListFinding> AllFindingsAsync(Database db, Guid id, CancellationToken ct) => db.StreamAsync<ListFinding>(FindingsSql, new { Id = id, Take = int.MaxValue }, ct);

    /// <param name="refusal">Why the file cannot be read; null: its columns are to be matched.</param>
    public static Task CreateAsync(Transaction tx, Guid id, Guid editionId, ListKind kind, string fileName, IReadOnlyList<string> header, string? refusal, CancellationToken ct) => tx.ExecuteAsync(InsertSql, new
    {
        Id = id,
        EditionId = editionId,
        Kind = kind.Name,
        FileName = fileName.Length > 200 ? fileName[..200] : fileName,
        Status = refusal is null ? "matching" : "refused",
        Refusal = refusal,
        Header = JsonSerializer.Serialize(header.Select(name => name.Length > 100 ? name[..100] : name)),
        Actor = tx.Actor.ToString(),
        tx.Now,
        DoneAt = refusal is null ? (Instant?)null : tx.Now,
    }, ct);

    /// <summary>False: it is no longer at that step.</summary>
    public static async Task<bool> MatchAsync(Transaction tx, Guid id, IReadOnlyDictionary<string, int> columns, Guid? siteId, CancellationToken ct) =>
        await tx.ExecuteAsync(MatchSql, new { Id = id, Columns = JsonSerializer.Serialize(columns), SiteId = siteId, tx.Now }, ct) == 1;

    public static Task MatchAgainAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(AgainSql, new { Id = id }, ct);

    /// <summary>False: it is no longer at that step, or has errors and nobody said that its good rows are enough.</summary>
    public static async Task<bool> RunAsync(Transaction tx, Guid id, bool onlyGood, CancellationToken ct) =>
        await tx.ExecuteAsync(RunSql, new { Id = id, OnlyGood = onlyGood, tx.Now }, ct) == 1;

    public static Task ForgetFindingsAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(DeleteFindingsSql, new { Id = id }, ct);

    public static Task NoteFindingsAsync(Transaction tx, Guid id, IReadOnlyList<ListFinding> findings, CancellationToken ct) => tx.ExecuteAsync(InsertFindingSql, findings.Select(finding => new
    {
        ImportId = id,
        finding.Line,
        finding.Field,
        finding.RuleName,
        finding.Value,
        finding.Argument,
        finding.IsNotice,
    }).ToList(), ct);

    /// <param name="goesOn">It was the look before the run, which goes on under the same claim.</param>
    /// <exception cref="ChangedMeanwhileException">The claim is somebody else's now.</exception>
    public static async Task CheckedAsync(Transaction tx, Guid id, Guid claim, ListCount count, bool goesOn, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(CheckedSql, new { Id = id, Claim = claim, Status = goesOn ? "writing" : "checked", RowCount = count.Rows, count.Good, count.Known, count.Errors, count.Notices }, ct) == 0)
            throw new ChangedMeanwhileException();
    }

    /// <exception cref="ChangedMeanwhileException">The claim is somebody else's now.</exception>
    public static async Task ProgressAsync(Transaction tx, Guid id, Guid claim, int done, Instant until, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(ProgressSql, new { Id = id, Claim = claim, Done = done, Until = until }, ct) == 0)
            throw new ChangedMeanwhileException();
    }

    /// <summary>In the transaction that wrote the rows, so a killed run goes on after them and none is written twice.</summary>
    /// <exception cref="ChangedMeanwhileException">The claim is somebody else's now.</exception>
    public static async Task WroteAsync(Transaction tx, Guid id, Guid claim, int done, int through, Saved saved, Instant until, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(WroteSql, new { Id = id, Claim = claim, Done = done, Through = through, saved.Written, saved.Unchanged, Until = until }, ct) == 0)
            throw new ChangedMeanwhileException();
    }

    public static Task EndAsync(Transaction tx, Guid id, Guid claim, string status, string? refusal, CancellationToken ct) =>
        tx.ExecuteAsync(EndSql, new { Id = id, Claim = claim, Status = status, Refusal = refusal, tx.Now }, ct);
}

/// <summary>Rows of a list by what became, or will become, of them.</summary>
public readonly record struct ListCount(int Rows, int Good, int Known, int Errors, int Notices);
