using System.Globalization;
using System.Text;
using JobDating.Platform;
using Microsoft.Net.Http.Headers;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>
/// <c>GET …/bilans/{id}.csv</c>: each figure that was kept, of the edition (site empty), of each site, and of those prepared and not (in the column group), as
/// <see cref="DownloadBilan"/> gives them; with the name and the day on which it was frozen. An empty value is one that was not known.
/// </summary>
internal static class DownloadFrozen
{
    private const string Columns = "edition frozen_name frozen_on as_of site group figure name value numerator denominator definition";

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadFrozen.EditionAsync(db, code, ct);
        var (frozen, kept) = await ReadFrozen.OneAsync(db, edition.Id, id, ct);
        string?[] head = [kept.Code, frozen.Name, CsvFile.Text((NodaTime.LocalDate?)edition.Today(frozen.FrozenAt)), CsvFile.Text((NodaTime.LocalDate?)frozen.AsOf)];
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"bilan-{kept.Code}-{frozen.Name}.csv");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        // Spreadsheets take a file without this mark for an old code page and break its accents.
        await http.Response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), ct);
        await CsvFile.WriteAsync(http.Response.Body, Columns, Rows(head, kept).ToAsyncEnumerable(), ct);
        return Results.Empty;
    }

    private static IEnumerable<string?[]> Rows(string?[] head, KeptBilan kept)
    {
        foreach (var figure in kept.Figures)
            yield return Row(head, null, null, figure, kept.Total);
        foreach (var site in kept.Sites)
            foreach (var figure in kept.Figures.Where(figure => figure.OfSites))
                yield return Row(head, site.Code, null, figure, site.Counts);
        foreach (var (group, counts) in ((string, IReadOnlyDictionary<string, int?>)[])[("prepared", kept.Prepared), ("not_prepared", kept.NotPrepared)])
            foreach (var figure in kept.Figures.Where(figure => counts.ContainsKey(figure.Numerator ?? figure.Key)))
                yield return Row(head, null, group, figure, counts);
    }

    private static string?[] Row(string?[] head, string? site, string? group, KeptFigure figure, IReadOnlyDictionary<string, int?> counts)
    {
        var numerator = figure.IsRate() ? counts.GetValueOrDefault(figure.Numerator!) : null;
        var denominator = figure.IsRate() ? counts.GetValueOrDefault(figure.Denominator!) : null;
        var value = !figure.IsRate() ? CsvFile.Text(counts.GetValueOrDefault(figure.Key))
            : numerator is { } part && denominator is { } of ? Rate.Of(part, of)?.ToString(CultureInfo.InvariantCulture) : null;
        return [.. head, site, group, figure.Key, figure.Name(), value, CsvFile.Text(numerator), CsvFile.Text(denominator), figure.Definition()];
    }
}
