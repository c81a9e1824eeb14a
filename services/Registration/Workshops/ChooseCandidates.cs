using JobDating.Platform;

namespace JobDating.Registration.Workshops;

/// <summary>Candidates of an edition by the beginnings of their names, by code, phone or e-mail, to choose one from; a few.</summary>
public static class ChooseCandidates
{
    public const int Most = 10;

    private const string FindSql = """
        SELECT c.id, c.code, c.last_name, c.first_name, c.commune
        FROM (SELECT DISTINCT candidate_id FROM candidate_word WHERE edition_id = @EditionId AND word >= @From1 AND word < @To1) f
        JOIN candidate c ON c.id = f.candidate_id
        WHERE c.erased_at IS NULL
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From4 AND w.word < @To4)
          AND NOT EXISTS (SELECT 1 FROM candidate_merge m WHERE m.gone_id = c.id)
        ORDER BY c.last_name, c.first_name, c.code
        LIMIT @Take
        """;

    private const string ByCodeSql = """
        SELECT id, code, last_name, first_name, commune
        FROM candidate
        WHERE edition_id = @EditionId AND code IN @Codes AND erased_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM candidate_merge m WHERE m.gone_id = candidate.id)
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Commune { get; init; }
    }

    /// <summary>One more than <see cref="Most"/> when there are more. Nothing for a search of nothing.</summary>
    public static async Task<IReadOnlyList<Row>> BySearchAsync(RegistrationDatabase db, Guid editionId, string search, CancellationToken ct)
    {
        var words = new SoughtWords(search);
        return words.None ? [] : await db.QueryAsync<Row>(FindSql, new
        {
            EditionId = editionId,
            Take = Most + 1,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
        }, ct);
    }

    /// <summary>Those that are candidates of the edition, by code; who was erased or merged into another is none.</summary>
    public static async Task<IReadOnlyDictionary<string, Row>> ByCodeAsync(Transaction tx, Guid editionId, IEnumerable<string> codes, CancellationToken ct) =>
        (await tx.QueryAsync<Row>(ByCodeSql, new { EditionId = editionId, Codes = codes }, ct)).ToDictionary(row => row.Code);
}
