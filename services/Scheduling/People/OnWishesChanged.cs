using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.People;

/// <summary>Keeps who would like which offers, most wanted first: an employer sees only candidates who chose it.</summary>
internal static class OnWishesChanged
{
    private const string VersionsSql = "SELECT candidate_id, version FROM wish_list WHERE candidate_id IN @Ids";

    private const string ErasedSql = "SELECT id FROM candidate WHERE id IN @Ids AND erased_at IS NOT NULL";

    private const string InsertSql = """
        INSERT INTO wish_list (candidate_id, version, edition_id)
        VALUES (@CandidateId, @Version, @EditionId)
        """;

    private const string UpdateSql = """
        UPDATE wish_list
        SET version = @Version
        WHERE candidate_id = @CandidateId AND version < @Version
        """;

    private const string ForgetSql = "DELETE FROM wish WHERE candidate_id IN @Ids";

    /// <summary>Not for a tombstone, also one that was set while this was on its way.</summary>
    private const string WishSql = """
        INSERT INTO wish (candidate_id, rank, edition_id, offer_id, siret)
        SELECT @CandidateId, @Rank, @EditionId, @OfferId, @Siret
        WHERE NOT EXISTS (SELECT 1 FROM candidate WHERE id = @CandidateId AND erased_at IS NOT NULL)
        """;

    private sealed record Row : IFact
    {
        public Guid CandidateId { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
    }

    public static async Task ConsumeAsync(WishesChanged message, Transaction tx, CancellationToken ct)
    {
        var ids = message.Lists.Select(list => list.CandidateId).ToList();
        var erased = (await tx.QueryAsync<Guid>(ErasedSql, new { Ids = ids }, ct)).ToHashSet();
        var here = (await tx.QueryAsync<Row>(VersionsSql, new { Ids = ids }, ct)).ToDictionary(row => row.CandidateId, row => row.Version);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here, row => row.CandidateId, message.Lists.Where(list => !erased.Contains(list.CandidateId)).Select(list => new Row
        {
            CandidateId = list.CandidateId,
            Version = list.Version,
            EditionId = message.EditionId,
        }), ct);
        var changed = newer.Select(row => row.CandidateId).ToHashSet();
        await tx.ExecuteAsync(ForgetSql, new { Ids = changed }, ct);
        await tx.ExecuteAsync(WishSql, message.Lists.Where(list => changed.Contains(list.CandidateId))
            .SelectMany(list => list.Wishes, (list, wish) => new { list.CandidateId, wish.Rank, message.EditionId, wish.OfferId, wish.Siret }).ToList(), ct);
    }
}
