using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary><c>GET /registration/editions/{code}/employers</c>: the edition's establishments as a page and as CSV.</summary>
public static class ShowEmployers
{
    private const int CsvPage = 1000;
    private const string CsvColumns = "siret company_name name commune charter_signed_on sites tables offers positions contacts invited";

    private const string SitesSql = """
        SELECT id, code, name, date
        FROM site
        WHERE edition_id = @EditionId
        ORDER BY date, code
        LIMIT @Take
        """;

    private const string SiteSql = "SELECT id, code, name, date FROM site WHERE edition_id = @EditionId AND code = @Code";

    private const string TotalSql = "SELECT COUNT(*) FROM edition_establishment WHERE edition_id = @EditionId";

    public sealed record Site
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var (choice, site) = await ChoiceAsync(edition, http, db, ct);
        var rows = await ReadEstablishments.PageAsync(db, edition.Id, site?.Id, choice, choice.Take, ct);
        return new RazorComponentResult<ShowEmployersPage>(new
        {
            Edition = edition,
            Choice = choice,
            Site = site,
            Sites = await db.QueryAsync<Site>(SitesSql, new { EditionId = edition.Id, Take = 100 }, ct),
            Shown = rows.Take(choice.Size).ToList(),
            Total = await db.QueryFirstOrDefaultAsync<int>(TotalSql, new { EditionId = edition.Id }, ct),
            Last = rows.Count > choice.Size ? ReadEstablishments.CursorOf(choice, rows[choice.Size - 1]) : null,
        });
    }

    /// <summary><c>GET …/employers.csv</c>: what the page's choice holds, all of it.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var (choice, site) = await ChoiceAsync(edition, http, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"employers.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, RowsAsync(db, edition.Id, site?.Id, choice, ct), ct);
    }

    private static async IAsyncEnumerable<string?[]> RowsAsync(Database db, Guid editionId, Guid? siteId, ListChoice choice, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = choice; ;)
        {
            var page = await ReadEstablishments.PageAsync(db, editionId, siteId, after, CsvPage, ct);
            foreach (var row in page)
                yield return [row.Siret, row.CompanyName, row.Name, row.Commune, CsvFile.Text(row.CharterSignedOn), CsvFile.Text(row.Attendances.Sites), CsvFile.Text(row.Attendances.Tables),
                    CsvFile.Text(row.Offers.Count), CsvFile.Text(row.Offers.Positions), CsvFile.Text(row.Contacts.Count), CsvFile.Text(row.Contacts.Invited)];
            if (page.Count < CsvPage)
                yield break;
            after = new ListChoice { Address = choice.Address, Search = choice.Search, Sort = choice.Sort, Descending = choice.Descending, After = ReadEstablishments.CursorOf(choice, page[^1]) };
        }
    }

    private static async Task<(ListChoice Choice, Site? Site)> ChoiceAsync(EditionTotals.Edition edition, HttpContext http, Database db, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ReadEstablishments.Sorts, "site");
        var site = choice.Filter("site") is { } at ? await db.QueryFirstOrDefaultAsync<Site>(SiteSql, new { EditionId = edition.Id, Code = at }, ct) : null;
        return (choice, site);
    }
}
