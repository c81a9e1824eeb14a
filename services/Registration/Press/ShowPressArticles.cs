using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Press;

/// <summary><c>GET /registration/editions/{code}/press</c>: the press articles of an edition, searched and sorted; as CSV.</summary>
public static class ShowPressArticles
{
    private const string CsvColumns = "published_on outlet title url";

    /// <summary>code: what no other article of the edition has.</summary>
    private const string Chosen = """
        SELECT a.id, a.published_on, a.outlet, a.title, a.url, COALESCE(a.sort_outlet, a.outlet) AS sort_outlet, CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) AS code
        FROM press_article a
        WHERE a.edition_id = @EditionId
          AND (@From1 = '' OR EXISTS (SELECT 1 FROM press_article_word f WHERE f.press_article_id = a.id AND f.word >= @From1 AND f.word < @To1))
          AND (@From2 = '' OR EXISTS (SELECT 1 FROM press_article_word f WHERE f.press_article_id = a.id AND f.word >= @From2 AND f.word < @To2))
          AND (@From3 = '' OR EXISTS (SELECT 1 FROM press_article_word f WHERE f.press_article_id = a.id AND f.word >= @From3 AND f.word < @To3))
          AND (@From4 = '' OR EXISTS (SELECT 1 FROM press_article_word f WHERE f.press_article_id = a.id AND f.word >= @From4 AND f.word < @To4))
        """;

    private const string ByDateSql = $"""
        {Chosen}
          AND a.published_on >= @On AND (a.published_on > @On OR CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) > @Code)
        ORDER BY a.published_on, CONCAT(a.published_on, ' ', a.title, ' ', a.outlet)
        LIMIT @Take
        """;

    private const string ByDateDownSql = $"""
        {Chosen}
          AND a.published_on <= @On AND (a.published_on < @On OR CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) < @Code)
        ORDER BY a.published_on DESC, CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) DESC
        LIMIT @Take
        """;

    private const string ByOutletSql = $"""
        {Chosen}
          AND COALESCE(a.sort_outlet, a.outlet) >= @Key AND (COALESCE(a.sort_outlet, a.outlet) > @Key OR CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) > @Code)
        ORDER BY COALESCE(a.sort_outlet, a.outlet), CONCAT(a.published_on, ' ', a.title, ' ', a.outlet)
        LIMIT @Take
        """;

    private const string ByOutletDownSql = $"""
        {Chosen}
          AND COALESCE(a.sort_outlet, a.outlet) <= @Key AND (COALESCE(a.sort_outlet, a.outlet) < @Key OR CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) < @Code)
        ORDER BY COALESCE(a.sort_outlet, a.outlet) DESC, CONCAT(a.published_on, ' ', a.title, ' ', a.outlet) DESC
        LIMIT @Take
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }
        public required string SortOutlet { get; init; }
        public required string Code { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? done, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        var choice = Read(http);
        var rows = await RowsAsync(db, edition, choice, choice.Take, choice.After, ct);
        return new RazorComponentResult<ShowPressArticlesPage>(new
        {
            Edition = edition,
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = rows.Count > choice.Size ? Cursor(choice, rows[choice.Size - 1]) : null,
            Done = done is "created" or "changed" or "removed" ? done : null,
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"press.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, CellsAsync(db, edition, Read(http), ct), ct);
    }

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["-date", "outlet"]);

    private static Task<IReadOnlyList<Row>> RowsAsync(RegistrationDatabase db, EditionTotals.Edition edition, ListChoice choice, int take, ListCursor? after, CancellationToken ct)
    {
        var words = choice.Words;
        var at = new ListChoice { Address = choice.Address, Sort = choice.Sort, Descending = choice.Descending, After = after };
        return db.QueryAsync<Row>((choice.Sort, choice.Descending) switch { ("outlet", false) => ByOutletSql, ("outlet", true) => ByOutletDownSql, (_, false) => ByDateSql, _ => ByDateDownSql }, new
        {
            EditionId = edition.Id,
            On = at.KeyDate,
            at.Key,
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

    private static ListCursor Cursor(ListChoice choice, Row row) => new(choice.Sort == "outlet" ? row.SortOutlet : LocalDatePattern.Iso.Format(row.PublishedOn), row.Code);

    /// <summary>All pages, one after the other: no list is held.</summary>
    private static async IAsyncEnumerable<string?[]> CellsAsync(RegistrationDatabase db, EditionTotals.Edition edition, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 1000;
        ListCursor? after = null;
        do
        {
            var rows = await RowsAsync(db, edition, choice, together, after, ct);
            foreach (var row in rows)
                yield return [CsvFile.Text(row.PublishedOn), row.Outlet, row.Title, row.Url];
            after = rows.Count < together ? null : Cursor(choice, rows[^1]);
        }
        while (after is not null);
    }
}
