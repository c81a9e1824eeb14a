using JobDating.Platform;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Duplicates;

/// <summary>
/// Pairs of entries that share a key: name and birth date, phone or e-mail. The stored keys are read in their order, some groups at a time, so nobody
/// is compared with everybody. A key that more than <see cref="Most"/> people share (a structure's switchboard) does not say who they are.
/// </summary>
public static class FindDuplicates
{
    public const int Most = 10;

    private const string GroupsSql = """
        SELECT kind, key_text
        FROM candidate_key
        WHERE edition_id = @EditionId AND is_shared = 1 AND kind >= @Kind AND (kind > @Kind OR key_text > @KeyText)
        GROUP BY kind, key_text
        HAVING COUNT(*) BETWEEN 2 AND 10
        ORDER BY kind, key_text
        LIMIT @Take
        """;

    private const string MembersSql = "SELECT DISTINCT candidate_id FROM candidate_key WHERE edition_id = @EditionId AND kind IN @Kinds AND key_text IN @KeyTexts";

    private const string KeysSql = """
        SELECT candidate_id, code, kind, key_text
        FROM candidate_key
        WHERE candidate_id IN @Ids
        """;

    private const string ApartSql = "SELECT one_id, other_id FROM candidate_apart WHERE one_id IN @Ids";

    private const string CrowdsSql = """
        SELECT kind, key_text, COUNT(*) AS people
        FROM candidate_key
        WHERE edition_id = @EditionId AND is_shared = 1
        GROUP BY kind, key_text
        HAVING COUNT(*) > 10
        ORDER BY COUNT(*) DESC, kind, key_text
        LIMIT @Take
        """;

    /// <summary>Kinds are those of the keys that both have: <c>email</c>, <c>name</c>, <c>phone</c>.</summary>
    public sealed record Pair(Guid OneId, Guid OtherId, string OneCode, string OtherCode, IReadOnlyList<string> Kinds);

    /// <summary>A key that many share.</summary>
    public sealed record Crowd
    {
        public required string Kind { get; init; }
        public required string KeyText { get; init; }
        public int People { get; init; }
    }

    private sealed record Group
    {
        public required string Kind { get; init; }
        public required string KeyText { get; init; }
    }

    private sealed record KeyRow
    {
        public Guid CandidateId { get; init; }
        public required string Code { get; init; }
        public required string Kind { get; init; }
        public required string KeyText { get; init; }
    }

    private sealed record ApartRow
    {
        public Guid OneId { get; init; }
        public Guid OtherId { get; init; }
    }

    /// <summary>The pairs of the next keys that have any, at least <paramref name="take"/> of them unless there are no more; a pair that shares several keys is shown once, at the first.</summary>
    /// <returns>Where to go on; null at the end.</returns>
    public static async Task<(IReadOnlyList<Pair> Pairs, ListCursor? Next)> PairsAsync(Database db, Guid editionId, ListCursor? after, int take, CancellationToken ct)
    {
        var pairs = new List<Pair>();
        while (true)
        {
            var groups = await db.QueryAsync<Group>(GroupsSql, new { EditionId = editionId, Kind = after?.Key ?? "", KeyText = after?.Code ?? "", Take = take }, ct);
            pairs.AddRange(await OfAsync(db, editionId, groups, ct));
            if (groups.Count < take)
                return (pairs, null);
            after = new ListCursor(groups[^1].Kind, groups[^1].KeyText);
            if (pairs.Count >= take)
                return (pairs, after);
        }
    }

    public static Task<IReadOnlyList<Crowd>> CrowdsAsync(Database db, Guid editionId, int take, CancellationToken ct) =>
        db.QueryAsync<Crowd>(CrowdsSql, new { EditionId = editionId, Take = take }, ct);

    private static async Task<IEnumerable<Pair>> OfAsync(Database db, Guid editionId, IReadOnlyList<Group> groups, CancellationToken ct)
    {
        if (groups.Count == 0)
            return [];
        var ids = new { Ids = await db.QueryAsync<Guid>(MembersSql, new { EditionId = editionId, Kinds = groups.Select(group => group.Kind).Distinct(), KeyTexts = groups.Select(group => group.KeyText) }, ct) };
        var rows = await db.QueryAsync<KeyRow>(KeysSql, ids, ct);
        var keys = rows.ToLookup(row => row.CandidateId);
        var members = rows.ToLookup(row => (row.Kind, row.KeyText));
        var apart = (await db.QueryAsync<ApartRow>(ApartSql, ids, ct)).Select(row => (row.OneId, row.OtherId)).ToHashSet();
        return from found in groups
               let people = members[(found.Kind, found.KeyText)].OrderBy(row => row.Code, StringComparer.Ordinal).ToList()
               from one in people
               from other in people
               where string.CompareOrdinal(one.Code, other.Code) < 0 && !apart.Contains((one.CandidateId, other.CandidateId))
               let shared = keys[one.CandidateId].Select(row => (row.Kind, row.KeyText)).Intersect(keys[other.CandidateId].Select(row => (row.Kind, row.KeyText))).Select(key => key.Kind).Order(StringComparer.Ordinal).ToList()
               where shared[0] == found.Kind
               select new Pair(one.CandidateId, other.CandidateId, one.Code, other.Code, shared);
    }
}
