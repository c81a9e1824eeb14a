using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>The second step of a list import: which column of the file is which, guessed first and said by hand; then the dry run. And the third: the run.</summary>
public static class MatchColumns
{
    private const int Samples = 3;

    private const string SitesSql = """
        SELECT id, name, date
        FROM site
        WHERE edition_id = @EditionId AND (status IS NULL OR status <> 'cancelled')
        ORDER BY date, code
        LIMIT @Take
        """;

    private sealed record Site
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <summary><c>POST …/list-imports/{id}/match</c></summary>
    public static async Task<IResult> RunAsync(string code, Guid id, IFormCollection form, HttpContext http, RegistrationDatabase db, Settings settings, ListImportWorker worker, CancellationToken ct)
    {
        var (edition, import) = await ShowListImport.FindAsync(db, code, id, Caller.Of(http), ct);
        if (import.Status is not ("matching" or "checked"))
            return SeeOther.To(ShowListImport.Address(code, id));
        var errors = new FormErrors();
        var columns = Read(import, form, errors);
        var caller = Caller.Of(http);
        var sites = import.ListKind == ListKind.Candidates ? await SitesAsync(db, edition, caller, ct) : [];
        var site = new Typed(errors).Choice("site", form["site"], sites);
        if (errors.Any)
            return await PageAsync(edition, import, form, errors, caller, db, settings, ct);
        await using (var tx = await db.BeginAsync(caller.Actor, ct))
        {
            await ListImportRecord.MatchAsync(tx, id, columns, site is null ? null : Guid.Parse(site), ct);
            await tx.CommitAsync(ct);
        }
        worker.Wake();
        return SeeOther.To(ShowListImport.Address(code, id));
    }

    /// <summary><c>POST …/list-imports/{id}/match-again</c>: back from the dry run to the columns.</summary>
    public static async Task<IResult> AgainAsync(string code, Guid id, IFormCollection form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        await ShowListImport.FindAsync(db, code, id, Caller.Of(http), ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await ListImportRecord.MatchAgainAsync(tx, id, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To(ShowListImport.Address(code, id));
    }

    /// <summary><c>POST …/list-imports/{id}/run</c>: after the dry run. With errors only when the coordinator says that the good rows are enough.</summary>
    public static async Task<IResult> ImportAsync(string code, Guid id, IFormCollection form, HttpContext http, RegistrationDatabase db, ListImportWorker worker, CancellationToken ct)
    {
        var (edition, import) = await ShowListImport.FindAsync(db, code, id, Caller.Of(http), ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            if (!await ListImportRecord.RunAsync(tx, id, form.ContainsKey("onlyGood"), ct) && import is { Status: "checked", ErrorCount: > 0 })
            {
                var errors = new FormErrors();
                errors.Add("onlyGood", ListImportTexts.Words["OnlyGood.Missing"]);
                return await ShowListImport.PageAsync(edition, import, errors, db, ct);
            }
            await tx.CommitAsync(ct);
        }
        worker.Wake();
        return SeeOther.To(ShowListImport.Address(code, id));
    }

    /// <param name="typed">What was chosen and not accepted; null: what was matched before, or the guess.</param>
    public static async Task<RazorComponentResult> PageAsync(EditionTotals.Edition edition, ListImportRecord.Import import, IFormCollection? typed, FormErrors errors, Caller caller, Database db, Settings settings, CancellationToken ct)
    {
        var guess = import.Columns is null ? import.ListKind.Guess(import.HeaderNames) : import.Matched;
        return errors.Page<MatchColumnsPage>(new
        {
            Edition = edition,
            Import = import,
            Chosen = import.ListKind.Fields.ToDictionary(field => field.Name, field => typed is null ? Word(guess.GetValueOrDefault(field.Name, -1)) : typed[$"field-{field.Name}"].ToString()),
            Options = ColumnOptions(import, settings),
            Sites = import.ListKind == ListKind.Candidates ? await SitesAsync(db, edition, caller, ct) : [],
            Site = typed is null ? import.SiteId?.ToString() : typed["site"].ToString(),
            Errors = errors,
        });
    }

    private static Dictionary<string, int> Read(ListImportRecord.Import import, IFormCollection form, FormErrors errors)
    {
        var columns = new Dictionary<string, int>();
        var taken = new Dictionary<int, string>();
        foreach (var field in import.ListKind.Fields)
        {
            var name = ListImportTexts.Words[$"Field.{field.Name}"];
            var column = int.TryParse(form[$"field-{field.Name}"], NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) && chosen < ListFile.MaxColumns ? chosen : -1;
            if (column < 0 && field.IsRequired)
                errors.Add($"field-{field.Name}", ListImportTexts.Words["Match.Missing", name]);
            else if (column >= 0 && !taken.TryAdd(column, name))
                errors.Add($"field-{field.Name}", ListImportTexts.Words["Match.Twice", name, taken[column]]);
            columns[field.Name] = column;
        }
        if (import.ListKind == ListKind.Offers && columns["siret"] < 0 && columns["company_name"] < 0)
            errors.Add("field-siret", ListImportTexts.Words["Match.Employer"]);
        return columns;
    }

    /// <summary>Each column by its name in the file and what it holds at first; names that occur twice are told apart by their letter.</summary>
    private static IReadOnlyList<Option> ColumnOptions(ListImportRecord.Import import, Settings settings)
    {
        IReadOnlyList<ListLine> first = [];
        try
        {
            first = ListFile.Look(ListImportWorker.PathOf(settings, import.Id), Samples).First;
        }
        catch (Exception gone) when (gone is ListRefusedException or IOException)
        {
            // The dry run will say so; the names are known without the file.
        }
        return [.. Enumerable.Range(0, Math.Max(import.HeaderNames.Count, first.Select(line => line.Cells.Count).DefaultIfEmpty().Max())).Select(column =>
        {
            var name = column < import.HeaderNames.Count && import.HeaderNames[column].Length > 0 ? import.HeaderNames[column] : ListImportTexts.Words["Column.Nameless"];
            var samples = string.Join(", ", first.Select(line => line.Cell(column)).Where(cell => cell.Length > 0).Select(cell => cell.Length > 20 ? cell[..20] + "…" : cell));
            return new Option(Word(column), samples.Length == 0 ? $"{Letter(column)} – {name}" : $"{Letter(column)} – {name} ({samples})");
        })];
    }

    /// <summary>A, B … Z, AA, as spreadsheets call them.</summary>
    private static string Letter(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";

    private static string Word(int column) => column < 0 ? "" : column.ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<Option>> SitesAsync(Database db, EditionTotals.Edition edition, Caller caller, CancellationToken ct) =>
        [.. (await db.QueryAsync<Site>(SitesSql, new { EditionId = edition.Id, Take = 200 }, ct)).Where(site => caller.MaySite(site.Id)).Select(site => new Option($"{site.Id}", $"{site.Name}, {Reading.Short(site.Date)}"))];
}
