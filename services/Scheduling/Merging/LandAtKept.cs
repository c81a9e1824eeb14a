using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Merging;

/// <summary>An interview that is written for a candidate who is gone is the kept one's: an old archive imported again, a booking from a page that was open.</summary>
internal static class LandAtKept
{
    public static async Task<IReadOnlyList<(RecordInterviews.Row? Old, RecordInterviews.Row New)>> ApplyAsync(Transaction tx, IReadOnlyList<(RecordInterviews.Row? Old, RecordInterviews.Row New)> rows, CancellationToken ct)
    {
        var gone = await MergedCandidates.AmongAsync(tx, rows.Select(row => row.New.CandidateId), ct);
        return gone.Count == 0 ? rows : [.. rows.Select(row => gone.TryGetValue(row.New.CandidateId, out var kept) ? (row.Old, row.New with { CandidateId = kept }) : row)];
    }
}
