using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.ListImports;

/// <summary><c>…/editions/{code}/list-imports/{id}</c>: one list on its way, a page for each step that can be left and come back to.</summary>
public static class ShowListImport
{
    public static string Address(string code, Guid id) => $"{EmployerPages.Edition(code)}/list-imports/{id}";

    /// <summary>The style of a status; the word beside it says the same.</summary>
    public static string Tone(string status) => status switch { "done" => "good", "refused" or "failed" => "bad", "checked" or "matching" => "warn", _ => "run" };

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, Guid id, HttpContext http, RegistrationDatabase db, Settings settings, CancellationToken ct)
    {
        var (edition, import) = await FindAsync(db, code, id, Caller.Of(http), ct);
        return import.Status == "matching"
            ? await MatchColumns.PageAsync(edition, import, null, new FormErrors(), Caller.Of(http), db, settings, ct)
            : await PageAsync(edition, import, new FormErrors(), db, ct);
    }

    public static async Task<RazorComponentResult> PageAsync(EditionTotals.Edition edition, ListImportRecord.Import import, FormErrors errors, Database db, CancellationToken ct) => errors.Page<ShowListImportPage>(new
    {
        Edition = edition,
        Import = import,
        Errors = errors,
        Findings = import.IsRunning ? [] : await ListImportRecord.FindingsAsync(db, import.Id, ShowListImportPage.Most + 1, ct),
    });

    /// <summary><c>GET …/list-imports/{id}/findings.csv</c>: every finding, streamed.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task FindingsCsvAsync(string code, Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (_, import) = await FindAsync(db, code, id, Caller.Of(http), ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"findings.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "line column value grade message", RowsAsync(ListImportRecord.AllFindingsAsync(db, import.Id, ct)), ct);
    }

    /// <summary>One that belongs to this edition and may be seen by this coordinator.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<(EditionTotals.Edition Edition, ListImportRecord.Import Import)> FindAsync(Database db, string code, Guid id, Caller caller, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        return await ListImportRecord.FindAsync(db, id, ct) is { } import && import.EditionId == edition.Id && import.IsFor(caller)
            ? (edition, import)
            : throw new Rejected(StatusCodes.Status404NotFound, ListImportTexts.Words["Unknown"]);
    }

    public static string Grade(ListFinding finding) => ListImportTexts.Words[finding.IsNotice ? "Grade.Notice" : "Grade.Error"];

    public static string Sentence(ListFinding finding) => ListImportTexts.Words[$"Finding.{finding.RuleName}", finding.Argument];

    public static string Field(ListFinding finding) => finding.Field.Length == 0 ? "" : ListImportTexts.Words[$"Field.{finding.Field}"];

    private static async IAsyncEnumerable<string?[]> RowsAsync(IAsyncEnumerable<ListFinding> findings)
    {
        await foreach (var finding in findings)
            yield return [CsvFile.Text(finding.Line), Field(finding), finding.Value, Grade(finding), Sentence(finding)];
    }
}
