using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Tables;

namespace JobDating.Scheduling.Interviews;

/// <summary>Takes an import's interviews in. A table that the attendance does not have is made, closed: the interview took place.</summary>
internal static class OnInterviewsHandedOver
{
    private const string FlowsSql = """
        SELECT code, flow
        FROM interview
        WHERE edition_id = @EditionId AND code IN @Codes AND flow IS NOT NULL
        """;

    private sealed record Here
    {
        public required string Code { get; init; }
        public Guid Flow { get; init; }
    }

    public static async Task ConsumeAsync(InterviewsHandedOver message, Transaction tx, CancellationToken ct)
    {
        var columns = message.Columns.ToHashSet();
        // Rows have no version, but imports have an order: one that is delivered again after a later import of the same interview changes nothing.
        var later = (await tx.QueryAsync<Here>(FlowsSql, new { message.EditionId, Codes = message.Rows.Select(row => row.Code) }, ct))
            .Where(here => here.Flow.CompareTo(message.ImportId) > 0).Select(here => here.Code).ToHashSet();
        var rows = message.Rows.Where(row => !later.Contains(row.Code)).ToList();
        var tables = await OpenTables.ApplyAsync(tx, message.EditionId, rows.Select(Table), isOpen: false, ct);
        var saved = await RecordInterviews.ApplyAsync(tx, message.EditionId, rows.ToDictionary(
            row => row.Code,
            row => (Func<RecordInterviews.Row?, RecordInterviews.Row>)(old => Change(old, row, message.EditionId, tables[Table(row)], columns))), ct);
        tx.FileName = message.FileName;
        tx.Written += saved.Written;
        tx.Unchanged += saved.Unchanged + later.Count;
        tx.Findings.AddRange(await Overlaps.FindAsync(tx, message, ct));
    }

    private static OpenTables.Key Table(InterviewsHandedOver.Row row) => new(row.SiteId, row.Siret, row.Table);

    private static RecordInterviews.Row Change(RecordInterviews.Row? old, InterviewsHandedOver.Row row, Guid editionId, Guid tableId, HashSet<string> columns)
    {
        old ??= new RecordInterviews.Row { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Code, Siret = row.Siret, Status = row.Status };
        return old with
        {
            SiteId = row.SiteId,
            TableId = tableId,
            Siret = row.Siret,
            TableNumber = row.Table,
            CandidateId = row.CandidateId,
            StartsAt = row.StartsAt,
            Minutes = row.Minutes,
            Status = row.Status,
            // Only a held interview has a result: one that is no longer held loses it.
            Result = columns.Contains("result") ? row.Result : row.Status == "held" ? old.Result : null,
            SecondInterviewOn = columns.Contains("second_interview_on") ? row.SecondInterviewOn : old.SecondInterviewOn,
        };
    }
}
