using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Merging;

/// <summary>Two people are one: what is known of the gone one goes to the kept one, and both are counted afresh.</summary>
internal static class OnCandidatesMerged
{
    public static async Task ConsumeAsync(CandidatesMerged message, Transaction tx, CancellationToken ct)
    {
        await MergedPeople.NoteAsync(tx, message.GoneId, message.KeptId, ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, [message.GoneId, message.KeptId], ct);
    }
}
