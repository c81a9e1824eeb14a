using System.Globalization;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary><c>/outcomes/editions/{code}/waves</c>: every wave at every site, its state and what came of it.</summary>
public static class ShowWaves
{
    private const int Size = 120;

    /// <summary>What was just done, where the page says so.</summary>
    private static readonly string[] _done = ["added"];

    /// <param name="after">The wave and the site that the page before ended with: <c>2/2023-04-11/ronchin</c>. Nonsense is the first page.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? after, string? done, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var rows = await ReadWaves.ListAsync(db, edition.Id, Read(after), Size + 1, ct);
        return new RazorComponentResult<ShowWavesPage>(new
        {
            edition.Code,
            edition.Name,
            Shown = rows.Take(Size).ToList(),
            Next = rows.Count > Size ? $"{rows[Size - 1].Number}/{LocalDatePattern.Iso.Format(rows[Size - 1].SiteDate)}/{rows[Size - 1].SiteCode}" : null,
            Done = _done.Contains(done) ? done : null,
        });
    }

    private static (int Number, LocalDate Date, string Code)? Read(string? after) =>
        (after ?? "").Split('/', 3) is [var number, var date, var site] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wave) && LocalDatePattern.Iso.Parse(date) is { Success: true } day
            ? (wave, day.Value, site)
            : null;
}
