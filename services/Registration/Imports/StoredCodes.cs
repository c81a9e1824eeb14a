using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>What an archive's codes mean in the database: one query a chunk of rows, never one a row.</summary>
internal static class StoredCodes
{
    private const string SitesSql = "SELECT code, id FROM site WHERE edition_id = @EditionId AND code IN @Codes";

    private const string StructuresSql = "SELECT code, id FROM structure WHERE edition_id = @EditionId AND code IN @Codes";

    private const string CandidatesSql = "SELECT code, id FROM candidate WHERE edition_id = @EditionId AND code IN @Codes";

    private const string WorkshopsSql = "SELECT code, id, audience FROM workshop WHERE edition_id = @EditionId AND code IN @Codes";

    private const string OffersSql = "SELECT code, id FROM offer WHERE edition_id = @EditionId AND code IN @Codes";

    private const string EstablishmentsSql = "SELECT siret AS code FROM establishment WHERE siret IN @Codes";

    private const string EditionSql = "SELECT id FROM edition WHERE code = @Code";

    private sealed record Row
    {
        public required string Code { get; init; }
        public Guid Id { get; init; }
        public string? Audience { get; init; }
    }

    /// <summary>For the check: which codes the edition has already.</summary>
    public static KnownCodes In(Database db) => async (editionCode, fileName, codes, ct) =>
    {
        Guid? editionId = fileName == ArchiveFormat.Establishments.Name ? Guid.Empty : await db.QueryFirstOrDefaultAsync<Guid?>(EditionSql, new { Code = editionCode }, ct);
        return editionId is { } id
            ? (await db.QueryAsync<Row>(SqlFor(fileName), new { EditionId = id, Codes = codes }, ct)).ToDictionary(row => row.Code, row => row.Audience)
            : new Dictionary<string, string?>();
    };

    /// <summary>For the writing: the id of each code. The check has made sure that all are there.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> IdsAsync(Transaction tx, Guid editionId, ArchiveFile file, IEnumerable<string?> codes, CancellationToken ct)
    {
        var wanted = codes.OfType<string>().Distinct().ToList();
        return wanted.Count == 0
            ? new Dictionary<string, Guid>()
            : (await tx.QueryAsync<Row>(SqlFor(file.Name), new { EditionId = editionId, Codes = wanted }, ct)).ToDictionary(row => row.Code, row => row.Id);
    }

    /// <summary>The candidates' workshops among these ids: their participants are candidates.</summary>
    public static async Task<IReadOnlySet<string>> PreparationsAsync(Transaction tx, Guid editionId, IEnumerable<string> codes, CancellationToken ct) =>
        (await tx.QueryAsync<Row>(WorkshopsSql, new { EditionId = editionId, Codes = codes }, ct)).Where(row => row.Audience == "candidates").Select(row => row.Code).ToHashSet();

    private static string SqlFor(string fileName) => fileName switch
    {
        "sites.csv" => SitesSql,
        "structures.csv" => StructuresSql,
        "candidates.csv" => CandidatesSql,
        "workshops.csv" => WorkshopsSql,
        "offers.csv" => OffersSql,
        "establishments.csv" => EstablishmentsSql,
        _ => throw new ArgumentException($"Nothing refers to {fileName}.", nameof(fileName)),
    };
}
