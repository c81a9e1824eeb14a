using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>Establishments of the whole installation, by their SIRET, with what is their company's.</summary>
public static class SaveEstablishments
{
    private const string FindSql = """
        SELECT siret, version, siren, company_name, name, commune, charter_signed_on
        FROM establishment
        WHERE siret IN @Sirets
        """;

    public const string AgainSql = """
        SELECT siret, version, siren, company_name, name, commune, charter_signed_on
        FROM establishment
        WHERE siret > @After
        ORDER BY siret
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO establishment (siret, version, siren, company_name, name, commune, charter_signed_on)
        VALUES (@Siret, @Version, @Siren, @CompanyName, @Name, @Commune, @CharterSignedOn)
        """;

    private const string UpdateSql = """
        UPDATE establishment
        SET version = @Version, company_name = @CompanyName, name = @Name, commune = @Commune, charter_signed_on = @CharterSignedOn
        WHERE siret = @Siret AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public required string Siret { get; init; }
        public int Version { get; set; }
        public required string Siren { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }
        public LocalDate? CharterSignedOn { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { Sirets = changes.Keys }, ct)).ToDictionary(row => row.Siret);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await EstablishmentWords.WriteAsync(tx, [.. written.Select(row => row.Siret)], ct);
            await SayAsync(tx, written, ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new EstablishmentsSaved
        {
            Establishments = [.. rows.Select(row => new EstablishmentsSaved.Establishment
            {
                Siret = row.Siret,
                Version = row.Version,
                CompanyName = row.CompanyName,
                Name = row.Name,
                CharterSignedOn = row.CharterSignedOn,
            })],
        }, ct);

    /// <summary>Notes that an edition names these establishments.</summary>
    public static Task NameAsync(Transaction tx, Guid editionId, IEnumerable<string> sirets, CancellationToken ct) =>
        EstablishmentWords.NameAsync(tx, editionId, sirets, ct);
}
