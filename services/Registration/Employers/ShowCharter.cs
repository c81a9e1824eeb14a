using System.Globalization;
using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.Employers;

/// <summary><c>GET /registration/charter</c>: the companies that have signed the Charte Emploi Senior, by year, as a page and as CSV. A company counts once.</summary>
public static class ShowCharter
{
    private const int CsvPage = 1000;

    private const string YearsSql = """
        SELECT c.signed_on, COUNT(*) AS companies
        FROM (SELECT siren, MIN(charter_signed_on) AS signed_on FROM establishment WHERE charter_signed_on IS NOT NULL GROUP BY siren) c
        GROUP BY c.signed_on
        ORDER BY c.signed_on
        """;

    private const string CompaniesDownSql = """
        SELECT c.siren, c.company_name, c.signed_on, c.establishments
        FROM (SELECT siren, MIN(company_name) AS company_name, MIN(charter_signed_on) AS signed_on, COUNT(*) AS establishments FROM establishment WHERE charter_signed_on IS NOT NULL GROUP BY siren) c
        WHERE c.signed_on >= @First AND c.signed_on <= @Last
          AND c.signed_on <= @Key AND (c.signed_on < @Key OR c.siren < @Code)
        ORDER BY c.signed_on DESC, c.siren DESC
        LIMIT @Take
        """;

    private const string CompaniesUpSql = """
        SELECT c.siren, c.company_name, c.signed_on, c.establishments
        FROM (SELECT siren, MIN(company_name) AS company_name, MIN(charter_signed_on) AS signed_on, COUNT(*) AS establishments FROM establishment WHERE charter_signed_on IS NOT NULL GROUP BY siren) c
        WHERE c.signed_on >= @First AND c.signed_on <= @Last
          AND c.signed_on >= @Key AND (c.signed_on > @Key OR c.siren > @Code)
        ORDER BY c.signed_on, c.siren
        LIMIT @Take
        """;

    private sealed record Day
    {
        public LocalDate SignedOn { get; init; }
        public int Companies { get; init; }
    }

    /// <summary>Companies that signed in that year, and all that had signed by its end.</summary>
    public sealed record Year(int Number, int Companies, int Total);

    public sealed record Company
    {
        public required string Siren { get; init; }
        public required string CompanyName { get; init; }
        public LocalDate SignedOn { get; init; }

        /// <summary>Those known here.</summary>
        public int Establishments { get; init; }
    }

    public static async Task<RazorComponentResult> RunAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["-signed"], "year");
        var companies = await PageAsync(db, choice, choice.Take, ct);
        return new RazorComponentResult<ShowCharterPage>(new
        {
            Choice = choice,
            Years = await YearsAsync(db, ct),
            Shown = companies.Take(choice.Size).ToList(),
            Last = companies.Count > choice.Size ? CursorOf(companies[choice.Size - 1]) : null,
        });
    }

    /// <summary><c>GET /registration/charter.csv</c></summary>
    public static async Task CsvAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["-signed"], "year");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"charter.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "siren company_name signed_on establishments", RowsAsync(db, choice, ct), ct);
    }

    private static async IAsyncEnumerable<string?[]> RowsAsync(Database db, ListChoice choice, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = choice; ;)
        {
            var page = await PageAsync(db, after, CsvPage, ct);
            foreach (var row in page)
                yield return [row.Siren, row.CompanyName, CsvFile.Text(row.SignedOn), CsvFile.Text(row.Establishments)];
            if (page.Count < CsvPage)
                yield break;
            after = new ListChoice { Address = choice.Address, Sort = choice.Sort, Descending = choice.Descending, After = CursorOf(page[^1]) };
        }
    }

    private static async Task<IReadOnlyList<Year>> YearsAsync(Database db, CancellationToken ct)
    {
        var total = 0;
        return [.. (await db.QueryAsync<Day>(YearsSql, null, ct)).GroupBy(day => day.SignedOn.Year).OrderBy(year => year.Key)
            .Select(year => new Year(year.Key, year.Sum(day => day.Companies), total += year.Sum(day => day.Companies)))];
    }

    private static Task<IReadOnlyList<Company>> PageAsync(Database db, ListChoice choice, int take, CancellationToken ct)
    {
        var year = int.TryParse(choice.Filter("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and < 10_000 ? asked : (int?)null;
        return db.QueryAsync<Company>(choice.Descending ? CompaniesDownSql : CompaniesUpSql, new
        {
            First = new LocalDate(year ?? 1, 1, 1),
            Last = new LocalDate(year ?? 9999, 12, 31),
            Key = choice.KeyDate,
            choice.Code,
            Take = take,
        }, ct);
    }

    private static ListCursor CursorOf(Company row) => new(CsvFile.Text(row.SignedOn)!, row.Siren);
}
