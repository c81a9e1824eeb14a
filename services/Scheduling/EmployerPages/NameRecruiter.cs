using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/tables/{tableId}</c>: who sits at one of the employer's tables, as candidates shall read it.</summary>
public static class NameRecruiter
{
    private const string FindSql = """
        SELECT t.id, t.number, t.recruiter, COALESCE(t.version, 0) AS version, t.site_id, s.name AS site_name
        FROM interview_table t
        JOIN site s ON s.id = t.site_id
        WHERE t.id = @TableId AND t.siret = @Siret
        """;

    private const string UpdateSql = """
        UPDATE interview_table
        SET recruiter = @Recruiter, version = @Version + 1
        WHERE id = @TableId AND COALESCE(version, 0) = @Version
        """;

    private const int LongestName = 100;

    public sealed record Table
    {
        public Guid Id { get; init; }
        public int Number { get; init; }
        public string? Recruiter { get; init; }
        public int Version { get; init; }
        public Guid SiteId { get; init; }
        public string SiteName { get; init; } = "";
    }

    public sealed record Form
    {
        public string? Recruiter { get; init; }
        public string? Version { get; init; }
    }

    internal static async Task<IResult> ShowAsync(Guid tableId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var table = await FindAsync(tableId, http, db, ct);
        return Page(table, table.Recruiter, new FormErrors());
    }

    internal static async Task<IResult> RunAsync(Guid tableId, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var table = await FindAsync(tableId, http, db, ct);
        var errors = new FormErrors();
        var recruiter = new Typed(errors).Text("recruiter", form.Recruiter, LongestName);
        if (errors.Any)
            return Page(table, form.Recruiter, errors);
        if (recruiter != table.Recruiter)
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (await tx.ExecuteAsync(UpdateSql, new { Recruiter = recruiter, TableId = tableId, Version = Typed.Version(form.Version) }, ct) == 0)
            {
                errors.ChangedMeanwhile();
                return Page(table, form.Recruiter, errors);
            }
            await tx.AuditAsync("table", tableId, "table changed", "recruiter", ct);
            await tx.CommitAsync(ct);
        }
        return SeeOther.To($"{OwnSite.AddressOf(table.SiteId)}?done=named#table-{tableId}");
    }

    private static async Task<Table> FindAsync(Guid tableId, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Table>(FindSql, new { TableId = tableId, Siret = OwnSite.SiretOf(http) }, ct) ?? throw OwnSite.NotFound();

    private static IResult Page(Table table, string? typed, FormErrors errors) => errors.Page<NameRecruiterPage>(new { Table = table, Typed = typed, Errors = errors });
}
