using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Editions;

/// <summary><c>GET /registration/editions/{code}</c>: one edition with its sites on one page; its sites as CSV.</summary>
public static class ShowEdition
{
    private const int PageSize = 50;
    private const string CsvColumns = "code name commune address date opens_at closes_at interview_minutes registered received prepared establishments_expected establishments_present establishments_absent tables offers positions";

    /// <summary>What the reader asked to see of the sites.</summary>
    public sealed record Choice(string Search, string Sort, int Page, int Pages);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? search, string? sort, string? page, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await FindAsync(code, db, ct);
        var sites = await EditionSites.ReadAsync(db, edition.Id, edition.Zone, ct);
        var order = EditionSites.Sorts.Contains(sort) ? sort! : EditionSites.Sorts[0];
        var sought = (search ?? "").Trim();
        var chosen = EditionSites.Choose(sites, sought, order);
        var pages = Math.Max(1, (chosen.Count + PageSize - 1) / PageSize);
        var at = int.TryParse(page, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        return new RazorComponentResult<ShowEditionPage>(new
        {
            Edition = edition,
            Sites = sites,
            Shown = chosen.Skip((at - 1) * PageSize).Take(PageSize).ToList(),
            Choice = new Choice(sought, order, at, pages),
            Totals = await EditionTotals.ReadAsync(db, edition.Id, ct),
            Prepared = await EditionSites.PreparedAsync(db, edition.Id, edition.Zone, ct),
            Workshops = await EditionTotals.WorkshopsAsync(db, edition.Id, ct),
            Structures = await EditionTotals.StructuresAsync(db, edition.Id, ct),
            Mobility = await EditionTotals.MobilityAsync(db, edition.Id, ct),
            Press = await EditionTotals.PressAsync(db, edition.Id, ct),
        });
    }

    /// <summary><c>GET /registration/editions/{code}/sites.csv</c>, all sites or those searched for, in the same order as on the page.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task SitesCsvAsync(string code, string? search, string? sort, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindAsync(code, db, ct);
        var sites = EditionSites.Choose(await EditionSites.ReadAsync(db, edition.Id, edition.Zone, ct), (search ?? "").Trim(), sort ?? "");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"sites.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Rows(sites).ToAsyncEnumerable(), ct);
    }

    private static async Task<EditionTotals.Edition> FindAsync(string code, RegistrationDatabase db, CancellationToken ct) =>
        await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);

    private static IEnumerable<string?[]> Rows(IReadOnlyList<EditionSites.Site> sites) => sites.Select(site => new[]
    {
        site.Code, site.Name, site.Commune, site.Address, CsvFile.Text(site.Date), CsvFile.Text(site.OpensAt), CsvFile.Text(site.ClosesAt), CsvFile.Text(site.InterviewMinutes),
        CsvFile.Text(site.Registered), CsvFile.Text(site.Received), CsvFile.Text(site.Prepared),
        CsvFile.Text(site.Expected), CsvFile.Text(site.Present), CsvFile.Text(site.Absent), CsvFile.Text(site.Tables), CsvFile.Text(site.Offers), CsvFile.Text(site.Positions),
    });
}
