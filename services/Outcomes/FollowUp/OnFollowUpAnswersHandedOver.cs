using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Outcomes.FollowUp;

/// <summary>Takes an import's answers in, through the same slice as any other answer.</summary>
internal static class OnFollowUpAnswersHandedOver
{
    public static async Task ConsumeAsync(FollowUpAnswersHandedOver message, Transaction tx, CancellationToken ct)
    {
        var columns = message.Columns.ToHashSet();
        var saved = await RecordAnswers.ApplyAsync(tx, message.EditionId, message.Rows.ToDictionary(
            row => new RecordAnswers.Key(row.CandidateId, row.AnsweredAt, row.Source, row.Siret, row.Situation),
            row => (Func<RecordAnswers.Row?, RecordAnswers.Row>)(old => Change(old, row, message.EditionId, columns))), ct);
        tx.FileName = message.FileName;
        tx.Written += saved.Written;
        tx.Unchanged += saved.Unchanged;
    }

    private static RecordAnswers.Row Change(RecordAnswers.Row? old, FollowUpAnswersHandedOver.Row row, Guid editionId, HashSet<string> columns)
    {
        old ??= new RecordAnswers.Row
        {
            Id = Guid.CreateVersion7(),
            EditionId = editionId,
            CandidateId = row.CandidateId,
            AnsweredAt = row.AnsweredAt,
            Source = row.Source,
            Siret = row.Siret,
            Situation = row.Situation,
        };
        return old with
        {
            ContractType = columns.Contains("contract_type") ? row.ContractType : old.ContractType,
            StartedOn = columns.Contains("started_on") ? row.StartedOn : old.StartedOn,
            EndedOn = columns.Contains("ended_on") ? row.EndedOn : old.EndedOn,
        };
    }
}
