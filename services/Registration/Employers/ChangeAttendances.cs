using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary>
/// Where an establishment comes and with how many tables: all sites on one form. Each row of it has its own version, so two people who change
/// different sites do not meet; a site with neither answer nor tables is left as it is.
/// </summary>
public static class ChangeAttendances
{
    /// <summary>Sites on the form: those where it comes first, then the next ones. An edition with more sends its attendances in an archive.</summary>
    public const int Most = 100;
    private const int MostTables = 500;

    private const string SitesSql = """
        SELECT s.id, s.name, s.date, a.version, a.tables, a.status
        FROM site s
        LEFT JOIN attendance a ON a.site_id = s.id AND a.siret = @Siret
        WHERE s.edition_id = @EditionId
        ORDER BY CASE WHEN a.siret IS NULL THEN 1 ELSE 0 END, s.date, s.code
        LIMIT @Take
        """;

    private const string NowSql = """
        SELECT site_id, siret, edition_id, version, tables, status
        FROM attendance
        WHERE edition_id = @EditionId AND siret = @Siret
        """;

    /// <summary>A site, and the attendance there as it stands (version 0: none).</summary>
    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
        public int Version { get; init; }
        public int? Tables { get; init; }
        public string? Status { get; init; }

        /// <summary>The reader coordinates this site.</summary>
        public bool IsMine { get; init; }
    }

    /// <summary>What one row of the form holds, as it was typed.</summary>
    public sealed record Line(Site Site, string? Status, string? Tables, int Version);

    /// <summary><c>GET …/employers/{siret}/attendances</c></summary>
    public static async Task<RazorComponentResult> ShowAsync(string code, string siret, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        var sites = await SitesAsync(db, edition, siret, Caller.Of(http), ct);
        return Page(edition, establishment, [.. sites.Select(site => new Line(site, site.Status, site.Tables is { } tables ? Typed.Show(tables) : null, site.Version))], new FormErrors());
    }

    /// <summary><c>POST …/employers/{siret}/attendances</c>: fields <c>status-ID</c>, <c>tables-ID</c>, <c>version-ID</c>.</summary>
    public static async Task<IResult> ChangeAsync(string code, string siret, IFormCollection form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, establishment) = await EmployerPages.FindAsync(db, code, siret, ct);
        var sites = await SitesAsync(db, edition, siret, Caller.Of(http), ct);
        var lines = sites.Where(site => form.ContainsKey($"version-{site.Id}"))
            .Select(site => new Line(site, form[$"status-{site.Id}"], form[$"tables-{site.Id}"], Typed.Version(form[$"version-{site.Id}"]))).ToList();
        if (lines.Any(line => !line.Site.IsMine))
            throw new Rejected(StatusCodes.Status404NotFound, EmployerTexts.Words["Site.NotYours"]);
        var errors = new FormErrors();
        var wanted = Read(new Typed(errors), edition.Id, siret, lines, errors);
        if (errors.Any)
            return Page(edition, establishment, lines, errors);

        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var now = (await tx.QueryAsync<RecordAttendances.Row>(NowSql, new { EditionId = edition.Id, Siret = siret }, ct)).ToDictionary(row => row.SiteId);
            var stale = lines.Where(line => wanted.TryGetValue(line.Site.Id, out var row) && now.GetValueOrDefault(line.Site.Id) is var there
                && (there?.Version ?? 0) != line.Version && row with { Version = there?.Version ?? 0 } != there).ToList();
            if (stale.Count > 0)
            {
                foreach (var line in stale)
                    errors.Conflict($"status-{line.Site.Id}", EmployerTexts.Words["Attendance.Changed", line.Site.Name, Said(now.GetValueOrDefault(line.Site.Id))]);
                return Page(edition, establishment, [.. lines.Select(line => line with { Version = now.GetValueOrDefault(line.Site.Id)?.Version ?? 0 })], errors);
            }
            await RecordAttendances.ApplyAsync(tx, edition.Id, wanted.ToDictionary(
                entry => (entry.Key, siret),
                entry => (Func<RecordAttendances.Row?, RecordAttendances.Row>)(old => entry.Value with { Version = old?.Version ?? 0 })), ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(EmployerPages.Establishment(code, siret) + "#sites");
        });
    }

    private static Dictionary<Guid, RecordAttendances.Row> Read(Typed typed, Guid editionId, string siret, IReadOnlyList<Line> lines, FormErrors errors)
    {
        var wanted = new Dictionary<Guid, RecordAttendances.Row>();
        foreach (var line in lines)
        {
            var id = line.Site.Id;
            var status = typed.Choice($"status-{id}", line.Status, Statuses);
            var tables = typed.Number($"tables-{id}", line.Tables, 0, MostTables);
            if (status is not null)
                wanted[id] = new RecordAttendances.Row { SiteId = id, Siret = siret, EditionId = editionId, Status = status, Tables = tables ?? 1 };
            else if (tables > 0 || line.Version > 0)
                errors.Add($"status-{id}", EmployerTexts.Words["Attendance.Status.Missing"]);
        }
        return wanted;
    }

    public static IReadOnlyList<Option> Statuses =>
        [.. ((string[])["expected", "present", "absent"]).Select(status => new Option(status, EmployerTexts.Words[$"Status.{status}"]))];

    private static string Said(RecordAttendances.Row? row) => row is null
        ? EmployerTexts.Words["Status.none"]
        : $"{EmployerTexts.Words[$"Status.{row.Status}"]}, {EmployerWords.Count("TableCount", row.Tables)}";

    private static async Task<IReadOnlyList<Site>> SitesAsync(Database db, EditionTotals.Edition edition, string siret, Caller caller, CancellationToken ct) =>
        [.. (await db.QueryAsync<Site>(SitesSql, new { EditionId = edition.Id, Siret = siret, Take = Most }, ct)).Select(site => site with { IsMine = caller.MaySite(site.Id) })];

    private static RazorComponentResult Page(EditionTotals.Edition edition, SaveEstablishments.Row establishment, IReadOnlyList<Line> lines, FormErrors errors) =>
        errors.Page<ChangeAttendancesPage>(new { Edition = edition, Establishment = establishment, Lines = lines, Errors = errors });
}
