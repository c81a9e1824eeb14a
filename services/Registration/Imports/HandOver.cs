using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>Rows that other services own: their codes become ids here, where they are known, and the rows go in a message.</summary>
internal static class HandOver
{
    public static async Task InterviewsAsync(Transaction tx, Guid importId, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var sites = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Sites, rows.Select(row => row.Text("site_code")), ct);
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, rows.Select(row => row.Text("candidate_code")), ct);
        await tx.PublishAsync(new InterviewsHandedOver
        {
            ImportId = importId,
            EditionId = editionId,
            FileName = ArchiveFormat.Interviews.Name,
            FirstLine = rows[0].Line,
            Columns = Columns(rows[0]),
            Rows = [.. rows.Select(row => new InterviewsHandedOver.Row
            {
                Line = row.Line,
                Code = row.Text("code")!,
                SiteId = sites[row.Text("site_code")!],
                Siret = row.Text("siret")!,
                Table = row.Number("table")!.Value,
                CandidateId = candidates[row.Text("candidate_code")!],
                StartsAt = row.Instant("starts_at")!.Value,
                Minutes = row.Number("minutes")!.Value,
                Status = row.Text("status")!,
                Result = row.Text("result"),
                SecondInterviewOn = row.Date("second_interview_on"),
            })],
        }, ct);
    }

    public static async Task AnswersAsync(Transaction tx, Guid importId, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, rows.Select(row => row.Text("candidate_code")), ct);
        await tx.PublishAsync(new FollowUpAnswersHandedOver
        {
            ImportId = importId,
            EditionId = editionId,
            FileName = ArchiveFormat.FollowUps.Name,
            FirstLine = rows[0].Line,
            Columns = Columns(rows[0]),
            Rows = [.. rows.Select(row => new FollowUpAnswersHandedOver.Row
            {
                Line = row.Line,
                CandidateId = candidates[row.Text("candidate_code")!],
                AnsweredAt = row.Instant("answered_at")!.Value,
                Source = row.Text("source")!,
                Siret = row.Text("siret") ?? "",
                Situation = row.Text("situation")!,
                ContractType = row.Text("contract_type"),
                StartedOn = row.Date("started_on"),
                EndedOn = row.Date("ended_on"),
            })],
        }, ct);
    }

    private static IReadOnlyList<string> Columns(ArchiveRow row) =>
        [.. row.File.Columns.Where(column => !column.IsKey && !column.IsRequired && row.Has(column.Name)).Select(column => column.Name)];
}
