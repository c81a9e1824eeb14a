using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>The contacts of newsletters: list and CSV.</summary>
public static class ShowContacts
{
    public const string Path = "/registration/newsletters/contacts";
    private const string CsvColumns = "email name structure source consented_on unsubscribed_on";

    private const string Columns = "c.id, c.email, c.name, c.structure, c.source, c.consented_on, c.unsubscribed_at, c.sort_name, c.sort_structure";
    private const string State = "(@State IS NULL OR (@State = 'active' AND c.unsubscribed_at IS NULL) OR (@State = 'unsubscribed' AND c.unsubscribed_at IS NOT NULL))";
    private const string AllFrom = $"FROM newsletter_contact c WHERE {State} AND EXISTS (SELECT 1 FROM newsletter_contact_word w WHERE w.contact_id = c.id AND w.word >= @From1 AND w.word < @To1)";
    private const string FoundFrom = $"FROM (SELECT DISTINCT contact_id FROM newsletter_contact_word WHERE word >= @From1 AND word < @To1) f JOIN newsletter_contact c ON c.id = f.contact_id WHERE {State}";

    private const string Matches = """
          AND EXISTS (SELECT 1 FROM newsletter_contact_word w WHERE w.contact_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM newsletter_contact_word w WHERE w.contact_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM newsletter_contact_word w WHERE w.contact_id = c.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string ByName = """
          AND c.sort_name >= @Key AND (c.sort_name > @Key OR c.email > @Code)
        ORDER BY c.sort_name, c.email
        LIMIT @Take
        """;

    private const string ByNameDown = """
          AND c.sort_name <= @Key AND (c.sort_name < @Key OR c.email < @Code)
        ORDER BY c.sort_name DESC, c.email DESC
        LIMIT @Take
        """;

    private const string ByStructure = """
          AND c.sort_structure >= @Key AND (c.sort_structure > @Key OR c.email > @Code)
        ORDER BY c.sort_structure, c.email
        LIMIT @Take
        """;

    private const string ByStructureDown = """
          AND c.sort_structure <= @Key AND (c.sort_structure < @Key OR c.email < @Code)
        ORDER BY c.sort_structure DESC, c.email DESC
        LIMIT @Take
        """;

    private const string NameSql = $"SELECT {Columns} {AllFrom} {Matches} {ByName}";
    private const string NameDownSql = $"SELECT {Columns} {AllFrom} {Matches} {ByNameDown}";
    private const string StructureSql = $"SELECT {Columns} {AllFrom} {Matches} {ByStructure}";
    private const string StructureDownSql = $"SELECT {Columns} {AllFrom} {Matches} {ByStructureDown}";
    private const string FoundNameSql = $"SELECT {Columns} {FoundFrom} {Matches} {ByName}";
    private const string FoundNameDownSql = $"SELECT {Columns} {FoundFrom} {Matches} {ByNameDown}";
    private const string FoundStructureSql = $"SELECT {Columns} {FoundFrom} {Matches} {ByStructure}";
    private const string FoundStructureDownSql = $"SELECT {Columns} {FoundFrom} {Matches} {ByStructureDown}";

    private const string CountSql = "SELECT COUNT(*) AS everybody, COALESCE(SUM(CASE WHEN unsubscribed_at IS NULL THEN 1 ELSE 0 END), 0) AS active FROM newsletter_contact";

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Email { get; init; }
        public string? Name { get; init; }
        public string? Structure { get; init; }
        public required string Source { get; init; }
        public LocalDate? ConsentedOn { get; init; }
        public Instant? UnsubscribedAt { get; init; }
        public required string SortName { get; init; }
        public required string SortStructure { get; init; }
    }

    public sealed record Numbers
    {
        public int Everybody { get; init; }
        public int Active { get; init; }
    }

    public static async Task<Numbers> CountAsync(RegistrationDatabase db, CancellationToken ct) => (await db.QueryFirstOrDefaultAsync<Numbers>(CountSql, null, ct))!;

    public static async Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = Choice(http);
        var rows = await db.QueryAsync<Row>(Sql(choice), Parameters(choice, choice.Take), ct);
        var last = rows.Count > choice.Size ? rows[choice.Size - 1] : null;
        return new RazorComponentResult<ShowContactsPage>(new
        {
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = last is null ? null : new ListCursor(choice.Sort == "structure" ? last.SortStructure : last.SortName, last.Email),
            Numbers = await CountAsync(db, ct),
            Done = Said(http.Request.Query),
        });
    }

    public static async Task CsvAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = Choice(http);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"contacts.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Cells(db.StreamAsync<Row>(Sql(choice), Parameters(choice, int.MaxValue), ct)), ct);
    }

    private static async IAsyncEnumerable<string?[]> Cells(IAsyncEnumerable<Row> rows)
    {
        await foreach (var row in rows)
            yield return [row.Email, row.Name, row.Structure, row.Source, CsvFile.Text(row.ConsentedOn), CsvFile.Text(row.UnsubscribedAt?.InUtc().Date)];
    }

    private static ListChoice Choice(HttpContext http) => ListChoice.Read(http, ["name", "structure"], "state");

    private static string Sql(ListChoice choice) => (choice.Words.FindsFew, choice.Sort, choice.Descending) switch
    {
        (false, "name", false) => NameSql,
        (false, "name", true) => NameDownSql,
        (false, _, false) => StructureSql,
        (false, _, true) => StructureDownSql,
        (true, "name", false) => FoundNameSql,
        (true, "name", true) => FoundNameDownSql,
        (true, _, false) => FoundStructureSql,
        (true, _, true) => FoundStructureDownSql,
    };

    private static object Parameters(ListChoice choice, int take)
    {
        var words = choice.Words;
        return new
        {
            choice.Key,
            choice.Code,
            State = choice.Filter("state") is "active" or "unsubscribed" ? choice.Filter("state") : null,
            Take = take,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
        };
    }

    /// <summary>What the form before this page has done.</summary>
    private static IReadOnlyList<string> Said(IQueryCollection query)
    {
        var said = new List<string>();
        foreach (var key in (string[])["added", "known", "refused", "changed", "deleted"])
            if (int.TryParse(query[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number > 0 || key == "added"))
                said.Add(NewsletterTexts.Count($"Done.{key}", number));
        return said;
    }
}
