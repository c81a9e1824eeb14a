using System.Runtime.CompilerServices;
using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>
/// <c>GET /outcomes/editions/{code}/people/{figure}?by=employers&amp;key=…&amp;asOf=2023-11-30</c>: the people behind a figure, by their code; also as CSV. They are found by the
/// steps that each has added to the figures, so the list has just as many as the figure says.
/// </summary>
public static class ShowPeopleBehind
{
    private const int Batch = 500;
    private const string CsvColumns = "code last_name first_name sites count since";

    private const string PeopleSql = """
        SELECT id, code, last_name, first_name, erased_at, figures
        FROM person
        WHERE edition_id = @EditionId AND code > @After
        ORDER BY code
        LIMIT @Take
        """;

    private const string SitesSql = """
        SELECT r.candidate_id, s.name
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids AND (r.received_at IS NOT NULL OR r.cancelled_at IS NULL)
        ORDER BY s.date, s.code
        """;

    public sealed record Person
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public Instant? ErasedAt { get; init; }
        public string Figures { get; init; } = "";
    }

    /// <summary>Count: how much the person adds, more than one where interviews or visits are counted. Since: from which day on.</summary>
    public sealed record Line(Person Who, IReadOnlyList<string> Sites, int Count, LocalDate? Since);

    private sealed record SiteRow
    {
        public Guid CandidateId { get; init; }
        public required string Name { get; init; }
    }

    /// <exception cref="Rejected">404, 400: as <see cref="FigureOf.ReadAsync"/>.</exception>
    internal static async Task<RazorComponentResult> RunAsync(string code, string figure, string? by, string? key, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var of = await FigureOf.ReadAsync(db, code, figure, by, key, asOf, ct);
        var choice = ListChoice.Read(http, ["code"]).Keeping(("by", by), ("key", key), ("asOf", asOf));
        var found = await FindAsync(db, of, choice, ct).Take(choice.Take).ToListAsync(ct);
        var group = of.By is null ? null : (await ReadGroups.RunAsync(db, of.Edition, of.By, of.AsOf, ct)).FirstOrDefault(line => line.Key == of.Key)?.Name;
        Seen.People(http, Math.Min(found.Count, choice.Size));
        return new RazorComponentResult<ShowPeopleBehindPage>(new
        {
            EditionCode = of.Edition.Code,
            EditionName = of.Edition.Name,
            FigureName = of.Figure.Name,
            of.Definition,
            of.AsOf,
            Group = group,
            By = of.By?.Word,
            Counts = of.Figure == BilanFigures.InterviewsHeld || of.Figure == BilanFigures.Conclusive || of.Figure == BilanFigures.Undecided || of.Figure == BilanFigures.MobilityVisits,
            Choice = choice,
            Lines = await LinesAsync(db, of, [.. found.Take(choice.Size)], ct),
            Last = found.Count > choice.Size ? new ListCursor(found[choice.Size - 1].Code, found[choice.Size - 1].Code) : null,
            Csv = $"/outcomes/editions/{Uri.EscapeDataString(of.Edition.Code)}/people/{of.Figure.Key}.csv",
        });
    }

    /// <exception cref="Rejected">404, 400: as <see cref="FigureOf.ReadAsync"/>.</exception>
    internal static async Task<IResult> CsvAsync(string code, string figure, string? by, string? key, string? asOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var of = await FigureOf.ReadAsync(db, code, figure, by, key, asOf, ct);
        var choice = ListChoice.Read(http, ["code"]);
        return Results.Stream(async to => Seen.People(http, await CsvFile.WriteAsync(to, CsvColumns, CellsAsync(db, of, choice, http.RequestAborted), http.RequestAborted)), "text/csv; charset=utf-8", $"{of.Edition.Code}-{of.Figure.Key}.csv");
    }

    private static async IAsyncEnumerable<string?[]> CellsAsync(Database db, FigureOf of, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var some in FindAsync(db, of, choice, ct).Chunk(Batch).WithCancellation(ct))
            foreach (var line in await LinesAsync(db, of, some, ct))
                yield return [line.Who.Code, line.Who.LastName, line.Who.FirstName, string.Join(", ", line.Sites), CsvFile.Text(line.Count), CsvFile.Text(line.Since)];
    }

    private static async IAsyncEnumerable<Person> FindAsync(Database db, FigureOf of, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        var words = FoldedWords.Of(choice.Search);
        var after = choice.Code;
        while (await db.QueryAsync<Person>(PeopleSql, new { EditionId = of.Edition.Id, After = after, Take = Batch }, ct) is { Count: > 0 } people)
        {
            foreach (var person in people)
                if (of.Of(person.Figures) != 0 && Has(person, words))
                    yield return person;
            after = people[^1].Code;
        }
    }

    private static bool Has(Person person, IReadOnlyCollection<string> words)
    {
        if (words.Count == 0)
            return true;
        var own = FoldedWords.Of(person.LastName, person.FirstName, person.Code);
        return words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<Line>> LinesAsync(Database db, FigureOf of, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var sites = people.Count == 0 ? [] : await db.QueryAsync<SiteRow>(SitesSql, new { Ids = people.Select(person => person.Id) }, ct);
        var names = sites.ToLookup(site => site.CandidateId, site => site.Name);
        return [.. people.Select(person => new Line(person, [.. names[person.Id]], of.Of(person.Figures), of.Since(person.Figures)))];
    }
}
