using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.CandidateList;

/// <summary>
/// One page of an edition's candidates. Where a word, a structure, a site or a state leaves few, those few are read and put in order; otherwise the list is read
/// in its order from where the last page ended, which fills a page soon because many match. So 100,000 candidates cost what 100 cost.
/// </summary>
internal static class ListCandidates
{
    /// <summary>
    /// How many are few. Those with a word are cheaper to read and put in order than to look for along the list, also when they are many; where a
    /// site or a state leaves more than some thousands, the list soon comes upon a page of them.
    /// </summary>
    private const int FewWithWord = 20_000;
    private const int Few = 2000;

    public static IReadOnlyList<string> Sorts { get; } = ["name", "registered", "site"];

    public static IReadOnlyList<string> States { get; } = ["registered", "expected", "received", "prepared", "cancelled"];

    /// <summary>What is asked for; null is not asked.</summary>
    public sealed record Question
    {
        public required Guid EditionId { get; init; }
        public required SoughtWords Words { get; init; }
        public string Sort { get; init; } = "name";
        public bool Descending { get; init; }
        public Guid? SiteId { get; init; }
        public Guid? StructureId { get; init; }
        public string State { get; init; } = "";

        /// <summary>Only who is registered at one of these sites; null: everybody.</summary>
        public IReadOnlyList<Guid>? OwnSites { get; init; }

        /// <summary>The candidates' workshops that count as preparation.</summary>
        public IReadOnlyList<Guid> Preparations { get; init; } = [];
    }

    public sealed record Line
    {
        public Guid CandidateId { get; init; }
        public required string NameKey { get; init; }
        public Instant RegisteredAt { get; init; }
        public required string FirstSite { get; init; }

        public ListCursor Cursor(string sort) => new(sort switch { "registered" => InstantPattern.ExtendedIso.Format(RegisteredAt), "site" => FirstSite, _ => "" }, NameKey);
    }

    /// <param name="after">Null: from the beginning.</param>
    /// <returns>At most <paramref name="take"/>, in order.</returns>
    public static async Task<IReadOnlyList<Line>> RunAsync(Database db, Question question, ListCursor? after, int take, CancellationToken ct)
    {
        var from = new Line
        {
            NameKey = after?.Code ?? (question.Descending ? "\uFFFF" : ""),
            FirstSite = question.Sort == "site" ? after?.Key ?? (question.Descending ? "\uFFFF" : "") : "",
            RegisteredAt = question.Sort == "registered" && after is not null && InstantPattern.ExtendedIso.Parse(after.Key) is { Success: true } at ? at.Value
                : question.Descending ? Instant.FromUtc(9999, 12, 31, 12, 0) : Instant.FromUtc(1, 1, 2, 0, 0),
        };
        if (await FewAsync(db, question, ct) is { } few)
        {
            var all = await db.QueryAsync<Line>(CandidateQueries.AmongSql, Parameters(question, from, take, few), ct);
            return [.. (question.Descending ? all.OrderDescending(By(question.Sort)) : all.Order(By(question.Sort))).Where(line => By(question.Sort).Compare(line, from) is var order && (question.Descending ? order < 0 : order > 0)).Take(take)];
        }
        var sql = (question.Sort, question.Descending) switch
        {
            ("registered", false) => CandidateQueries.ByRegisteredSql,
            ("registered", true) => CandidateQueries.ByRegisteredDownSql,
            ("site", false) => CandidateQueries.BySiteSql,
            ("site", true) => CandidateQueries.BySiteDownSql,
            (_, false) => CandidateQueries.ByNameSql,
            _ => CandidateQueries.ByNameDownSql,
        };
        return await db.QueryAsync<Line>(sql, Parameters(question, from, take, []), ct);
    }

    /// <summary>The candidates of the first condition that leaves few; null when none does.</summary>
    private static async Task<IReadOnlyList<Guid>?> FewAsync(Database db, Question question, CancellationToken ct)
    {
        var words = question.Words;
        foreach (var (from, to) in words.None ? [] : ((string, string)[])[(words.From1, words.To1), (words.From2, words.To2), (words.From3, words.To3), (words.From4, words.To4)])
            if (from.Length > 0 && await ReadAsync(CandidateQueries.WithWordSql, new { question.EditionId, From = from, To = to, Take = FewWithWord + 1 }, FewWithWord) is { } found)
                return found;
        if (question.StructureId is not null && await ReadAsync(CandidateQueries.OfStructureSql, new { question.StructureId, Take = Few + 1 }) is { } sent)
            return sent;
        if ((question.SiteId is { } site ? (IReadOnlyList<Guid>)[site] : question.OwnSites) is { } sites && await ReadAsync(CandidateQueries.AtSitesSql, new { question.EditionId, Sites = sites, Take = Few + 1 }) is { } there)
            return there;
        var sql = question.State switch
        {
            "cancelled" => CandidateQueries.CancelledSql,
            "received" => CandidateQueries.ReceivedSql,
            "expected" => CandidateQueries.ExpectedSql,
            "prepared" => CandidateQueries.PreparedSql,
            _ => null,
        };
        return sql is null ? null : await ReadAsync(sql, new { question.EditionId, question.Preparations, Take = Few + 1 });

        async Task<IReadOnlyList<Guid>?> ReadAsync(string sql, object parameters, int few = Few) =>
            await db.QueryAsync<Guid>(sql, parameters, ct) is var ids && ids.Count <= few ? [.. ids.Distinct()] : null;
    }

    private static object Parameters(Question question, Line from, int take, IReadOnlyList<Guid> few) => new
    {
        question.EditionId,
        Name = from.NameKey,
        At = from.RegisteredAt,
        Site = from.FirstSite,
        OwnOnly = question.OwnSites is null ? 0 : 1,
        OwnSites = question.OwnSites ?? [],
        question.StructureId,
        question.SiteId,
        question.State,
        question.Preparations,
        Seek = question.Words.None ? 0 : 1,
        question.Words.From1,
        question.Words.To1,
        question.Words.From2,
        question.Words.To2,
        question.Words.From3,
        question.Words.To3,
        question.Words.From4,
        question.Words.To4,
        Few = few,
        Take = take,
    };

    /// <summary>As both engines order: by the signs' numbers.</summary>
    private static Comparer<Line> By(string sort) => Comparer<Line>.Create((one, other) =>
    {
        var first = sort switch { "registered" => one.RegisteredAt.CompareTo(other.RegisteredAt), "site" => string.CompareOrdinal(one.FirstSite, other.FirstSite), _ => 0 };
        return first != 0 ? first : string.CompareOrdinal(one.NameKey, other.NameKey);
    });
}
