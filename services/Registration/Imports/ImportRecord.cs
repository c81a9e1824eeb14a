using System.Text.Json;
using JobDating.Contracts.Flow;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// What is known of one import: its status (explained in the migration), how far it is, what was found, and which messages of it
/// every service must still take in.
/// </summary>
internal static class ImportRecord
{
    private const string InsertSql = """
        INSERT INTO edition_import (id, file_name, is_dry_run, status, created_at, errors, notices, claimed_until)
        VALUES (@Id, @FileName, @IsDryRun, @Status, @Now, 0, 0, @Now)
        """;

    private const string StatusSql = """
        UPDATE edition_import
        SET status = @Status, edition_code = COALESCE(@EditionCode, edition_code), errors = @Errors, notices = @Notices, done_at = @DoneAt
        WHERE id = @Id
        """;

    private const string InsertFileSql = """
        INSERT INTO import_file (import_id, file_name, position, row_count, written, unchanged)
        SELECT @ImportId, @FileName, @Position, @RowCount, 0, 0
        WHERE NOT EXISTS (SELECT 1 FROM import_file WHERE import_id = @ImportId AND file_name = @FileName)
        """;

    private const string ResetFilesSql = "UPDATE import_file SET written = 0, unchanged = 0 WHERE import_id = @ImportId";

    private const string CountSql = """
        UPDATE import_file
        SET written = written + @Written, unchanged = unchanged + @Unchanged
        WHERE import_id = @ImportId AND file_name = @FileName
        """;

    private const string InsertFindingSql = """
        INSERT INTO import_finding (import_id, file_name, line, column_name, rule_name, value, arguments, is_notice)
        SELECT @ImportId, @FileName, @Line, @Column, @Rule, @Value, @Arguments, @IsNotice
        WHERE NOT EXISTS (
          SELECT 1 FROM import_finding
          WHERE import_id = @ImportId AND file_name = @FileName AND line = @Line AND column_name = @Column AND rule_name = @Rule)
        """;

    private const string ExpectSql = """
        INSERT INTO import_part (import_id, message_id, service)
        SELECT @ImportId, @MessageId, @Service
        WHERE NOT EXISTS (SELECT 1 FROM import_part WHERE import_id = @ImportId AND message_id = @MessageId AND service = @Service)
        """;

    private const string TakenSql = """
        UPDATE import_part
        SET taken_at = @Now
        WHERE import_id = @ImportId AND message_id = @MessageId AND service = @Service AND taken_at IS NULL
        """;

    private const string NoticesSql = "UPDATE edition_import SET notices = notices + @Count WHERE id = @ImportId";

    /// <summary>
    /// Also what an earlier, killed import of the edition said counts: it is in the outbox, and the one that resumes it finds nothing left to say.
    /// </summary>
    private const string DoneSql = """
        UPDATE edition_import
        SET status = 'done', done_at = @Now
        WHERE status = 'written' AND edition_code = (SELECT edition_code FROM edition_import WHERE id = @ImportId)
          AND NOT EXISTS (
            SELECT 1 FROM import_part p
            JOIN edition_import i ON i.id = p.import_id
            WHERE p.taken_at IS NULL AND i.edition_code = (SELECT edition_code FROM edition_import WHERE id = @ImportId))
        """;

    /// <summary>One from a terminal has no claim: nobody but a new run of it goes on where it was killed.</summary>
    private const string SupersedeSql = """
        UPDATE edition_import
        SET status = 'failed', done_at = @Now
        WHERE id <> @ImportId AND status = 'writing' AND claimed_by IS NULL
          AND edition_code = (SELECT edition_code FROM edition_import WHERE id = @ImportId)
        """;

    public static Task CreateAsync(Transaction tx, Guid id, string fileName, bool isDryRun, string status, CancellationToken ct) =>
        tx.ExecuteAsync(InsertSql, new { Id = id, FileName = fileName.Length > 500 ? fileName[..500] : fileName, IsDryRun = isDryRun, Status = status, tx.Now }, ct);

    /// <summary>The check is over: its counts, its files, and what comes next.</summary>
    public static async Task CheckedAsync(Transaction tx, Guid id, CheckedArchive check, string status, CancellationToken ct)
    {
        await tx.ExecuteAsync(StatusSql, new { Id = id, Status = status, check.EditionCode, check.Errors, check.Notices, DoneAt = status == "writing" ? (Instant?)null : tx.Now }, ct);
        await tx.ExecuteAsync(InsertFileSql, ArchiveFormat.Files.Select((file, position) => (file, position)).Where(entry => check.Rows.ContainsKey(entry.file.Name))
            .Select(entry => new { ImportId = id, FileName = entry.file.Name, Position = entry.position, RowCount = check.Rows[entry.file.Name] }).ToList(), ct);
        await tx.ExecuteAsync(ResetFilesSql, new { ImportId = id }, ct);
    }

    public static async Task FindAsync(Transaction tx, Guid id, IEnumerable<Finding> findings, CancellationToken ct) =>
        await tx.ExecuteAsync(InsertFindingSql, findings.Select(finding => new
        {
            ImportId = id,
            finding.FileName,
            finding.Line,
            finding.Column,
            finding.Rule,
            finding.Value,
            Arguments = JsonSerializer.Serialize(finding.Arguments),
            finding.IsNotice,
        }).ToList(), ct);

    /// <summary>In the transaction that wrote rows: what it wrote and the messages it said.</summary>
    public static async Task NoteAsync(Transaction tx, Guid id, string fileName, Saved saved, CancellationToken ct)
    {
        await tx.ExecuteAsync(CountSql, new { ImportId = id, FileName = fileName, saved.Written, saved.Unchanged }, ct);
        await ExpectAsync(tx, id, tx.Said, ct);
    }

    /// <summary>Everything of Registration's is written and everything of the others' is said.</summary>
    public static async Task WrittenAsync(Transaction tx, Guid id, CheckedArchive check, CancellationToken ct)
    {
        await tx.ExecuteAsync(StatusSql, new { Id = id, Status = "written", check.EditionCode, check.Errors, check.Notices, DoneAt = (Instant?)null }, ct);
        await tx.ExecuteAsync(SupersedeSql, new { ImportId = id, tx.Now }, ct);
        await tx.ExecuteAsync(DoneSql, new { ImportId = id, tx.Now }, ct);
    }

    public static Task FailedAsync(Transaction tx, Guid id, CancellationToken ct) =>
        tx.ExecuteAsync(StatusSql, new { Id = id, Status = "failed", EditionCode = (string?)null, Errors = 1, Notices = 0, DoneAt = tx.Now }, ct);

    /// <summary>
    /// One service has one message. Its receipt may come before the message is expected, twice, or from an import that was written again:
    /// only the first counts.
    /// </summary>
    public static async Task TakenAsync(Transaction tx, PartTaken taken, CancellationToken ct)
    {
        var part = new { ImportId = taken.Flow, taken.MessageId, taken.Service, tx.Now };
        await ExpectAsync(tx, taken.Flow, [new Part { MessageId = taken.MessageId, Service = taken.Service }], ct);
        if (await tx.ExecuteAsync(TakenSql, part, ct) == 0)
            return;
        await ExpectAsync(tx, taken.Flow, taken.Said, ct);
        if (taken.FileName is not null)
            await tx.ExecuteAsync(CountSql, new { ImportId = taken.Flow, taken.FileName, taken.Written, taken.Unchanged }, ct);
        if (taken.Findings.Count > 0)
        {
            await FindAsync(tx, taken.Flow, taken.Findings, ct);
            await tx.ExecuteAsync(NoticesSql, new { ImportId = taken.Flow, taken.Findings.Count }, ct);
        }
        await tx.ExecuteAsync(DoneSql, part, ct);
    }

    private static async Task ExpectAsync(Transaction tx, Guid id, IEnumerable<Part> parts, CancellationToken ct) =>
        await tx.ExecuteAsync(ExpectSql, parts.Select(part => new { ImportId = id, part.MessageId, part.Service }).ToList(), ct);
}
