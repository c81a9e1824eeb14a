using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Scheduling.People;

/// <summary>Keeps candidates' codes and names; whoever was erased stays so, whatever comes late.</summary>
internal static class OnCandidatesSaved
{
    private const string VersionsSql = "SELECT id, version FROM candidate WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO candidate (id, version, edition_id, code, last_name, first_name)
        VALUES (@Id, @Version, @EditionId, @Code, @LastName, @FirstName)
        """;

    private const string UpdateSql = """
        UPDATE candidate
        SET version = @Version, code = @Code, last_name = @LastName, first_name = @FirstName
        WHERE id = @Id AND version < @Version AND erased_at IS NULL
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public string Code { get; init; } = "";
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";
    }

    public static async Task ConsumeAsync(CandidatesSaved message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { Ids = message.Candidates.Select(candidate => candidate.Id) }, ct);
        var rows = message.Candidates.Select(candidate => new Row
        {
            Id = candidate.Id,
            Version = candidate.Version,
            EditionId = message.EditionId,
            Code = candidate.Code,
            LastName = candidate.LastName,
            FirstName = candidate.FirstName,
        });
        await tx.KeepAsync(InsertSql, UpdateSql, here.ToDictionary(row => row.Id, row => row.Version), row => row.Id, rows, ct);
    }
}
