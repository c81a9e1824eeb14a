using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Workshops;

/// <summary><c>GET /registration/editions/{code}/workshops</c>: the workshops of an edition, to come or past, searched and sorted; as CSV.</summary>
public static class ShowWorkshops
{
    public const string Coming = "coming";
    public const string Past = "past";

    private const string CsvColumns = "code name audience starts_at place capacity participants attended cancelled";

    /// <summary>What is neither asked for nor sought is wide open, so that one text answers every choice.</summary>
    private const string Chosen = """
        SELECT w.id, w.code, w.name, w.audience, w.starts_at, w.place, w.capacity, w.cancelled_at, COALESCE(w.sort_name, w.name) AS sort_name,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.withdrawn_at IS NULL) AS participants,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.attended = 1) AS attended
        FROM workshop w
        WHERE w.edition_id = @EditionId AND w.starts_at >= @From AND w.starts_at < @Until AND (@Audience = '' OR w.audience = @Audience)
          AND (@From1 = '' OR EXISTS (SELECT 1 FROM workshop_word f WHERE f.workshop_id = w.id AND f.word >= @From1 AND f.word < @To1))
          AND (@From2 = '' OR EXISTS (SELECT 1 FROM workshop_word f WHERE f.workshop_id = w.id AND f.word >= @From2 AND f.word < @To2))
          AND (@From3 = '' OR EXISTS (SELECT 1 FROM workshop_word f WHERE f.workshop_id = w.id AND f.word >= @From3 AND f.word < @To3))
          AND (@From4 = '' OR EXISTS (SELECT 1 FROM workshop_word f WHERE f.workshop_id = w.id AND f.word >= @From4 AND f.word < @To4))
        """;

    /// <summary>The usual order: those to come, the next one first; then the past, the latest first. <c>@At</c> on the first page is now.</summary>
    private const string NextSql = $"""
        {Chosen}
          AND ((w.starts_at = @At AND w.code > @Code)
            OR (w.starts_at > @At AND @At >= @Now)
            OR (w.starts_at < @At AND w.starts_at < @Now AND @At < @Now)
            OR (w.starts_at < @Now AND @At >= @Now))
        ORDER BY CASE WHEN w.starts_at >= @Now THEN 0 ELSE 1 END, CASE WHEN w.starts_at >= @Now THEN w.starts_at END, w.starts_at DESC, w.code
        LIMIT @Take
        """;

    private const string ByDateSql = $"""
        {Chosen}
          AND w.starts_at >= @At AND (w.starts_at > @At OR w.code > @Code)
        ORDER BY w.starts_at, w.code
        LIMIT @Take
        """;

    private const string ByDateDownSql = $"""
        {Chosen}
          AND w.starts_at <= @At AND (w.starts_at < @At OR w.code < @Code)
        ORDER BY w.starts_at DESC, w.code DESC
        LIMIT @Take
        """;

    private const string ByNameSql = $"""
        {Chosen}
          AND COALESCE(w.sort_name, w.name) >= @Key AND (COALESCE(w.sort_name, w.name) > @Key OR w.code > @Code)
        ORDER BY COALESCE(w.sort_name, w.name), w.code
        LIMIT @Take
        """;

    private const string ByNameDownSql = $"""
        {Chosen}
          AND COALESCE(w.sort_name, w.name) <= @Key AND (COALESCE(w.sort_name, w.name) < @Key OR w.code < @Code)
        ORDER BY COALESCE(w.sort_name, w.name) DESC, w.code DESC
        LIMIT @Take
        """;

    private static readonly Instant Beginning = Instant.FromUtc(1, 1, 2, 0, 0);
    private static readonly Instant End = Instant.FromUtc(9999, 1, 1, 0, 0);

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string SortName { get; init; }
        public required string Audience { get; init; }
        public Instant StartsAt { get; init; }
        public string? Place { get; init; }
        public int? Capacity { get; init; }
        public Instant? CancelledAt { get; init; }
        public int Participants { get; init; }
        public int Attended { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindEditionAsync(code, db, ct);
        var choice = Read(http);
        var rows = await RowsAsync(db, edition, choice, choice.Take, ct);
        return new RazorComponentResult<ShowWorkshopsPage>(new
        {
            Edition = edition,
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = rows.Count > choice.Size ? Cursor(choice, rows[choice.Size - 1]) : null,
            Now = db.Now,
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindEditionAsync(code, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"workshops.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, CellsAsync(db, edition, Read(http), ct), ct);
    }

    internal static async Task<EditionTotals.Edition> FindEditionAsync(string code, RegistrationDatabase db, CancellationToken ct) =>
        await EditionTotals.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Edition.Unknown", code]);

    private static ListChoice Read(HttpContext http) =>
        ListChoice.Read(http, ["next", "date", "name"], "when", "audience");

    private static Task<IReadOnlyList<Row>> RowsAsync(RegistrationDatabase db, EditionTotals.Edition edition, ListChoice choice, int take, CancellationToken ct, ListCursor? after = null)
    {
        var now = db.Now;
        after ??= choice.After;
        var at = after is not null && InstantPattern.ExtendedIso.Parse(after.Key) is { Success: true } key ? key.Value : choice.Sort == "next" ? now : choice.KeyInstant;
        var words = choice.Words;
        return db.QueryAsync<Row>(Sql(choice), new
        {
            EditionId = edition.Id,
            From = choice.Filter("when") == Coming ? now : Beginning,
            Until = choice.Filter("when") == Past ? now : End,
            Audience = choice.Filter("audience") is "candidates" or "employers" ? choice.Filter("audience") : "",
            At = at,
            Key = after?.Key ?? choice.Key,
            Code = after?.Code ?? (choice.Sort == "next" ? "" : choice.Code),
            Now = now,
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

    private static string Sql(ListChoice choice) => (choice.Sort, choice.Descending) switch
    {
        ("next", _) => NextSql,
        ("name", false) => ByNameSql,
        ("name", true) => ByNameDownSql,
        (_, false) => ByDateSql,
        _ => ByDateDownSql,
    };

    private static ListCursor Cursor(ListChoice choice, Row row) => new(choice.Sort == "name" ? row.SortName : InstantPattern.ExtendedIso.Format(row.StartsAt), row.Code);

    /// <summary>All pages, one after the other: no list is held.</summary>
    private static async IAsyncEnumerable<string?[]> CellsAsync(RegistrationDatabase db, EditionTotals.Edition edition, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 1000;
        ListCursor? after = null;
        do
        {
            var rows = await RowsAsync(db, edition, choice, together, ct, after);
            foreach (var row in rows)
                yield return
                [
                    row.Code, row.Name, row.Audience, CsvFile.Text(row.StartsAt, edition.Zone), row.Place, CsvFile.Text(row.Capacity),
                    CsvFile.Text(row.Participants), CsvFile.Text(row.Attended), CsvFile.Text(row.CancelledAt is not null),
                ];
            after = rows.Count < together ? null : Cursor(choice, rows[^1]);
        }
        while (after is not null);
    }
}
