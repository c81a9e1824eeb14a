using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Prints;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Mobility;

/// <summary><c>GET /registration/sites/{id}/mobility-visits</c>: who came to the mobility stand of a site, and the form that notes one more; as CSV.</summary>
public static class ShowMobilityVisits
{
    private const string CsvColumns = "candidate_code last_name first_name visited_at outcome";

    private const string Chosen = """
        SELECT v.id, v.visited_at, v.outcome, c.code, c.last_name, c.first_name
        FROM mobility_visit v
        JOIN candidate c ON c.id = v.candidate_id
        WHERE v.site_id = @SiteId AND (@Outcome = '' OR v.outcome = @Outcome OR (@Outcome = 'unknown' AND v.outcome IS NULL))
          AND (@From1 = '' OR EXISTS (SELECT 1 FROM candidate_word f WHERE f.candidate_id = c.id AND f.word >= @From1 AND f.word < @To1))
          AND (@From2 = '' OR EXISTS (SELECT 1 FROM candidate_word f WHERE f.candidate_id = c.id AND f.word >= @From2 AND f.word < @To2))
          AND (@From3 = '' OR EXISTS (SELECT 1 FROM candidate_word f WHERE f.candidate_id = c.id AND f.word >= @From3 AND f.word < @To3))
          AND (@From4 = '' OR EXISTS (SELECT 1 FROM candidate_word f WHERE f.candidate_id = c.id AND f.word >= @From4 AND f.word < @To4))
        """;

    private const string ByTimeSql = $"""
        {Chosen}
          AND v.visited_at >= @At AND (v.visited_at > @At OR c.code > @Code)
        ORDER BY v.visited_at, c.code
        LIMIT @Take
        """;

    private const string ByTimeDownSql = $"""
        {Chosen}
          AND v.visited_at <= @At AND (v.visited_at < @At OR c.code < @Code)
        ORDER BY v.visited_at DESC, c.code DESC
        LIMIT @Take
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public Instant VisitedAt { get; init; }
        public string? Outcome { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
    }

    /// <summary>What is typed to note a visit, and the id that it shall have.</summary>
    public sealed record Noting(Guid Id, string? Code, string? Time, string? Which, string? Outcome);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(Guid id, string? find, string? done, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await PageAsync(await PrintedSite.FindAsync(http, db, id, ct), find, done is "created" or "changed" or "removed" ? done : null, new(Guid.CreateVersion7(), null, null, null, null), new FormErrors(), db, http, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var site = await PrintedSite.FindAsync(http, db, id, ct);
        var zone = await ZoneAsync(db, site, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"mobility-visits.csv\"";
        Seen.People(http, await CsvFile.WriteAsync(http.Response.Body, CsvColumns, CellsAsync(db, site.Id, zone, Read(http), ct), ct));
    }

    internal static async Task<RazorComponentResult> PageAsync(SitePeople.Site site, string? find, string? done, Noting noting, FormErrors errors, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = Read(http);
        var zone = await ZoneAsync(db, site, ct);
        var rows = await RowsAsync(db, site.Id, choice, choice.Take, choice.After, ct);
        Seen.People(http, Math.Min(rows.Count, choice.Size));
        var sought = (find ?? "").Trim();
        return errors.Page<ShowMobilityVisitsPage>(new
        {
            Site = site,
            Zone = zone,
            IsToday = db.Now.InZone(zone).Date == site.Date,
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = rows.Count > choice.Size ? Cursor(rows[choice.Size - 1]) : null,
            Find = sought,
            Found = await ChooseCandidates.BySearchAsync(db, site.EditionId, sought, ct),
            Noting = noting,
            Stand = StandSite.AddressOf(site),
            Done = done,
            Errors = errors,
        });
    }

    internal static async Task<DateTimeZone> ZoneAsync(RegistrationDatabase db, SitePeople.Site site, CancellationToken ct) => (await EditionTotals.FindAsync(db, site.EditionCode, ct))!.Zone;

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["-date"], "outcome");

    private static Task<IReadOnlyList<Row>> RowsAsync(RegistrationDatabase db, Guid site, ListChoice choice, int take, ListCursor? after, CancellationToken ct)
    {
        var words = choice.Words;
        var at = new ListChoice { Address = choice.Address, Sort = choice.Sort, Descending = choice.Descending, After = after };
        return db.QueryAsync<Row>(choice.Descending ? ByTimeDownSql : ByTimeSql, new
        {
            SiteId = site,
            Outcome = choice.Filter("outcome") ?? "",
            At = at.KeyInstant,
            at.Code,
            Take = take,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
        }, ct);
    }

    private static ListCursor Cursor(Row row) => new(InstantPattern.ExtendedIso.Format(row.VisitedAt), row.Code);

    /// <summary>All pages, one after the other: no list is held.</summary>
    private static async IAsyncEnumerable<string?[]> CellsAsync(RegistrationDatabase db, Guid site, DateTimeZone zone, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 1000;
        ListCursor? after = null;
        do
        {
            var rows = await RowsAsync(db, site, choice, together, after, ct);
            foreach (var row in rows)
                yield return [row.Code, row.LastName, row.FirstName, CsvFile.Text(row.VisitedAt, zone), row.Outcome];
            after = rows.Count < together ? null : Cursor(rows[^1]);
        }
        while (after is not null);
    }
}
