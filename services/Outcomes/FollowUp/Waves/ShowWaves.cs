using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>
/// <c>/outcomes/editions/{code}/waves</c>: every wave at every site, its state and what came of it; searched by site, number and kind, and as CSV. An edition has a few for each of its sites: they are
/// read all.
/// </summary>
public static class ShowWaves
{
    private const string CsvColumns = "wave site_code site due_on status paused asked without_address sent reminded answered";

    /// <summary>What was just done, where the page says so.</summary>
    private static readonly string[] _done = ["added"];

    private static readonly string[] _sorts = ["wave", "site", "due"];

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? done, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var choice = ListChoice.Read(http, _sorts);
        var found = Found(await ReadWaves.ListAsync(db, edition.Id, ct), choice);
        var rows = After(found, choice).Take(choice.Take).ToList();
        return new RazorComponentResult<ShowWavesPage>(new
        {
            edition.Code,
            edition.Name,
            Choice = choice,
            Shown = (IReadOnlyList<ReadWaves.Row>)[.. rows.Take(choice.Size)],
            Total = found.Count,
            Last = rows.Count > choice.Size ? Place(rows[choice.Size - 1], choice.Sort) : null,
            Done = _done.Contains(done) ? done : null,
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> CsvAsync(string code, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var choice = ListChoice.Read(http, _sorts);
        var rows = After(Found(await ReadWaves.ListAsync(db, edition.Id, ct), choice), choice).Select(row => (string?[])
        [
            CsvFile.Text(row.Number), row.SiteCode, row.SiteName, CsvFile.Text(row.DueOn), row.Status, CsvFile.Text(row.IsPaused),
            CsvFile.Text(row.Asked), CsvFile.Text(row.WithoutAddress), CsvFile.Text(row.Sent), CsvFile.Text(row.Reminded), CsvFile.Text(row.Answered),
        ]);
        return Results.Stream(to => CsvFile.WriteAsync(to, CsvColumns, rows.ToAsyncEnumerable(), http.RequestAborted), "text/csv; charset=utf-8", $"waves-{edition.Code}.csv");
    }

    /// <summary>Those that have every word sought, or a word that begins with it.</summary>
    private static IReadOnlyList<ReadWaves.Row> Found(IReadOnlyList<ReadWaves.Row> all, ListChoice choice) => FoldedWords.Of(choice.Search) is { Count: > 0 } words
        ? [.. all.Where(row => FoldedWords.Of(row.SiteName, row.SiteCode, WaveTexts.Words["Wave", row.Number], WaveReading.Kind(row.Number)) is var own && words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal))))]
        : all;

    /// <summary>From the place the address names, in its direction.</summary>
    private static IEnumerable<ReadWaves.Row> After(IEnumerable<ReadWaves.Row> found, ListChoice choice)
    {
        var from = new ListCursor(choice.Key, choice.Code);
        var rising = found.OrderBy(row => Place(row, choice.Sort), Comparer<ListCursor>.Create(Compare)).ToList();
        return choice.Descending
            ? Enumerable.Reverse(rising).Where(row => Compare(Place(row, choice.Sort), from) < 0)
            : rising.Where(row => Compare(Place(row, choice.Sort), from) > 0);
    }

    private static ListCursor Place(ReadWaves.Row row, string sort) => sort switch
    {
        "due" => new ListCursor(LocalDatePattern.Iso.Format(row.DueOn), $"{Number(row)} {row.SiteCode}"),
        "site" => new ListCursor(FoldedWords.Key(row.SiteName), $"{row.SiteCode} {Number(row)}"),
        _ => new ListCursor($"{Number(row)} {LocalDatePattern.Iso.Format(row.SiteDate)}", row.SiteCode),
    };

    private static string Number(ReadWaves.Row row) => row.Number.ToString("D6", CultureInfo.InvariantCulture);

    private static int Compare(ListCursor one, ListCursor other) =>
        string.CompareOrdinal(one.Key, other.Key) is not 0 and var by ? by : string.CompareOrdinal(one.Code, other.Code);
}
