using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary><c>GET /registration/desk</c>: where the reader receives today; also yesterday's and tomorrow's sites, the next ones, and a search among all of about a year.</summary>
internal static class ShowDeskSites
{
    private const int Most = 30;
    private const int NextOnes = 5;

    /// <summary>A country's year has 20,000.</summary>
    private const int MostRead = 25_000;
    private const int Days = 400;

    private const string BetweenSql = $"""
        SELECT {DeskSite.Columns}
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.date >= @From AND s.date <= @To
        ORDER BY s.date, s.code
        LIMIT @Take
        """;

    public static async Task<RazorComponentResult> RunAsync(string? find, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var now = db.Now;
        var day = now.InUtc().Date;
        var sought = (find ?? "").Trim();
        var near = await BetweenAsync(day.PlusDays(-2), day.PlusDays(2));
        var today = near.Where(site => site.Date == Today(site)).ToList();
        var words = FoldedWords.Of(sought);
        return new RazorComponentResult<ShowDeskSitesPage>(new
        {
            Today = today,
            Yesterday = near.Where(site => site.Date == Today(site).PlusDays(-1)).ToList(),
            Tomorrow = near.Where(site => site.Date == Today(site).PlusDays(1)).ToList(),
            Next = today.Count > 0 ? [] : (await BetweenAsync(day.PlusDays(1), day.PlusDays(Days))).Where(site => site.Date > Today(site).PlusDays(1)).Take(NextOnes).ToList(),
            Find = sought,
            Found = words.Count == 0 ? [] : (await BetweenAsync(day.PlusDays(-Days), day.PlusDays(Days)))
                .Where(site => FoldedWords.Of(site.Name, site.Commune, site.Address, site.EditionName, site.EditionCode) is var own && words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal))))
                .OrderBy(site => Math.Abs(Period.DaysBetween(day, site.Date))).Take(Most).ToList(),
        });

        LocalDate Today(DeskSite site) => now.InZone(site.Zone).Date;

        async Task<List<DeskSite>> BetweenAsync(LocalDate from, LocalDate to) =>
            [.. (await db.QueryAsync<DeskSite>(BetweenSql, new { From = from, To = to, Take = MostRead }, ct)).Where(site => DeskSite.IsOf(caller, site.Id))];
    }
}
