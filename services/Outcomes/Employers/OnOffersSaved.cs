using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Employers;

/// <summary>Keeps in which trades establishments offer work; where a job family comes or goes, those who had an appointment there are counted again.</summary>
internal static class OnOffersSaved
{
    private const string VersionsSql = "SELECT id, version, siret FROM offer WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO offer (id, version, edition_id, siret, rome_code)
        VALUES (@Id, @Version, @EditionId, @Siret, @RomeCode)
        """;

    private const string UpdateSql = """
        UPDATE offer
        SET version = @Version, siret = @Siret, rome_code = @RomeCode
        WHERE id = @Id AND version < @Version
        """;

    private const string PeopleSql = "SELECT DISTINCT candidate_id FROM interview WHERE edition_id = @EditionId AND siret IN @Sirets";

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Siret { get; init; }
        public string? RomeCode { get; init; }
    }

    public static async Task ConsumeAsync(OffersSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Offers.Select(offer => offer.Id) }, ct);
        List<string> sirets = [.. here.Select(row => row.Siret).Concat(message.Offers.Select(offer => offer.Siret)).Distinct()];
        var before = await JobFamilies.ReadAsync(tx, message.EditionId, sirets, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, message.Offers.Select(offer => new Row
        {
            Id = offer.Id,
            Version = offer.Version,
            EditionId = message.EditionId,
            Siret = offer.Siret,
            RomeCode = offer.RomeCode,
        }), ct);
        var after = await JobFamilies.ReadAsync(tx, message.EditionId, sirets, ct);
        List<string> changed = [.. sirets.Where(siret => !before[siret].ToHashSet().SetEquals(after[siret]))];
        if (changed.Count > 0)
            await CountPeople.ApplyAsync(tx, message.EditionId, await tx.QueryAsync<Guid>(PeopleSql, new { message.EditionId, Sirets = changed }, ct), ct);
    }
}
