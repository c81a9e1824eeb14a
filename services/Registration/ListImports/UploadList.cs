using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.ListImports;

/// <summary><c>…/editions/{code}/import-list</c>: a list is taken in; the file is on disk and its row in the database before anything is answered.</summary>
public static class UploadList
{
    /// <summary><c>GET …/import-list</c></summary>
    public static async Task<RazorComponentResult> AskAsync(string code, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        return await PageAsync(edition, Guid.CreateVersion7(), http.Request.Query["kind"], new FormErrors(), Caller.Of(http), db, ct);
    }

    /// <summary><c>POST …/import-list</c></summary>
    /// <exception cref="Rejected">400: not our form; 413: larger than <see cref="ListFile.MaxBytes"/>.</exception>
    public static async Task<IResult> RunAsync(string code, HttpContext http, RegistrationDatabase db, Settings settings, CancellationToken ct)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            throw TooLarge(http.Features.Get<IAntiforgeryValidationFeature>()?.Error) ? new Rejected(StatusCodes.Status413PayloadTooLarge, ListImportTexts.Words["TooLarge"]) : new Rejected(StatusCodes.Status400BadRequest, RegistrationTexts.Words["Import.NotOurs"]);
        var edition = await EmployerPages.EditionAsync(db, code, ct);
        var form = await http.Request.ReadFormAsync(ct);
        var id = Typed.Id(form["id"]);
        if (await ListImportRecord.FindAsync(db, id, ct) is { } twice)
            return twice.EditionId == edition.Id ? SeeOther.To(ShowListImport.Address(code, id)) : throw new Rejected(StatusCodes.Status404NotFound, ListImportTexts.Words["Unknown"]);
        var errors = new FormErrors();
        var kind = ListKind.Find(form["kind"]);
        if (kind is null)
            errors.Add("kind", ListImportTexts.Words["Kind.Missing"]);
        if (form.Files.Count != 1 || form.Files[0].Length == 0)
            errors.Add("file", ListImportTexts.Words["File.Missing"]);
        else if (form.Files[0].Length > ListFile.MaxBytes)
            errors.Add("file", ListImportTexts.Words["TooLarge"]);
        if (errors.Any)
            return await PageAsync(edition, id, form["kind"], errors, Caller.Of(http), db, ct);

        var path = ListImportWorker.PathOf(settings, id);
        // The same form may come twice at once: each brings its file, one brings the row.
        var arriving = $"{path}.{Guid.CreateVersion7():N}";
        try
        {
            await KeepAsync(form.Files[0], arriving, ct);
            var (header, refusal) = Look(arriving);
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await ListImportRecord.CreateAsync(tx, id, edition.Id, kind!, Path.GetFileName(form.Files[0].FileName), header, refusal, ct);
            if (refusal is null)
                File.Move(arriving, path, overwrite: true);
            await tx.CommitAsync(ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // The other one was quicker, and is shown.
        }
        finally
        {
            File.Delete(arriving);
        }
        return SeeOther.To(ShowListImport.Address(code, id));
    }

    private static (IReadOnlyList<string> Header, string? Refusal) Look(string path)
    {
        try
        {
            return (ListFile.Look(path, 1).Header, null);
        }
        catch (ListRefusedException refused)
        {
            return ([], refused.Rule);
        }
    }

    private static async Task KeepAsync(IFormFile upload, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await upload.CopyToAsync(file, ct);
        file.Flush(flushToDisk: true);
    }

    private static bool TooLarge(Exception? error) => error?.InnerException is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };

    private static async Task<RazorComponentResult> PageAsync(EditionTotals.Edition edition, Guid id, string? kind, FormErrors errors, Caller caller, Database db, CancellationToken ct) =>
        errors.Page<UploadListPage>(new { Edition = edition, Id = id, Kind = kind, Errors = errors, Recent = (await ListImportRecord.RecentAsync(db, edition.Id, ct)).Where(import => import.IsFor(caller)).Take(ListImportRecord.MostRecent).ToList() });
}
