using JobDating.Contracts.Flow;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Imports;

/// <summary>One import: <c>GET /registration/api/imports/{id}</c>, its page and its findings as CSV.</summary>
internal static class ShowImport
{
    public static async Task<IResult> ApiAsync(Guid id, RegistrationDatabase db, CancellationToken ct) =>
        Results.Json(await StateAsync(db, await FindAsync(id, db, ct), ct), Json.Options);

    /// <summary><c>GET /registration/imports/{id}</c></summary>
    public static async Task<RazorComponentResult> PageAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var import = await FindAsync(id, db, ct);
        return new RazorComponentResult<ShowImportPage>(new
        {
            Import = import,
            Files = await ReadImport.FilesAsync(db, id, ct),
            Parts = await ReadImport.PartsAsync(db, id, ct),
            Findings = await ReadImport.FindingsAsync(db, id, ShowImportPage.Most + 1, ct),
        });
    }

    /// <summary><c>GET /registration/imports/{id}/findings.csv</c>: every finding, streamed.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task FindingsCsvAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        await FindAsync(id, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"findings.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "file line column value grade message", CsvRowsAsync(ReadImport.AllFindingsAsync(db, id, ct)), ct);
    }

    private static async IAsyncEnumerable<string?[]> CsvRowsAsync(IAsyncEnumerable<Finding> findings)
    {
        await foreach (var finding in findings)
            yield return [finding.FileName, finding.Line == 0 ? null : CsvFile.Text(finding.Line), finding.Column, finding.Value, FindingText.Grade(finding), FindingText.Sentence(finding)];
    }

    /// <summary>Status, counts, files, and at most 500 findings, errors first.</summary>
    public static async Task<object> StateAsync(RegistrationDatabase db, ReadImport.Import import, CancellationToken ct)
    {
        var parts = await ReadImport.PartsAsync(db, import.Id, ct);
        return new
        {
            import.Id,
            import.Status,
            Edition = import.EditionCode,
            DryRun = import.IsDryRun,
            import.Errors,
            import.Notices,
            PartsExpected = parts.Expected,
            PartsTaken = parts.Taken,
            Files = await ReadImport.FilesAsync(db, import.Id, ct),
            Findings = (await ReadImport.FindingsAsync(db, import.Id, ReadImport.MostFindings, ct)).Select(finding => new
            {
                finding.FileName,
                finding.Line,
                finding.Column,
                finding.Value,
                finding.Rule,
                finding.IsNotice,
                Message = FindingText.Sentence(finding),
            }),
        };
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<ReadImport.Import> FindAsync(Guid id, RegistrationDatabase db, CancellationToken ct) =>
        await ReadImport.FindAsync(db, id, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, RegistrationTexts.Words["Import.Unknown"]);
}
