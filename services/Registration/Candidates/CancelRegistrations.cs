using JobDating.Platform;
using JobDating.Registration.CheckIn;

namespace JobDating.Registration.Candidates;

/// <summary>Cancels registrations: the place is free again, the row stays. Whoever was received there came; that is not cancelled any more.</summary>
internal static class CancelRegistrations
{
    private const string FindSql = """
        SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at
        FROM registration
        WHERE candidate_id IN @CandidateIds
        """;

    /// <summary>
    /// Those of <paramref name="keys"/> that could not be cancelled because the candidate was received there. A registration that is cancelled
    /// already, or that never was, is no trouble.
    /// </summary>
    public static async Task<IReadOnlyList<(Guid CandidateId, Guid SiteId)>> ApplyAsync(Transaction tx, IReadOnlyCollection<(Guid CandidateId, Guid SiteId)> keys, CancellationToken ct)
    {
        var wanted = keys.ToHashSet();
        var found = (await tx.QueryAsync<RecordRegistrations.Row>(FindSql, new { CandidateIds = wanted.Select(key => key.CandidateId).Distinct() }, ct))
            .Where(row => wanted.Contains((row.CandidateId, row.SiteId))).ToList();
        foreach (var edition in found.Where(row => row is { CancelledAt: null, ReceivedAt: null }).GroupBy(row => row.EditionId))
            await RecordRegistrations.ApplyAsync(tx, edition.Key, edition.ToDictionary(row => (row.CandidateId, row.SiteId),
                _ => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(row => row! with { CancelledAt = row.ReceivedAt is null ? tx.Now : null })), ct);
        return [.. found.Where(row => row.ReceivedAt is not null).Select(row => (row.CandidateId, row.SiteId))];
    }
}
