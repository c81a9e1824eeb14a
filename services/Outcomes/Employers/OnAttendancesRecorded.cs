using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Employers;

/// <summary>Keeps which establishment is present where; counts its company.</summary>
internal static class OnAttendancesRecorded
{
    private const string VersionsSql = """
        SELECT site_id, siret, version
        FROM attendance
        WHERE edition_id = @EditionId AND siret IN @Sirets
        """;

    private const string InsertSql = """
        INSERT INTO attendance (site_id, siret, edition_id, version, siren, status)
        VALUES (@SiteId, @Siret, @EditionId, @Version, @Siren, @Status)
        """;

    private const string UpdateSql = """
        UPDATE attendance
        SET version = @Version, siren = @Siren, status = @Status
        WHERE site_id = @SiteId AND siret = @Siret AND version < @Version
        """;

    private sealed record Row : IFact
    {
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public required string Siren { get; init; }
        public required string Status { get; init; }
    }

    private sealed record Here
    {
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(AttendancesRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Here>(VersionsSql, new { message.EditionId, Sirets = message.Attendances.Select(fact => fact.Siret).Distinct() }, ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => (row.SiteId, row.Siret), row => row.Version), row => (row.SiteId, row.Siret), message.Attendances.Select(fact => new Row
        {
            SiteId = fact.SiteId,
            Siret = fact.Siret,
            EditionId = message.EditionId,
            Version = fact.Version,
            Siren = fact.Siret[..9],
            Status = fact.Status,
        }), ct);
        await CountCompanies.ApplyAsync(tx, message.EditionId, newer.Select(row => row.Siren), ct);
    }
}
