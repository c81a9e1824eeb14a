using JobDating.Platform;

namespace JobDating.Scheduling.Rules;

/// <summary>A cloned site is booked by the rules of the one it came from, until somebody sets its own.</summary>
internal static class CopyRules
{
    private const string CopySql = """
        INSERT INTO site_rules (site_id, version, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes,
          once_per_establishment, candidates_book, booking_opens_at, booking_closes_at)
        SELECT @SiteId, 1, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes,
          once_per_establishment, candidates_book, NULL, NULL
        FROM site_rules
        WHERE site_id = @LikeSiteId AND NOT EXISTS (SELECT 1 FROM site_rules WHERE site_id = @SiteId)
        """;

    /// <summary>The dates on which booking opens and closes are the other site's own: they stay there.</summary>
    public static Task ToClonesAsync(Transaction tx, IReadOnlyList<(Guid SiteId, Guid LikeSiteId)> clones, CancellationToken ct) =>
        clones.Count == 0 ? Task.CompletedTask : tx.ExecuteAsync(CopySql, clones.Select(clone => new { clone.SiteId, clone.LikeSiteId }).ToList(), ct);
}
