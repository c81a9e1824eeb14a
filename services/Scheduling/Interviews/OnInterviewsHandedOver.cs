using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Tables;

namespace JobDating.Scheduling.Interviews;

/// <summary>Takes an import's interviews in. A table that the attendance does not have is made, closed: the interview took place.</summary>
internal static class OnInterviewsHandedOver
{
    public static async Task ConsumeAsync(InterviewsHandedOver message, Transaction tx, CancellationToken ct)
    {
        var columns = message.Columns.ToHashSet();
        var tables = await OpenTables.ApplyAsync(tx, message.EditionId, message.Rows.Select(Table), isOpen: false, ct);
        var saved = await RecordInterviews.ApplyAsync(tx, message.EditionId, message.Rows.ToDictionary(
            row => row.Code,
            row => (Func<RecordInterviews.Row?, RecordInterviews.Row>)(old => Change(old, row, message.EditionId, tables[Table(row)], columns))), ct);
        tx.FileName = message.FileName;
        tx.Written += saved.Written;
        tx.Unchanged += saved.Unchanged;
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
