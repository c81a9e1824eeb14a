using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Employers;

/// <summary>Keeps offers: wishes name them.</summary>
internal static class OnOffersSaved
{
    private const string VersionsSql = "SELECT id, version, siret, title FROM offer WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO offer (id, version, edition_id, siret, title, contract_type, positions, withdrawn_at)
        VALUES (@Id, @Version, @EditionId, @Siret, @Title, @ContractType, @Positions, @WithdrawnAt)
        """;

    private const string UpdateSql = """
        UPDATE offer
        SET version = @Version, siret = @Siret, title = @Title, contract_type = @ContractType, positions = @Positions, withdrawn_at = @WithdrawnAt
        WHERE id = @Id AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Siret { get; init; }
        public required string Title { get; init; }
        public string? ContractType { get; init; }
        public int? Positions { get; init; }
        public Instant? WithdrawnAt { get; init; }
    }

    public static async Task ConsumeAsync(OffersSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Offers.Select(offer => offer.Id) }, ct);
        var rows = message.Offers.Select(offer => new Row
        {
            Id = offer.Id,
            Version = offer.Version,
            EditionId = message.EditionId,
            Siret = offer.Siret,
            Title = offer.Title,
            ContractType = offer.ContractType,
            Positions = offer.Positions,
            WithdrawnAt = offer.WithdrawnAt,
        });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, rows, ct);
    }
}
