using JobDating.Platform;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>
/// The candidates that an employer may see at a site, decided here and nowhere else on its pages: those who wished for one of its offers and are registered at the site,
/// and those who are booked with it or were met at its tables. Who was erased is never seen.
/// </summary>
public static class ReadCandidates
{
    // The table's site, not the interview's: by that SQLite would read everybody's interviews at the site to find one candidate's.
    private const string Seen = """
        c.erased_at IS NULL AND (
            EXISTS (SELECT 1 FROM interview i JOIN interview_table t ON t.id = i.table_id WHERE i.candidate_id = c.id AND t.site_id = @SiteId AND t.siret = @Siret AND i.status <> 'cancelled')
            OR (EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = c.id AND r.site_id = @SiteId AND r.cancelled_at IS NULL)
              AND (EXISTS (SELECT 1 FROM wish w WHERE w.candidate_id = c.id AND w.edition_id = @EditionId AND w.siret = @Siret)
                OR EXISTS (SELECT 1 FROM interview i JOIN interview_table t ON t.id = i.table_id WHERE i.candidate_id = c.id AND t.siret = @Siret AND i.status IN ('booked', 'held')))))
        """;

    private const string ListSql = $"""
        SELECT c.id, c.last_name, c.first_name, m.opinion
        FROM candidate c
        LEFT JOIN mark m ON m.candidate_id = c.id AND m.siret = @Siret
        WHERE c.id IN (SELECT candidate_id FROM wish WHERE edition_id = @EditionId AND siret = @Siret
            UNION SELECT candidate_id FROM interview WHERE table_id IN (SELECT id FROM interview_table WHERE siret = @Siret))
          AND {Seen}
        """;

    private const string FindSql = $"""
        SELECT c.id, c.last_name, c.first_name, m.opinion
        FROM candidate c
        LEFT JOIN mark m ON m.candidate_id = c.id AND m.siret = @Siret
        WHERE c.id = @CandidateId AND {Seen}
        """;

    private const string WishesSql = """
        SELECT w.candidate_id, w.rank, o.title
        FROM wish w
        JOIN registration r ON r.candidate_id = w.candidate_id AND r.site_id = @SiteId AND r.cancelled_at IS NULL
        LEFT JOIN offer o ON o.id = w.offer_id
        WHERE w.edition_id = @EditionId AND w.siret = @Siret
        ORDER BY w.rank
        """;

    public sealed record Candidate
    {
        public Guid Id { get; init; }
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";

        /// <summary>What the employer thinks: 'want', 'maybe', 'no'; null: nothing yet.</summary>
        public string? Opinion { get; init; }

        /// <summary>What of the employer's the candidate wished for, most wanted first.</summary>
        public IReadOnlyList<Wish> Wishes { get; init; } = [];
    }

    public sealed record Wish
    {
        public Guid CandidateId { get; init; }

        /// <summary>Among all that the candidate wished for, from 1.</summary>
        public int Rank { get; init; }

        /// <summary>Of the offer; null: it is not heard of yet.</summary>
        public string? Title { get; init; }
    }

    /// <summary>All of them: at most as many as a site has people, whatever is then looked for among them.</summary>
    internal static async Task<IReadOnlyList<Candidate>> AtSiteAsync(SchedulingDatabase db, OwnSite own, CancellationToken ct)
    {
        var which = new { SiteId = own.Site.Id, own.Site.EditionId, own.Siret };
        var candidates = await db.QueryAsync<Candidate>(ListSql, which, ct);
        var wishes = (await db.QueryAsync<Wish>(WishesSql, which, ct)).ToLookup(wish => wish.CandidateId);
        return [.. candidates.Select(candidate => candidate with { Wishes = [.. wishes[candidate.Id]] })];
    }

    /// <exception cref="Rejected">404: there is nobody of that id whom this employer may see at this site.</exception>
    internal static async Task<Candidate> FindAsync(SchedulingDatabase db, OwnSite own, Guid candidateId, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Candidate>(FindSql, new { CandidateId = candidateId, SiteId = own.Site.Id, own.Site.EditionId, own.Siret }, ct) ?? throw OwnSite.NotFound();
}
