using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Editions;

/// <summary><c>GET /registration/editions/{code}</c>: one edition with its sites on one page; its sites as CSV.</summary>
public static class ShowEdition
{
    private const string CsvColumns = "code name commune address date opens_at closes_at interview_minutes capacity status registered received prepared establishments_expected establishments_present establishments_absent tables offers positions";

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var edition = await FindAsync(code, db, ct);
        var sites = await EditionSites.ReadAsync(db, edition.Id, edition.Zone, ct);
        var choice = ListChoice.Read(http, EditionSites.Sorts);
        var chosen = EditionSites.Choose(sites, choice);
        var begin = choice.After is { } after && chosen.FirstOrDefault(site => site.Code == after.Code) is { } last ? chosen.TakeWhile(site => site != last).Count() + 1 : 0;
        var shown = chosen.Skip(begin).Take(choice.Size).ToList();
        return new RazorComponentResult<ShowEditionPage>(new
        {
            Edition = edition,
            Sites = sites,
            Shown = shown,
            Choice = choice,
            Last = begin + shown.Count < chosen.Count ? new ListCursor("", shown[^1].Code) : null,
            Mine = caller.May(May.Coordinate) ? sites.Where(site => caller.MaySite(site.Id)).Select(site => site.Id).ToHashSet() : [],
            Halls = caller.May(May.RunHall) ? sites.Where(site => caller.MaySite(Role.Hall, site.Id)).Select(site => site.Id).ToHashSet() : [],
            MayEdit = caller.May(May.Coordinate) && caller.CoordinatedSites is null,
            MayLists = caller.May(May.Coordinate),
            Totals = await EditionTotals.ReadAsync(db, edition.Id, ct),
            OnlyCancelled = sites.Any(site => site.Status == "cancelled") ? await EditionTotals.OnlyCancelledAsync(db, edition.Id, ct) : 0,
            Prepared = await EditionSites.PreparedAsync(db, edition.Id, edition.Zone, ct),
            Workshops = await EditionTotals.WorkshopsAsync(db, edition.Id, ct),
            Structures = await EditionTotals.StructuresAsync(db, edition.Id, ct),
            Mobility = await EditionTotals.MobilityAsync(db, edition.Id, ct),
            Press = await EditionTotals.PressAsync(db, edition.Id, ct),
        });
    }

    /// <summary><c>GET /registration/editions/{code}/sites.csv</c>, all sites or those searched for, in the same order as on the page.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task SitesCsvAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindAsync(code, db, ct);
        var sites = EditionSites.Choose(await EditionSites.ReadAsync(db, edition.Id, edition.Zone, ct), ListChoice.Read(http, EditionSites.Sorts));
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"sites.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Rows(sites).ToAsyncEnumerable(), ct);
    }

    private static async Task<EditionTotals.Edition> FindAsync(string code, RegistrationDatabase db, CancellationToken ct) =>
        await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);

    private static IEnumerable<string?[]> Rows(IReadOnlyList<EditionSites.Site> sites) => sites.Select(site => new[]
    {
        site.Code, site.Name, site.Commune, site.Address, CsvFile.Text(site.Date), CsvFile.Text(site.OpensAt), CsvFile.Text(site.ClosesAt), CsvFile.Text(site.InterviewMinutes), CsvFile.Text(site.Capacity), site.Status,
        CsvFile.Text(site.Registered), CsvFile.Text(site.Received), CsvFile.Text(site.Prepared),
        CsvFile.Text(site.Expected), CsvFile.Text(site.Present), CsvFile.Text(site.Absent), CsvFile.Text(site.Tables), CsvFile.Text(site.Offers), CsvFile.Text(site.Positions),
    });
}
