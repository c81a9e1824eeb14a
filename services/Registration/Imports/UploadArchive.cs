using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;

namespace JobDating.Registration.Imports;

/// <summary>
/// Takes an archive in: the zip is on disk and its import in the database before anything is answered, so what was received is never lost.
/// </summary>
internal static class UploadArchive
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// <c>POST /registration/api/editions/import[?dryRun=true]</c>, the zip as body or as a form's file. Answers when the import is over: 200, or
    /// 422 with the findings; after a minute 202 with the place where to look on.
    /// </summary>
    public static async Task<IResult> ApiAsync(HttpContext http, bool? dryRun, RegistrationDatabase db, Settings settings, ImportWorker worker, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        string name;
        // Whatever else a client calls its bytes (curl says urlencoded by default), they are the zip.
        if (http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            var form = await http.Request.ReadFormAsync(ct);
            var file = form.Files.Count == 1 ? form.Files[0] : throw new Rejected(StatusCodes.Status400BadRequest, RegistrationTexts.Words["Import.OneFile"]);
            name = file.FileName;
            await using var content = file.OpenReadStream();
            await KeepAsync(content, id, settings, ct);
        }
        else
        {
            name = "archive.zip";
            await KeepAsync(http.Request.Body, id, settings, ct);
        }
        await BeginAsync(db, id, name, dryRun == true, worker, ct);
        var until = db.Now + NodaTime.Duration.FromTimeSpan(Patience);
        var import = await ReadImport.FindAsync(db, id, ct);
        while (!import!.IsOver && db.Now < until)
        {
            await Task.Delay(Look, ct);
            import = await ReadImport.FindAsync(db, id, ct);
        }
        http.Response.Headers.Location = $"/registration/api/imports/{id}";
        var status = import.Status switch
        {
            "refused" => StatusCodes.Status422UnprocessableEntity,
            "failed" => StatusCodes.Status500InternalServerError,
            "done" or "checked" => StatusCodes.Status200OK,
            _ => StatusCodes.Status202Accepted,
        };
        return Results.Json(await ShowImport.StateAsync(db, import, ct), Json.Options, statusCode: status);
    }

    /// <summary>The page's form: goes to the import's page at once.</summary>
    public static async Task<IResult> FormAsync(HttpContext http, RegistrationDatabase db, Settings settings, ImportWorker worker, CancellationToken ct)
    {
        RequireToken(http);
        var form = await http.Request.ReadFormAsync(ct);
        var dryRun = form.ContainsKey("dryRun");
        if (form.Files.Count != 1 || form.Files[0].Length == 0)
            return await ShowImports.PageAsync(db, RegistrationTexts.Words["Import.OneFile"], dryRun, ct);
        var id = Guid.CreateVersion7();
        await using (var content = form.Files[0].OpenReadStream())
            await KeepAsync(content, id, settings, ct);
        await BeginAsync(db, id, form.Files[0].FileName, dryRun, worker, ct);
        return Results.Redirect($"/registration/imports/{id}");
    }

    /// <summary>An archive that is already on this machine's disk (the demo's).</summary>
    public static async Task<Guid> LocalAsync(string zip, RegistrationDatabase db, Settings settings, ImportWorker worker, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await using (var content = File.OpenRead(zip))
            await KeepAsync(content, id, settings, ct);
        await BeginAsync(db, id, Path.GetFileName(zip), false, worker, ct);
        return id;
    }

    /// <summary>The form was made by our own page. What the antiforgery step of the house found is only noted there; here it counts.</summary>
    /// <exception cref="Rejected">400, or 413 when the form was too large to look for its token.</exception>
    private static void RequireToken(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true })
            return;
        if (http.Features.Get<IAntiforgeryValidationFeature>()?.Error?.InnerException is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            throw new Rejected(StatusCodes.Status413PayloadTooLarge, PageFrame.Words["Error.TooLarge"]);
        throw new Rejected(StatusCodes.Status400BadRequest, RegistrationTexts.Words["Import.NotOurs"]);
    }

    private static async Task BeginAsync(RegistrationDatabase db, Guid id, string name, bool dryRun, ImportWorker worker, CancellationToken ct)
    {
        await using (var tx = await db.BeginAsync(Actor.Visitor, ct))
        {
            await ImportRecord.CreateAsync(tx, id, Path.GetFileName(name), dryRun, "waiting", ct);
            await tx.CommitAsync(ct);
        }
        worker.Wake();
    }

    private static async Task KeepAsync(Stream content, Guid id, Settings settings, CancellationToken ct)
    {
        var path = ImportWorker.PathOf(settings, id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await content.CopyToAsync(file, ct);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
