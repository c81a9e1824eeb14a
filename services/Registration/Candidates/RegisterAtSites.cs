using JobDating.Platform;
using JobDating.Registration.CheckIn;
using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>
/// Registers a candidate at sites, or again after a cancellation, when each of them is still to come and has a place: all of them or none.
/// Whoever is registered there already stays so, also when it is full.
/// </summary>
internal static class RegisterAtSites
{
    /// <summary>Takes the site's row, so that two who want the last place come one after the other.</summary>
    private const string TakeTurnSql = "UPDATE site SET version = version WHERE id = @SiteId";

    /// <summary>A place that an erased person held is free: nobody will come for it, though the registration counts.</summary>
    private const string SitesSql = """
        SELECT s.id, s.date, s.status, s.capacity, e.time_zone,
          (SELECT COUNT(*)
           FROM registration r
           JOIN candidate c ON c.id = r.candidate_id
           WHERE r.edition_id = s.edition_id AND r.site_id = s.id AND r.cancelled_at IS NULL AND c.erased_at IS NULL) AS taken
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id IN @Ids AND s.edition_id = @EditionId
        """;

    private const string HeldSql = "SELECT site_id FROM registration WHERE candidate_id = @CandidateId AND cancelled_at IS NULL";

    public enum Why
    {
        Unknown,
        Over,
        Cancelled,
        Full,
    }

    public sealed record Refusal(Guid SiteId, Why Why);

    private sealed record Site
    {
        public Guid Id { get; init; }
        public LocalDate Date { get; init; }
        public string? Status { get; init; }
        public int? Capacity { get; init; }
        public required string TimeZone { get; init; }
        public int Taken { get; init; }
    }

    /// <summary>Why not, by site; empty when the candidate is now registered at all of them. With a refusal nothing was written.</summary>
    public static async Task<IReadOnlyList<Refusal>> ApplyAsync(Transaction tx, Guid editionId, Guid candidateId, IReadOnlyCollection<Guid> siteIds, string channel, CancellationToken ct)
    {
        var held = (await tx.QueryAsync<Guid>(HeldSql, new { CandidateId = candidateId }, ct)).ToHashSet();
        var wanted = siteIds.Distinct().Where(id => !held.Contains(id)).Order().ToList();
        await tx.ExecuteAsync(TakeTurnSql, wanted.Select(id => new { SiteId = id }).ToList(), ct);
        var sites = (await tx.QueryAsync<Site>(SitesSql, new { Ids = wanted, EditionId = editionId }, ct)).ToDictionary(site => site.Id);
        var refusals = (from id in wanted
                        let why = Judge(sites.GetValueOrDefault(id), tx.Now)
                        where why is not null
                        select new Refusal(id, why.Value)).ToList();
        if (refusals.Count == 0 && wanted.Count > 0)
            await RecordRegistrations.ApplyAsync(tx, editionId, wanted.ToDictionary(id => (candidateId, id), id => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(old =>
                (old ?? new() { CandidateId = candidateId, SiteId = id, EditionId = editionId, RegisteredAt = tx.Now, Channel = channel }) with { CancelledAt = null })), ct);
        return refusals;
    }

    private static Why? Judge(Site? site, Instant now) =>
        site is null ? Why.Unknown
        : site.Status == "cancelled" ? Why.Cancelled
        : site.Date < now.InZone(DateTimeZoneProviders.Tzdb[site.TimeZone]).Date ? Why.Over
        : site.Taken >= site.Capacity ? Why.Full
        : null;
}
