using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Hall;

namespace JobDating.Scheduling.Tables;

/// <summary>
/// An attendance says how many tables an establishment has at a site: opens them, and closes those above. Whoever is booked at a closed one stays so and is listed as to
/// review; when the establishment is absent, its interviews to come are cancelled, and when it is there after all they come back.
/// </summary>
internal static class OnAttendancesRecorded
{
    private const string VersionsSql = """
        SELECT site_id, siret, version
        FROM attendance
        WHERE edition_id = @EditionId AND siret IN @Sirets
        """;

    private const string InsertSql = """
        INSERT INTO attendance (site_id, siret, version, edition_id, tables, status)
        VALUES (@SiteId, @Siret, @Version, @EditionId, @Tables, @Status)
        """;

    private const string UpdateSql = """
        UPDATE attendance
        SET version = @Version, tables = @Tables, status = @Status
        WHERE site_id = @SiteId AND siret = @Siret AND version < @Version
        """;

    private const string OpenSql = """
        UPDATE interview_table
        SET is_open = CASE WHEN number <= @Tables THEN 1 ELSE 0 END
        WHERE site_id = @SiteId AND siret = @Siret
        """;

    private sealed record Row : IFact
    {
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public int Tables { get; init; }
        public string Status { get; init; } = "";
    }

    public static async Task ConsumeAsync(AttendancesRecorded message, Transaction tx, CancellationToken ct)
    {
        var here = await tx.QueryAsync<Row>(VersionsSql, new { message.EditionId, Sirets = message.Attendances.Select(attendance => attendance.Siret).Distinct() }, ct);
        var versions = here.ToDictionary(row => (row.SiteId, row.Siret), row => row.Version);
        var changed = message.Attendances.Where(attendance => versions.TryGetValue((attendance.SiteId, attendance.Siret), out var version) && version < attendance.Version)
            .ToLookup(attendance => attendance.Status == "absent", attendance => (attendance.SiteId, attendance.Siret));
        var (absent, there) = (changed[true].ToHashSet(), changed[false].ToHashSet());
        await Sides.TakeTablesAsync(tx, changed.SelectMany(some => some).ToHashSet(), ct);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, versions, row => (row.SiteId, row.Siret), message.Attendances.Select(attendance => new Row
        {
            SiteId = attendance.SiteId,
            Siret = attendance.Siret,
            Version = attendance.Version,
            EditionId = message.EditionId,
            Tables = attendance.Tables,
            Status = attendance.Status,
        }), ct);
        if (newer.Count == 0)
            return;
        await OpenTables.ApplyAsync(tx, message.EditionId, newer.SelectMany(row => Enumerable.Range(1, row.Tables).Select(number => new OpenTables.Key(row.SiteId, row.Siret, number))), isOpen: true, ct);
        await tx.ExecuteAsync(OpenSql, newer, ct);
        await AbsentEmployers.FreeAsync(tx, absent, ct);
        await AbsentEmployers.RestoreAsync(tx, there, ct);
    }
}
