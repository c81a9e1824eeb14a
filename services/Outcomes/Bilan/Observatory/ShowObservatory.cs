using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary><c>GET /outcomes/observatory</c>: the job seekers of each territory by year, the newest first; the same as CSV, which the import takes back.</summary>
public static class ShowObservatory
{
    public const string Address = "/outcomes/observatory";
    private const string CsvColumns = "territory year seekers_over_50 rounded seekers growth_percent source noted_by";
    private const int Size = 100;

    /// <summary>What was just done, where the page says so.</summary>
    private static readonly string[] _done = ["added", "changed", "removed", "chosen"];

    private static readonly (int, string) _first = (int.MaxValue, "");

    /// <param name="after">The year and territory that the page before ended with: <c>2023/metropole lilloise</c>. Nonsense is the first page.</param>
    /// <param name="imported">After an import: how many years were added, changed, and already so: <c>3/1/0</c>.</param>
    public static async Task<RazorComponentResult> RunAsync(string? after, string? done, string? imported, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var rows = await ReadObservatory.ListAsync(db, Read(after) ?? _first, Size + 1, ct);
        var mayWrite = Caller.Of(http).May(May.FollowUp);
        var territories = await ReadObservatory.TerritoriesAsync(db, ChooseTerritory.Most, ct);
        return new RazorComponentResult<ShowObservatoryPage>(new
        {
            Shown = (IReadOnlyList<(ObservatoryYear Year, Growth? Growth)>)[.. rows.Take(Size)],
            Next = rows.Count > Size ? $"{ObservatoryReading.Year(rows[Size - 1].Year.Year)}/{rows[Size - 1].Year.TerritoryKey}" : null,
            Done = _done.Contains(done) ? done : null,
            Imported = Counts(imported),
            MayWrite = mayWrite,
            Territories = territories,
            Editions = territories.Count > 1 && mayWrite ? await ChooseTerritory.EditionsAsync(db, ct) : [],
        });
    }

    public static async Task CsvAsync(OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"observatory.csv\"";
        // Spreadsheets take a file without this mark for an old code page and break its accents.
        await http.Response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), ct);
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, CellsAsync(db, ct), ct);
    }

    private static async IAsyncEnumerable<string?[]> CellsAsync(OutcomesDatabase db, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = _first; ;)
        {
            var rows = await ReadObservatory.ListAsync(db, after, Size, ct);
            foreach (var (year, _) in rows)
                yield return
                [
                    year.Territory, CsvFile.Text(year.Year), CsvFile.Text(year.SeekersOver50), CsvFile.Text(year.IsRounded), CsvFile.Text(year.Seekers),
                    year.GrowthHundredths is { } growth ? (growth / 100m).ToString("0.##", CultureInfo.InvariantCulture) : null, year.Source, year.NotedBy,
                ];
            if (rows.Count < Size)
                yield break;
            after = (rows[^1].Year.Year, rows[^1].Year.TerritoryKey);
        }
    }

    private static (int, string)? Read(string? after) =>
        (after ?? "").Split('/', 2) is [var year, var key] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, key) : null;

    private static IReadOnlyList<int>? Counts(string? imported) =>
        (imported ?? "").Split('/').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1).ToList() is { Count: 3 } counts && counts.TrueForAll(count => count >= 0) ? counts : null;
}
