using System.Globalization;
using System.Text;
using JobDating.Platform;
using Microsoft.Net.Http.Headers;
using NodaTime.Text;

namespace JobDating.Outcomes.Bilan;

/// <summary>
/// <c>GET /outcomes/editions/{code}/bilan.csv?asOf=2023-11-30</c>: each figure of the edition (site empty) and of each site with its definition; a
/// rate as a fraction with numerator and denominator. An empty value is one that is not known.
/// </summary>
internal static class DownloadBilan
{
    private const string Columns = "edition as_of site figure name value numerator denominator definition";

    public static async Task<IResult> RunAsync(string code, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var report = await ShowBilan.ReadAsync(db, code, ShowBilanJson.AsOf(asOf), ct);
        var day = LocalDatePattern.Iso.Format(report.Counts.AsOf);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"bilan-{report.Code}-{day}.csv");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        // Spreadsheets take a file without this mark for an old code page and break its accents.
        await http.Response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), ct);
        await CsvFile.WriteAsync(http.Response.Body, Columns, Rows(report, day).ToAsyncEnumerable(), ct);
        return Results.Empty;
    }

    private static IEnumerable<string?[]> Rows(BilanReport report, string day)
    {
        foreach (var figure in BilanFigures.All)
            yield return Row(report, day, null, figure, figure.OfSites ? null : figure.EditionCount!(report), report.Counts.Total);
        foreach (var site in report.Counts.Sites)
            foreach (var figure in BilanFigures.All.Where(figure => figure.OfSites))
                yield return Row(report, day, site.Code, figure, null, site);
    }

    private static string?[] Row(BilanReport report, string day, string? site, BilanFigure figure, int? whole, Counts counts)
    {
        var numerator = figure.Numerator?.Count!(counts);
        var denominator = figure.Denominator?.Count!(counts);
        var value = !figure.IsRate ? CsvFile.Text(figure.OfSites ? figure.Count!(counts) : whole)
            : numerator is { } part && denominator is { } of ? Rate.Of(part, of)?.ToString(CultureInfo.InvariantCulture) : null;
        return [report.Code, day, site, figure.Key, figure.Name, value, CsvFile.Text(numerator), CsvFile.Text(denominator), figure.Definition];
    }
}
