using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Contacts;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Structures;

/// <summary><c>GET /registration/editions/{code}/structures</c>: the edition's structures as a page and as CSV; one structure's page.</summary>
public static class ShowStructures
{
    private const int CsvPage = 1000;

    private const string TotalSql = "SELECT COUNT(*) FROM structure WHERE edition_id = @EditionId";

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var choice = ListChoice.Read(http, ReadStructures.Sorts);
        var rows = await ReadStructures.PageAsync(db, edition.Id, choice, choice.Take, ct);
        return new RazorComponentResult<ShowStructuresPage>(new
        {
            Edition = edition,
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Total = await db.QueryFirstOrDefaultAsync<int>(TotalSql, new { EditionId = edition.Id }, ct),
            Last = rows.Count > choice.Size ? ReadStructures.CursorOf(rows[choice.Size - 1]) : null,
        });
    }

    /// <summary><c>GET …/structures.csv</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var choice = ListChoice.Read(http, ReadStructures.Sorts);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"structures.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "code name kind registered received contacts invited", RowsAsync(db, edition.Id, choice, ct), ct);
    }

    /// <summary><c>GET …/structures/{structure}</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> OneAsync(string code, Guid structure, RegistrationDatabase db, CancellationToken ct)
    {
        var (edition, row) = await StructurePages.FindAsync(db, code, structure, ct);
        return new RazorComponentResult<ShowStructurePage>(new
        {
            Edition = edition,
            Row = row,
            Sent = await ReadStructures.SentByAsync(db, structure, ct),
            Contacts = await ReadContacts.OfAsync(db, edition.Id, structure, ct),
        });
    }

    private static async IAsyncEnumerable<string?[]> RowsAsync(Database db, Guid editionId, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = choice; ;)
        {
            var page = await ReadStructures.PageAsync(db, editionId, after, CsvPage, ct);
            foreach (var row in page)
                yield return [row.Code, row.Name, row.Kind, CsvFile.Text(row.Sent.Registered), CsvFile.Text(row.Sent.Received), CsvFile.Text(row.Contact.Contacts), CsvFile.Text(row.Contact.Invited)];
            if (page.Count < CsvPage)
                yield break;
            after = new ListChoice { Address = choice.Address, Search = choice.Search, Sort = choice.Sort, Descending = choice.Descending, After = ReadStructures.CursorOf(page[^1]) };
        }
    }
}
