using JobDating.Contracts.Registration;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Employers;

/// <summary>Keeps establishments and when their company signed the charter.</summary>
internal static class OnEstablishmentsSaved
{
    private const string VersionsSql = """
        SELECT siret, version
        FROM establishment
        WHERE siret IN @Sirets
        """;

    private const string InsertSql = """
        INSERT INTO establishment (siret, version, siren, company_name, name, charter_signed_on)
        VALUES (@Siret, @Version, @Siren, @CompanyName, @Name, @CharterSignedOn)
        """;

    private const string UpdateSql = """
        UPDATE establishment
        SET version = @Version, siren = @Siren, company_name = @CompanyName, name = @Name, charter_signed_on = @CharterSignedOn
        WHERE siret = @Siret AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public required string Siret { get; init; }
        public int Version { get; set; }
        public required string Siren { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
        public LocalDate? CharterSignedOn { get; init; }
    }

    private sealed record Here
    {
        public required string Siret { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(EstablishmentsSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { Sirets = message.Establishments.Select(fact => fact.Siret) }, ct);
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Siret, row => row.Version), row => row.Siret, message.Establishments.Select(fact => new Row
        {
            Siret = fact.Siret,
            Version = fact.Version,
            Siren = fact.Siret[..9],
            CompanyName = fact.CompanyName,
            Name = fact.Name,
            CharterSignedOn = fact.CharterSignedOn,
        }), ct);
    }
}
