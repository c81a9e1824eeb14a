using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Candidates;

/// <summary>Candidates' ranked wishes: at most five offers each, the most wanted first. The only writer of wishes.</summary>
internal static class ChangeWishes
{
    public const int Most = 5;

    private const string ListsSql = "SELECT candidate_id, edition_id, version FROM wish_list WHERE candidate_id IN @Ids";

    public const string AgainSql = """
        SELECT candidate_id, edition_id, version
        FROM wish_list
        WHERE candidate_id > @After
        ORDER BY candidate_id
        LIMIT @Take
        """;

    private const string WishesSql = """
        SELECT candidate_id, offer_id
        FROM wish
        WHERE candidate_id IN @Ids
        ORDER BY candidate_id, rank
        """;

    private const string OffersSql = "SELECT id, siret FROM offer WHERE id IN @Ids AND edition_id = @EditionId";

    private const string InsertListSql = """
        INSERT INTO wish_list (candidate_id, edition_id, version)
        VALUES (@CandidateId, @EditionId, @Version)
        """;

    private const string UpdateListSql = """
        UPDATE wish_list
        SET version = @Version
        WHERE candidate_id = @CandidateId AND version = @Version - 1
        """;

    private const string ForgetSql = "DELETE FROM wish WHERE candidate_id IN @Ids";

    private const string WishSql = """
        INSERT INTO wish (candidate_id, rank, offer_id)
        VALUES (@CandidateId, @Rank, @OfferId)
        """;

    /// <summary>Its wishes are part of what makes two lists the same, so <c>Offers</c> is a text.</summary>
    public sealed record List : IFact
    {
        public Guid CandidateId { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public string Offers { get; init; } = "";
    }

    private sealed record Wish
    {
        public Guid CandidateId { get; init; }
        public Guid OfferId { get; init; }
    }

    private sealed record Offer
    {
        public Guid Id { get; init; }
        public required string Siret { get; init; }
    }

    /// <param name="version">Of the list as it is; 0: there never was one.</param>
    /// <param name="offers">The offers wished for so far, most wanted first.</param>
    public delegate IReadOnlyList<Guid> Change(int version, IReadOnlyList<Guid> offers);

    /// <summary>
    /// Each change is given the offers wished for so far, most wanted first, and returns them as they shall be. Offers of another edition are left
    /// out, the same one twice counts once, and what comes after the fifth is dropped.
    /// </summary>
    /// <exception cref="ChangedMeanwhileException">Another transaction was quicker; nothing is written then.</exception>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<Guid, Change> changes, CancellationToken ct)
    {
        var lists = (await tx.QueryAsync<List>(ListsSql, new { Ids = changes.Keys }, ct)).ToDictionary(list => list.CandidateId);
        var before = (await tx.QueryAsync<Wish>(WishesSql, new { Ids = changes.Keys }, ct)).ToLookup(wish => wish.CandidateId, wish => wish.OfferId);
        var wanted = changes.ToDictionary(change => change.Key, change => change.Value(lists.GetValueOrDefault(change.Key)?.Version ?? 0, [.. before[change.Key]]));
        var sirets = (await tx.QueryAsync<Offer>(OffersSql, new { Ids = wanted.Values.SelectMany(offers => offers).Distinct(), EditionId = editionId }, ct)).ToDictionary(offer => offer.Id, offer => offer.Siret);
        var after = wanted.ToDictionary(change => change.Key, change => change.Value.Where(sirets.ContainsKey).Distinct().Take(Most).ToList());
        var written = await tx.SaveAsync(InsertListSql, UpdateListSql, from change in after
                                                                       let old = lists.GetValueOrDefault(change.Key)
                                                                       // Nobody needs a list to say that there never was a wish.
                                                                       where old is not null || change.Value.Count > 0
                                                                       select (old is null ? null : old with { Offers = Text(before[change.Key]) },
                                                                           new List { CandidateId = change.Key, EditionId = editionId, Version = old?.Version ?? 0, Offers = Text(change.Value) }), ct);
        if (written.Count > 0)
        {
            await tx.ExecuteAsync(ForgetSql, new { Ids = written.Select(list => list.CandidateId) }, ct);
            await tx.ExecuteAsync(WishSql, written.SelectMany(list => after[list.CandidateId].Select((offer, i) => new { list.CandidateId, Rank = i + 1, OfferId = offer })).ToList(), ct);
            await SayAsync(tx, editionId, written, list => after[list.CandidateId], sirets, ct);
            await tx.AuditAsync("candidate", written.Select(list => (list.CandidateId, (string?)null)), "wishes changed", ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these candidates' lists as they are.</summary>
    public static async Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<List> lists, CancellationToken ct)
    {
        var wishes = (await tx.QueryAsync<Wish>(WishesSql, new { Ids = lists.Select(list => list.CandidateId) }, ct)).ToLookup(wish => wish.CandidateId, wish => wish.OfferId);
        var sirets = (await tx.QueryAsync<Offer>(OffersSql, new { Ids = wishes.SelectMany(offers => offers).Distinct(), EditionId = editionId }, ct)).ToDictionary(offer => offer.Id, offer => offer.Siret);
        await SayAsync(tx, editionId, lists, list => [.. wishes[list.CandidateId]], sirets, ct);
    }

    private static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<List> lists, Func<List, IReadOnlyList<Guid>> offersOf, Dictionary<Guid, string> sirets, CancellationToken ct) =>
        tx.PublishAsync(new WishesChanged
        {
            EditionId = editionId,
            Lists = [.. lists.Select(list => new WishesChanged.WishList
            {
                CandidateId = list.CandidateId,
                Version = list.Version,
                Wishes = [.. offersOf(list).Select((offer, i) => new WishesChanged.Wish { Rank = i + 1, OfferId = offer, Siret = sirets[offer] })],
            })],
        }, ct);

    private static string Text(IEnumerable<Guid> offers) => string.Join(' ', offers);
}
