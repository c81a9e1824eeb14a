using JobDating.Platform;

namespace JobDating.Outcomes.Figures;

/// <summary>In which job families establishments offer work: the letters of their offers' ROME codes.</summary>
internal static class JobFamilies
{
    private const string OffersSql = """
        SELECT DISTINCT siret, rome_code
        FROM offer
        WHERE edition_id = @EditionId AND siret IN @Sirets AND rome_code IS NOT NULL
        """;

    private sealed record Row
    {
        public required string Siret { get; init; }
        public required string RomeCode { get; init; }
    }

    /// <summary>By SIRET; an offer that was withdrawn was made all the same.</summary>
    public static async Task<ILookup<string, char>> ReadAsync(Transaction tx, Guid editionId, IReadOnlyCollection<string> sirets, CancellationToken ct)
    {
        var offers = sirets.Count == 0 ? [] : await tx.QueryAsync<Row>(OffersSql, new { EditionId = editionId, Sirets = sirets }, ct);
        return offers.Select(offer => (offer.Siret, Letter: Of(offer.RomeCode))).Where(offer => offer.Letter is not null).Distinct().ToLookup(offer => offer.Siret, offer => offer.Letter!.Value);
    }

    /// <summary>The directory's families are A to N; null: not a code of it.</summary>
    public static char? Of(string romeCode) => romeCode.Length > 0 && char.ToUpperInvariant(romeCode[0]) is >= 'A' and <= 'N' and var letter ? letter : null;
}
