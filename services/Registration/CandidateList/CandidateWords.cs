using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.CandidateList;

/// <summary>
/// What candidates are listed, searched and compared by: one line, some words and up to three keys each, written in the transaction that writes the
/// candidate. Only what differs is written.
/// </summary>
internal static class CandidateWords
{
    private const string LinesSql = "SELECT candidate_id, name_key FROM candidate_line WHERE candidate_id IN @Ids";

    private const string InsertLineSql = """
        INSERT INTO candidate_line (candidate_id, edition_id, name_key, registered_at, first_site)
        VALUES (@CandidateId, @EditionId, @NameKey, @RegisteredAt, @FirstSite)
        """;

    private const string UpdateLineSql = "UPDATE candidate_line SET name_key = @NameKey WHERE candidate_id = @CandidateId";

    private const string WordsSql = "SELECT candidate_id, word FROM candidate_word WHERE candidate_id IN @Ids";

    private const string InsertWordSql = """
        INSERT INTO candidate_word (candidate_id, word, edition_id)
        VALUES (@CandidateId, @Word, @EditionId)
        """;

    private const string DeleteWordSql = "DELETE FROM candidate_word WHERE candidate_id = @CandidateId AND word = @Word";

    private const string KeysSql = "SELECT candidate_id, kind, key_text FROM candidate_key WHERE candidate_id IN @Ids";

    private const string InsertKeySql = """
        INSERT INTO candidate_key (candidate_id, kind, key_text, edition_id, code, is_shared)
        VALUES (@CandidateId, @Kind, @KeyText, @EditionId, @Code, 0)
        """;

    private const string ShareKeySql = """
        UPDATE candidate_key
        SET is_shared = 1
        WHERE edition_id = @EditionId AND kind = @Kind AND key_text = @KeyText AND is_shared = 0
          AND EXISTS (SELECT 1 FROM candidate_key k WHERE k.edition_id = @EditionId AND k.kind = @Kind AND k.key_text = @KeyText AND k.candidate_id <> candidate_key.candidate_id)
        """;

    private const string DeleteKeySql = "DELETE FROM candidate_key WHERE candidate_id = @CandidateId AND kind = @Kind";

    private const string ListedSql = "DELETE FROM candidate_unlisted WHERE candidate_id IN @Ids";

    private const string DropLinesSql = "DELETE FROM candidate_line WHERE candidate_id IN @Ids";

    private const string DropWordsSql = "DELETE FROM candidate_word WHERE candidate_id IN @Ids";

    private const string DropKeysSql = "DELETE FROM candidate_key WHERE candidate_id IN @Ids";

    private const string RegisteredSql = """
        SELECT r.candidate_id, MIN(r.registered_at) AS registered_at, MIN(s.code) AS first_site
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        GROUP BY r.candidate_id
        """;

    private const string UpdateRegisteredSql = """
        UPDATE candidate_line
        SET registered_at = @RegisteredAt, first_site = @FirstSite
        WHERE candidate_id = @CandidateId AND (registered_at <> @RegisteredAt OR first_site <> @FirstSite)
        """;

    /// <summary>Of whoever is registered nowhere: they come last.</summary>
    private static readonly Instant _never = Instant.FromUtc(9999, 12, 31, 0, 0);

    private sealed record Line
    {
        public Guid CandidateId { get; init; }
        public Guid EditionId { get; init; }
        public string NameKey { get; init; } = "";
        public Instant RegisteredAt { get; init; }
        public string FirstSite { get; init; } = "";
    }

    private sealed record WordRow
    {
        public Guid CandidateId { get; init; }
        public string Word { get; init; } = "";
    }

    private sealed record KeyRow
    {
        public Guid CandidateId { get; init; }
        public string Kind { get; init; } = "";
        public string KeyText { get; init; } = "";
    }

    /// <summary>Of candidates that were just written. Whoever was erased keeps a line without a name, and loses the rest.</summary>
    public static async Task KeepAsync(Transaction tx, IReadOnlyList<SaveCandidates.Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        var ids = new { Ids = rows.Select(row => row.Id).ToList() };
        await LinesAsync(tx, rows, ids, ct);
        await WordsAsync(tx, rows, ids, ct);
        await KeysAsync(tx, rows, ids, ct);
        await tx.ExecuteAsync(ListedSql, ids, ct);
    }

    /// <summary>Of candidates whose registrations were just written.</summary>
    public static async Task RegisteredAsync(Transaction tx, IEnumerable<Guid> candidateIds, CancellationToken ct) =>
        await tx.ExecuteAsync(UpdateRegisteredSql, await RegistrationsAsync(tx, new { Ids = candidateIds.Distinct() }, ct), ct);

    /// <summary>Of candidates who are gone: they are in no list.</summary>
    public static async Task DropAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        foreach (var sql in (string[])[DropLinesSql, DropWordsSql, DropKeysSql])
            await tx.ExecuteAsync(sql, new { Ids = ids }, ct);
    }

    private static async Task LinesAsync(Transaction tx, IReadOnlyList<SaveCandidates.Row> rows, object ids, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<Line>(LinesSql, ids, ct)).ToDictionary(line => line.CandidateId, line => line.NameKey);
        var missing = rows.Where(row => !here.ContainsKey(row.Id)).ToList();
        if (missing.Count > 0)
        {
            var registered = (await RegistrationsAsync(tx, new { Ids = missing.Select(row => row.Id) }, ct)).ToDictionary(line => line.CandidateId);
            await tx.ExecuteAsync(InsertLineSql, missing.Select(row => (registered.GetValueOrDefault(row.Id) ?? new Line { CandidateId = row.Id, RegisteredAt = _never }) with { EditionId = row.EditionId, NameKey = CandidateKeys.Name(row) }).ToList(), ct);
        }
        await tx.ExecuteAsync(UpdateLineSql, rows.Where(row => here.TryGetValue(row.Id, out var key) && key != CandidateKeys.Name(row)).Select(row => new { NameKey = CandidateKeys.Name(row), CandidateId = row.Id }).ToList(), ct);
    }

    private static async Task<IReadOnlyList<Line>> RegistrationsAsync(Transaction tx, object ids, CancellationToken ct) => await tx.QueryAsync<Line>(RegisteredSql, ids, ct);

    private static async Task WordsAsync(Transaction tx, IReadOnlyList<SaveCandidates.Row> rows, object ids, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<WordRow>(WordsSql, ids, ct)).ToLookup(word => word.CandidateId, word => word.Word);
        await tx.ExecuteAsync(DeleteWordSql, rows.SelectMany(row => here[row.Id].Except(CandidateKeys.Words(row)), (row, word) => new { CandidateId = row.Id, Word = word }).ToList(), ct);
        await tx.ExecuteAsync(InsertWordSql, rows.SelectMany(row => CandidateKeys.Words(row).Except(here[row.Id]), (row, word) => new { CandidateId = row.Id, Word = word, row.EditionId }).ToList(), ct);
    }

    private static async Task KeysAsync(Transaction tx, IReadOnlyList<SaveCandidates.Row> rows, object ids, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<KeyRow>(KeysSql, ids, ct)).ToLookup(key => key.CandidateId, key => (key.Kind, key.KeyText));
        await tx.ExecuteAsync(DeleteKeySql, rows.SelectMany(row => here[row.Id].Except(CandidateKeys.Of(row)), (row, key) => new { CandidateId = row.Id, key.Kind }).ToList(), ct);
        var added = rows.SelectMany(row => CandidateKeys.Of(row).Except(here[row.Id]), (row, key) => new { CandidateId = row.Id, key.Kind, key.KeyText, row.EditionId, row.Code }).ToList();
        await tx.ExecuteAsync(InsertKeySql, added, ct);
        await tx.ExecuteAsync(ShareKeySql, added, ct);
    }
}
