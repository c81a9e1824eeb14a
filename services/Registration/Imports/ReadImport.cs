using System.Text.Json;
using JobDating.Contracts.Flow;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>How far an import is, what it found: for its page and its API.</summary>
public static class ReadImport
{
    public const int MostFindings = 500;

    private const string ImportSql = """
        SELECT id, file_name, is_dry_run, status, edition_code, created_at, done_at, errors, notices
        FROM edition_import
        WHERE id = @Id
        """;

    private const string FilesSql = """
        SELECT file_name, row_count, written, unchanged
        FROM import_file
        WHERE import_id = @Id
        ORDER BY position
        """;

    private const string FindingsSql = """
        SELECT file_name, line, column_name, rule_name, value, arguments, is_notice
        FROM import_finding
        WHERE import_id = @Id
        ORDER BY is_notice, file_name, line, column_name, rule_name
        LIMIT @Take
        """;

    private const string PartsSql = """
        SELECT COUNT(*) AS expected, COUNT(taken_at) AS taken
        FROM import_part
        WHERE import_id = @Id
        """;

    private const string OfEditionSql = "SELECT id FROM edition_import WHERE edition_code = @Code";

    private const string RecentSql = """
        SELECT id, file_name, is_dry_run, status, edition_code, created_at, done_at, errors, notices
        FROM edition_import
        ORDER BY created_at DESC
        LIMIT @Take
        """;

    private const string RunningSql = """
        SELECT i.id, i.file_name, i.status,
          (SELECT SUM(f.row_count) FROM import_file f WHERE f.import_id = i.id) AS row_count,
          (SELECT SUM(f.written + f.unchanged) FROM import_file f WHERE f.import_id = i.id) AS through
        FROM edition_import i
        WHERE i.status IN ('waiting', 'checking', 'writing', 'written')
        ORDER BY i.created_at DESC
        LIMIT @Take
        """;

    /// <summary>An import that is not over: rows that are through, of how many (0: not yet known).</summary>
    public sealed record Running
    {
        public Guid Id { get; init; }
        public required string FileName { get; init; }
        public required string Status { get; init; }
        public int RowCount { get; init; }
        public int Through { get; init; }
    }

    public sealed record Import
    {
        public Guid Id { get; init; }
        public required string FileName { get; init; }
        public bool IsDryRun { get; init; }
        public required string Status { get; init; }
        public string? EditionCode { get; init; }
        public Instant? CreatedAt { get; init; }
        public Instant? DoneAt { get; init; }
        public int Errors { get; init; }
        public int Notices { get; init; }

        /// <summary>Nothing more will happen by itself.</summary>
        public bool IsOver => Status is "done" or "refused" or "checked" or "failed";
    }

    public sealed record ImportFile
    {
        public required string FileName { get; init; }
        public int RowCount { get; init; }
        public int Written { get; init; }
        public int Unchanged { get; init; }
    }

    public sealed record Parts
    {
        public int Expected { get; init; }
        public int Taken { get; init; }
    }

    private sealed record FindingRow
    {
        public required string FileName { get; init; }
        public int Line { get; init; }
        public required string ColumnName { get; init; }
        public required string RuleName { get; init; }
        public required string Value { get; init; }
        public required string Arguments { get; init; }
        public bool IsNotice { get; init; }
    }

    public static Task<Import?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Import>(ImportSql, new { Id = id }, ct);

    public static Task<IReadOnlyList<ImportFile>> FilesAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<ImportFile>(FilesSql, new { Id = id }, ct);

    public static async Task<Parts> PartsAsync(Database db, Guid id, CancellationToken ct) => (await db.QueryFirstOrDefaultAsync<Parts>(PartsSql, new { Id = id }, ct))!;

    /// <summary>Every import there was of an edition, killed ones too.</summary>
    public static async Task<IReadOnlySet<Guid>> OfEditionAsync(Database db, string code, CancellationToken ct) => (await db.QueryAsync<Guid>(OfEditionSql, new { Code = code }, ct)).ToHashSet();

    public static Task<IReadOnlyList<Import>> RecentAsync(Database db, CancellationToken ct) => db.QueryAsync<Import>(RecentSql, new { Take = 20 }, ct);

    public static Task<IReadOnlyList<Running>> RunningAsync(Database db, CancellationToken ct) => db.QueryAsync<Running>(RunningSql, new { Take = 5 }, ct);

    /// <summary>Errors first, then by place; at most <paramref name="take"/>.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(Database db, Guid id, int take, CancellationToken ct) =>
        [.. (await db.QueryAsync<FindingRow>(FindingsSql, new { Id = id, Take = take }, ct)).Select(From)];

    /// <summary>All of them, streamed.</summary>
    public static async IAsyncEnumerable<Finding> AllFindingsAsync(Database db, Guid id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in db.StreamAsync<FindingRow>(FindingsSql, new { Id = id, Take = int.MaxValue }, ct))
            yield return From(row);
    }

    private static Finding From(FindingRow row) => new()
    {
        FileName = row.FileName,
        Line = row.Line,
        Column = row.ColumnName,
        Rule = row.RuleName,
        Value = row.Value,
        Arguments = JsonSerializer.Deserialize<string[]>(row.Arguments)!,
        IsNotice = row.IsNotice,
    };
}
