using JobDating.Contracts.Registration;
using JobDating.Platform;

namespace JobDating.Registration.Employers;

/// <summary>Which establishment is expected, present or absent at which site, with how many tables.</summary>
public static class RecordAttendances
{
    private const string FindSql = """
        SELECT site_id, siret, edition_id, version, tables, status
        FROM attendance
        WHERE edition_id = @EditionId AND siret IN @Sirets
        """;

    public const string AgainSql = """
        SELECT site_id, siret, edition_id, version, tables, status
        FROM attendance
        WHERE site_id >= @After AND (site_id > @After OR siret > @Then)
        ORDER BY site_id, siret
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO attendance (site_id, siret, edition_id, version, tables, status)
        VALUES (@SiteId, @Siret, @EditionId, @Version, @Tables, @Status)
        """;

    private const string UpdateSql = """
        UPDATE attendance
        SET version = @Version, tables = @Tables, status = @Status
        WHERE site_id = @SiteId AND siret = @Siret AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public Guid EditionId { get; init; }
        public int Version { get; set; }
        public int Tables { get; init; }
        public required string Status { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid SiteId, string Siret), Func<Row?, Row>> changes, CancellationToken ct)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Sirets = changes.Keys.Select(key => key.Siret).Distinct() }, ct)).ToDictionary(row => (row.SiteId, row.Siret));
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), change.Value(existing.GetValueOrDefault(change.Key)))), ct);
        if (written.Count > 0)
        {
            await EstablishmentWords.NameAsync(tx, editionId, written.Where(row => row.Version == 1).Select(row => row.Siret), ct);
            await SayAsync(tx, editionId, written, ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    /// <summary>Tells the other services of these rows as they are.</summary>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct) =>
        tx.PublishAsync(new AttendancesRecorded
        {
            EditionId = editionId,
            Attendances = [.. rows.Select(row => new AttendancesRecorded.Attendance
            {
                SiteId = row.SiteId,
                Siret = row.Siret,
                Version = row.Version,
                Tables = row.Tables,
                Status = row.Status,
            })],
        }, ct);
}
