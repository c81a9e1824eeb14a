using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Editions;

/// <summary>Keeps editions. A new zone changes the day of everything, so everybody is counted again.</summary>
internal static class OnEditionSaved
{
    private const string HereSql = "SELECT id, version, time_zone FROM edition WHERE id = @EditionId";

    private const string InsertSql = """
        INSERT INTO edition (id, version, code, name, time_zone, counting)
        VALUES (@Id, @Version, @Code, @Name, @TimeZone, @Counting)
        """;

    private const string UpdateSql = """
        UPDATE edition
        SET version = @Version, code = @Code, name = @Name, time_zone = @TimeZone
        WHERE id = @Id AND version < @Version
        """;

    private const string PeopleSql = "SELECT id FROM person WHERE edition_id = @EditionId";

    private const string CompaniesSql = "SELECT siren FROM company WHERE edition_id = @EditionId";

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public required string TimeZone { get; init; }
        public int Counting => CountAgain.Counting;
    }

    public static async Task ConsumeAsync(EditionSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(HereSql, new { message.EditionId }, ct);
        var row = new Row { Id = message.EditionId, Version = message.Version, Code = message.Code, Name = message.Name, TimeZone = message.TimeZone };
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(known => known.Id, known => known.Version), known => known.Id, [row], ct);
        if (newer.Count == 0 || (here.Count == 1 && here[0].TimeZone == message.TimeZone))
            return;
        await CountPeople.ApplyAsync(tx, message.EditionId, await tx.QueryAsync<Guid>(PeopleSql, new { message.EditionId }, ct), ct);
        await CountCompanies.ApplyAsync(tx, message.EditionId, await tx.QueryAsync<string>(CompaniesSql, new { message.EditionId }, ct), ct);
    }
}
