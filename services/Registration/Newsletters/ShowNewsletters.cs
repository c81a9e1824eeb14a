using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Newsletters;

/// <summary>The newsletters, newest first, and how many contacts there are.</summary>
public static class ShowNewsletters
{
    public const string Path = "/registration/newsletters";
    private const string CsvColumns = "subject status created_on sent_on recipients";

    private const string Columns = "n.id, n.code, n.subject, n.status, n.created_at, n.going_at, n.recipients";

    private const string Matches = """
        FROM newsletter n
        WHERE EXISTS (SELECT 1 FROM newsletter_word w WHERE w.newsletter_id = n.id AND w.word >= @From1 AND w.word < @To1)
          AND EXISTS (SELECT 1 FROM newsletter_word w WHERE w.newsletter_id = n.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM newsletter_word w WHERE w.newsletter_id = n.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM newsletter_word w WHERE w.newsletter_id = n.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string NewestSql = $"""
        SELECT {Columns}
        {Matches}
          AND n.created_at <= @KeyInstant AND (n.created_at < @KeyInstant OR n.code < @Code)
        ORDER BY n.created_at DESC, n.code DESC
        LIMIT @Take
        """;

    private const string OldestSql = $"""
        SELECT {Columns}
        {Matches}
          AND n.created_at >= @KeyInstant AND (n.created_at > @KeyInstant OR n.code > @Code)
        ORDER BY n.created_at, n.code
        LIMIT @Take
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Subject { get; init; }
        public required string Status { get; init; }
        public Instant CreatedAt { get; init; }
        public Instant? GoingAt { get; init; }
        public int? Recipients { get; init; }
    }

    public static async Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["-created"]);
        var rows = await db.QueryAsync<Row>(choice.Descending ? NewestSql : OldestSql, Parameters(choice, choice.Take), ct);
        var last = rows.Count > choice.Size ? rows[choice.Size - 1] : null;
        return new RazorComponentResult<ShowNewslettersPage>(new
        {
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = last is null ? null : new ListCursor(InstantPattern.ExtendedIso.Format(last.CreatedAt), last.Code),
            Numbers = await ShowContacts.CountAsync(db, ct),
        });
    }

    public static async Task CsvAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["-created"]);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"newsletters.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Cells(db.StreamAsync<Row>(choice.Descending ? NewestSql : OldestSql, Parameters(choice, int.MaxValue), ct)), ct);
    }

    private static async IAsyncEnumerable<string?[]> Cells(IAsyncEnumerable<Row> rows)
    {
        await foreach (var row in rows)
            yield return [row.Subject, row.Status, CsvFile.Text(row.CreatedAt.InUtc().Date), CsvFile.Text(row.GoingAt?.InUtc().Date), CsvFile.Text(row.Recipients)];
    }

    private static object Parameters(ListChoice choice, int take)
    {
        var words = choice.Words;
        return new { choice.KeyInstant, choice.Code, Take = take, words.From1, words.To1, words.From2, words.To2, words.From3, words.To3, words.From4, words.To4 };
    }
}
