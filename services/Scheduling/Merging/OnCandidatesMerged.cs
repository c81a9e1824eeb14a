using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.Merging;

/// <summary>Two candidates are one: the gone one's interviews are the kept one's (<see cref="MoveToKept"/>). Marks and waits follow.</summary>
internal static class OnCandidatesMerged
{
    public static async Task ConsumeAsync(CandidatesMerged message, Transaction tx, CancellationToken ct)
    {
        await MergedCandidates.NoteAsync(tx, message.GoneId, message.KeptId, ct);
        await MoveToKept.ApplyAsync(tx, message.GoneId, ct);
        await FollowMerge.ApplyAsync(tx, message.GoneId, message.KeptId, ct);
    }
}
