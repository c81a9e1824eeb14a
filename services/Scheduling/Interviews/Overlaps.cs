using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.Interviews;

/// <summary>
/// Imported interviews that take the time of one that was here before: two at once for a table or a candidate. Notices only; those within
/// the archive itself were found when it was checked.
/// </summary>
internal static class Overlaps
{
    private const string FindSql = """
        SELECT i.code, MIN(o.code) AS other, CASE WHEN o.table_id = i.table_id THEN 1 ELSE 0 END AS is_table
        FROM interview i
        JOIN interview o ON (o.table_id = i.table_id OR o.candidate_id = i.candidate_id)
          AND o.starts_at < i.ends_at AND i.starts_at < o.ends_at AND o.id <> i.id
        WHERE i.edition_id = @EditionId AND i.code IN @Codes AND i.flow = @Flow AND i.status <> 'cancelled'
          AND o.status <> 'cancelled' AND (o.flow IS NULL OR o.flow <> @Flow)
        GROUP BY i.code, CASE WHEN o.table_id = i.table_id THEN 1 ELSE 0 END
        """;

    private sealed record Row
    {
        public required string Code { get; init; }
        public required string Other { get; init; }
        public bool IsTable { get; init; }
    }

    public static async Task<IEnumerable<Finding>> FindAsync(Transaction tx, InterviewsHandedOver message, CancellationToken ct)
    {
        var lines = message.Rows.ToDictionary(row => row.Code, row => row.Line);
        var rows = await tx.QueryAsync<Row>(FindSql, new { message.EditionId, Codes = lines.Keys, tx.Flow }, ct);
        return rows.Select(row => new Finding
        {
            FileName = message.FileName,
            Line = lines[row.Code],
            Column = row.IsTable ? "table" : "candidate_code",
            Value = row.Code,
            Rule = row.IsTable ? "TableOverlapStored" : "CandidateOverlapStored",
            Arguments = [row.Other],
            IsNotice = true,
        });
    }
}
