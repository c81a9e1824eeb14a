using JobDating.Platform;

namespace JobDating.Registration.Registering;

/// <summary>The offers of the establishments that come to some sites: what a candidate may wish for.</summary>
public static class OffersAtSites
{
    /// <summary>How many are shown at once beside those already chosen; the search finds the others.</summary>
    public const int Shown = 30;

    /// <summary>Far more than any day has; so that no answer grows without end.</summary>
    private const int Most = 2000;

    private const string OffersSql = """
        SELECT o.id, o.title, o.contract_type, o.positions, e.company_name, e.name AS establishment_name, e.commune
        FROM offer o
        JOIN establishment e ON e.siret = o.siret
        WHERE o.edition_id = @EditionId AND o.withdrawn_at IS NULL
          AND EXISTS (SELECT 1 FROM attendance a WHERE a.site_id IN @SiteIds AND a.siret = o.siret AND a.status <> 'absent')
        ORDER BY e.company_name, o.title, o.code
        LIMIT @Take
        """;

    private const string WishedSql = """
        SELECT o.id, o.title, o.contract_type, o.positions, e.company_name, e.name AS establishment_name, e.commune,
          CASE WHEN o.withdrawn_at IS NULL THEN 'Absent' ELSE 'Withdrawn' END AS gone
        FROM wish w
        JOIN offer o ON o.id = w.offer_id
        JOIN establishment e ON e.siret = o.siret
        WHERE w.candidate_id = @CandidateId
        ORDER BY w.rank
        """;

    private const string StillOfferedSql = """
        SELECT o.id
        FROM offer o
        WHERE o.edition_id = @EditionId AND o.id IN @Ids AND o.withdrawn_at IS NULL
          AND EXISTS (SELECT 1 FROM attendance a WHERE a.site_id IN @SiteIds AND a.siret = o.siret AND a.status <> 'absent')
        """;

    public sealed record Offer
    {
        public Guid Id { get; init; }
        public required string Title { get; init; }
        public string? ContractType { get; init; }
        public int? Positions { get; init; }
        public required string CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
        public string? Commune { get; init; }

        /// <summary>Wished for before it was taken back (<c>Withdrawn</c>) or its employer no longer came to these sites (<c>Absent</c>); null: it can be wished for.</summary>
        public string? Gone { get; init; }
    }

    /// <param name="Found">How many match the search; <paramref name="Offers"/> are the first of them.</param>
    /// <param name="Chosen">In the order of <c>chosen</c>, also when they do not match, or are wishes that cannot be wished for any more.</param>
    public sealed record Page(int All, int Found, IReadOnlyList<Offer> Offers, IReadOnlyList<Offer> Chosen);

    /// <param name="candidateId">Whose wishes so far are shown even where they are gone; null: of nobody yet.</param>
    public static async Task<Page> ReadAsync(Database db, Guid editionId, IReadOnlyCollection<Guid> siteIds, List<Guid> chosen, string? search, CancellationToken ct, Guid? candidateId = null)
    {
        var all = await db.QueryAsync<Offer>(OffersSql, new { EditionId = editionId, SiteIds = siteIds, Take = Most }, ct);
        var words = FoldedWords.Of(search);
        var found = words.Count == 0 ? all : [.. all.Where(offer => Has(offer, words))];
        IReadOnlyList<Offer> wished = candidateId is null ? [] : await db.QueryAsync<Offer>(WishedSql, new { CandidateId = candidateId }, ct);
        var mine = all.Concat(wished).DistinctBy(offer => offer.Id).Where(offer => chosen.Contains(offer.Id)).OrderBy(offer => chosen.IndexOf(offer.Id)).ToList();
        return new Page(all.Count, found.Count, [.. found.Except(mine).Take(Shown)], mine);
    }

    /// <summary>Those of these that can be wished for at these sites, in their order.</summary>
    public static async Task<IReadOnlyList<Guid>> StillOfferedAsync(Database db, Guid editionId, IReadOnlyCollection<Guid> siteIds, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var offered = (await db.QueryAsync<Guid>(StillOfferedSql, new { EditionId = editionId, SiteIds = siteIds, Ids = ids }, ct)).ToHashSet();
        return [.. ids.Where(offered.Contains)];
    }

    /// <summary>Each word sought begins a word of the offer's.</summary>
    private static bool Has(Offer offer, IReadOnlyList<string> sought)
    {
        var words = FoldedWords.Of(offer.Title, offer.CompanyName, offer.EstablishmentName, offer.Commune, offer.ContractType);
        return sought.All(word => words.Any(own => own.StartsWith(word, StringComparison.Ordinal)));
    }
}
