using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.Employers;

/// <summary>Keeps establishments' names.</summary>
internal static class OnEstablishmentsSaved
{
    private const string VersionsSql = "SELECT siret, version, company_name FROM establishment WHERE siret IN @Sirets";

    private const string InsertSql = """
        INSERT INTO establishment (siret, version, company_name, name)
        VALUES (@Siret, @Version, @CompanyName, @Name)
        """;

    private const string UpdateSql = """
        UPDATE establishment
        SET version = @Version, company_name = @CompanyName, name = @Name
        WHERE siret = @Siret AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public required string Siret { get; init; }
        public int Version { get; set; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
    }

    public static async Task ConsumeAsync(EstablishmentsSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Sirets = message.Establishments.Select(establishment => establishment.Siret) }, ct);
        var rows = message.Establishments.Select(establishment => new Row { Siret = establishment.Siret, Version = establishment.Version, CompanyName = establishment.CompanyName, Name = establishment.Name });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Siret, row => row.Version), row => row.Siret, rows, ct);
    }
}
