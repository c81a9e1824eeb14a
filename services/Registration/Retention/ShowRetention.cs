using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Retention;

/// <summary><c>/registration/retention</c>: whose data are kept until when, edition by edition and person by person; from here a dry run begins.</summary>
public static class ShowRetention
{
    public const string Page = "/registration/retention";

    private const string CsvColumns = "edition code last_contact contact due_on told_on state";

    private const string EditionsSql = $"""
        SELECT e.id, e.code, e.name, COUNT(*) AS held,
          SUM(CASE WHEN {RetentionRuns.Due} THEN 1 ELSE 0 END) AS due,
          SUM(CASE WHEN r.due_on <= @Soon AND c.email IS NOT NULL AND (r.told_at IS NULL OR r.told_at > @ToldBefore) THEN 1 ELSE 0 END) AS telling,
          MIN(r.due_on) AS first_due_on
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN edition e ON e.id = r.edition_id
        WHERE c.erased_at IS NULL
        GROUP BY e.id, e.code, e.name
        ORDER BY e.code
        """;

    private const string Columns = """
        SELECT r.candidate_id, r.list_key, r.last_contact_at, r.contact, r.due_on, r.mail_id, r.told_at, c.last_name, c.first_name, c.code, c.email, e.code AS edition_code
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN edition e ON e.id = r.edition_id
        WHERE c.erased_at IS NULL AND (@Edition = '' OR e.code = @Edition)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From1 AND w.word < @To1)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string EarliestSql = $"""
        {Columns}
          AND r.due_on >= @KeyDate AND (r.due_on > @KeyDate OR r.list_key > @Code)
        ORDER BY r.due_on, r.list_key
        LIMIT @Take
        """;

    private const string LatestSql = $"""
        {Columns}
          AND r.due_on <= @KeyDate AND (r.due_on < @KeyDate OR r.list_key < @Code)
        ORDER BY r.due_on DESC, r.list_key DESC
        LIMIT @Take
        """;

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public int Held { get; init; }

        /// <summary>May be anonymised now.</summary>
        public int Due { get; init; }

        /// <summary>Are being told: their day comes within 30 days or has come, and the notice is not 30 days old.</summary>
        public int Telling { get; init; }
        public LocalDate FirstDueOn { get; init; }
    }

    public sealed record Row
    {
        public Guid CandidateId { get; init; }
        public required string ListKey { get; init; }
        public Instant LastContactAt { get; init; }
        public required string Contact { get; init; }
        public LocalDate DueOn { get; init; }
        public Guid? MailId { get; init; }
        public Instant? ToldAt { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public required string Code { get; init; }
        public string? Email { get; init; }
        public required string EditionCode { get; init; }

        /// <summary><c>later</c>; <c>telling</c>: the notice is not 30 days old; <c>told</c>; <c>no_address</c>; <c>due</c>: may be anonymised now.</summary>
        public string State(Instant now) =>
            DueOn > RetentionRule.TellUntil(now) ? "later"
            : DueOn <= RetentionRule.Over(now) && (Email is null || ToldAt <= RetentionRule.ToldBefore(now)) ? "due"
            : Email is null ? "no_address"
            : ToldAt <= RetentionRule.ToldBefore(now) ? "told"
            : "telling";
    }

    public sealed record Form
    {
        public string? Id { get; init; }
    }

    public static async Task<RazorComponentResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = Read(http);
        var rows = await db.QueryAsync<Row>(Sql(choice), Parameters(choice, choice.Take), ct);
        var last = rows.Count > choice.Size ? rows[choice.Size - 1] : null;
        Seen.People(http, Math.Min(rows.Count, choice.Size));
        return new RazorComponentResult<ShowRetentionPage>(new
        {
            Choice = choice,
            db.Now,
            Editions = await db.QueryAsync<Edition>(EditionsSql, Rule(db.Now), ct),
            Shown = rows.Take(choice.Size).ToList(),
            Last = last is null ? null : new ListCursor(LocalDatePattern.Iso.Format(last.DueOn), last.ListKey),
            Runs = await RetentionRuns.RecentAsync(db, ct),
            Unconfirmed = await Erasures.OpenAsync(db, ct),
        });
    }

    /// <summary><c>GET /registration/retention.csv</c>: the list without names.</summary>
    public static async Task CsvAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = Read(http);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"retention.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Cells(db.StreamAsync<Row>(Sql(choice), Parameters(choice, int.MaxValue), ct), db.Now), ct);
    }

    /// <summary><c>POST /registration/retention</c>: asks for a dry run.</summary>
    public static async Task<IResult> AskAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var id = Typed.Id(form.Id);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await RetentionRuns.AskAsync(tx, id, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{Page}/runs/{id}");
    }

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["due"], "edition");

    private static string Sql(ListChoice choice) => choice.Descending ? LatestSql : EarliestSql;

    private static object Parameters(ListChoice choice, int take)
    {
        var words = choice.Words;
        return new { Edition = choice.Filter("edition") ?? "", choice.KeyDate, choice.Code, Take = take, words.From1, words.To1, words.From2, words.To2, words.From3, words.To3, words.From4, words.To4 };
    }

    private static object Rule(Instant now) => new { Today = RetentionRule.Over(now).PlusDays(1), ToldBefore = RetentionRule.ToldBefore(now), Soon = RetentionRule.TellUntil(now) };

    private static async IAsyncEnumerable<string?[]> Cells(IAsyncEnumerable<Row> rows, Instant now)
    {
        await foreach (var row in rows)
            yield return [row.EditionCode, row.Code, CsvFile.Text(row.LastContactAt.InUtc().Date), row.Contact, CsvFile.Text(row.DueOn), CsvFile.Text(row.ToldAt?.InUtc().Date), row.State(now)];
    }
}
