using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>Job offers, by their code in the edition.</summary>
public static class SaveOffers
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at
        FROM offer
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    public const string AgainSql = """
        SELECT id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at
        FROM offer
        WHERE id > @After
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO offer (id, version, edition_id, code, siret, title, rome_code, contract_type, positions, withdrawn_at)
        VALUES (@Id, @Version, @EditionId, @Code, @Siret, @Title, @RomeCode, @ContractType, @Positions, @WithdrawnAt)
        """;

    private const string UpdateSql = """
        UPDATE offer
        SET version = @Version, siret = @Siret, title = @Title, rome_code = @RomeCode, contract_type = @ContractType, positions = @Positions, withdrawn_at = @WithdrawnAt
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string Siret { get; init; }
        public required string Title { get; init; }
        public string? RomeCode { get; init; }
        public string? ContractType { get; init; }
        public int? Positions { get; init; }

        /// <summary>No longer offered since then; a list that comes later does not offer it again by itself.</summary>
        public Instant? WithdrawnAt { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
            await SayAsync(tx, editionId, written, ct);
        await EstablishmentWords.NameAsync(tx, editionId, written.Select(row => row.Siret), ct);
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new OffersSaved
        {
            EditionId = editionId,
            Offers = [.. rows.Select(row => new OffersSaved.Offer
            {
                Id = row.Id,
                Version = row.Version,
                Siret = row.Siret,
                Title = row.Title,
                RomeCode = row.RomeCode,
                ContractType = row.ContractType,
                Positions = row.Positions,
                WithdrawnAt = row.WithdrawnAt,
            })],
        }, ct);
}
