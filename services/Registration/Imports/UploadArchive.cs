using JobDating.Platform;
using JobDating.Platform.SignIn;

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
        var caller = OfWholeEditions(http);
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
        await BeginAsync(caller, db, id, name, dryRun == true, worker, ct);
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
        var caller = OfWholeEditions(http);
        var form = await http.Request.ReadFormAsync(ct);
        var dryRun = form.ContainsKey("dryRun");
        if (form.Files.Count != 1 || form.Files[0].Length == 0)
            return await ShowImports.PageAsync(db, RegistrationTexts.Words["Import.OneFile"], dryRun, ct);
        var id = Guid.CreateVersion7();
        await using (var content = form.Files[0].OpenReadStream())
            await KeepAsync(content, id, settings, ct);
        await BeginAsync(caller, db, id, form.Files[0].FileName, dryRun, worker, ct);
        return Results.Redirect($"/registration/imports/{id}");
    }

    /// <summary>An archive that is already on this machine's disk (the demo's).</summary>
    public static async Task<Guid> LocalAsync(string zip, RegistrationDatabase db, Settings settings, ImportWorker worker, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await using (var content = File.OpenRead(zip))
            await KeepAsync(content, id, settings, ct);
        await BeginAsync(Actor.Command("demo"), db, id, Path.GetFileName(zip), false, worker, ct);
        return id;
    }

    /// <exception cref="Rejected">403: a coordinator of some sites; an archive writes to all.</exception>
    private static Actor OfWholeEditions(HttpContext http) => Caller.Of(http) is { MayEverySite: true } caller
        ? caller.Actor
        : throw new Rejected(StatusCodes.Status403Forbidden, RegistrationTexts.Words["Import.WholeEditions"]);

    private static async Task BeginAsync(Actor actor, RegistrationDatabase db, Guid id, string name, bool dryRun, ImportWorker worker, CancellationToken ct)
    {
        await using (var tx = await db.BeginAsync(actor, ct))
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
