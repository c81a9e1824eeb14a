using System.Globalization;
using System.IO.Compression;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using JobDating.Registration.OwnPage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Privacy;

/// <summary>
/// All that is held about a candidate, asked for and fetched as a zip: by the candidate (<c>/registration/me/access</c>) or by a coordinator for them (<c>…/candidates/{id}/access</c>).
/// </summary>
internal static class AskAccess
{
    public const string Own = $"{OwnCandidate.Page}/access";

    public sealed record Form
    {
        /// <summary><c>fr</c> or <c>en</c>.</summary>
        public string? Language { get; init; }
    }

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<RazorComponentResult> OwnAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        return await PageAsync(db, candidate.Id, Own, OwnCandidate.Page, OwnPageTexts.Words["Title"], null, ct);
    }

    /// <exception cref="Rejected">404, 410</exception>
    public static Task<IResult> AskOwnAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        return await AskAsync(db, candidate.Id, form, Own, http, ct);
    });

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> FetchOwnAsync(Guid request, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        return await FetchAsync(db, candidate.Id, request, http, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> OtherAsync(string code, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (places, candidate) = await FindAsync(code, id, db, http, ct);
        return await PageAsync(db, candidate.Row.Id, $"{places.Of(candidate.Row.Id)}/access", places.Of(candidate.Row.Id), CandidateName.Of(candidate.Row), CandidateName.Of(candidate.Row), ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> AskOtherAsync(string code, Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        var (places, candidate) = await FindAsync(code, id, db, http, ct);
        return await AskAsync(db, candidate.Row.Id, form, $"{places.Of(candidate.Row.Id)}/access", http, ct);
    });

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> FetchOtherAsync(string code, Guid id, Guid request, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (_, candidate) = await FindAsync(code, id, db, http, ct);
        return await FetchAsync(db, candidate.Row.Id, request, http, ct);
    }

    private static async Task<(CandidatePlaces, ReadCandidate)> FindAsync(string code, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var candidate = await ReadCandidate.FindAsync(db, places, id, ct);
        return candidate.Row.ErasedAt is null ? (places, candidate) : throw ReadCandidate.Unknown();
    }

    private static async Task<RazorComponentResult> PageAsync(Database db, Guid candidate, string address, string back, string backText, string? name, CancellationToken ct) =>
        new RazorComponentResult<AccessPage>(new { Address = address, Back = back, BackText = backText, Name = name, Requests = await AccessRequests.OfAsync(db, candidate, ct) });

    private static async Task<IResult> AskAsync(RegistrationDatabase db, Guid candidate, Form form, string address, HttpContext http, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (!await AccessRequests.AskAsync(tx, candidate, form.Language is "fr" or "en" ? form.Language : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, ct))
            throw new Rejected(StatusCodes.Status410Gone, OwnPageTexts.Words["Gone"]);
        await tx.CommitAsync(ct);
        return SeeOther.To(address);
    }

    /// <summary>Who fetched it, and when, is noted.</summary>
    private static async Task<IResult> FetchAsync(RegistrationDatabase db, Guid candidate, Guid request, HttpContext http, CancellationToken ct)
    {
        if (await AccessRequests.FilesAsync(db, candidate, request, ct) is not { } files)
            throw new Rejected(StatusCodes.Status404NotFound, AccessTexts.Words["Unknown"]);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await tx.AuditAsync("candidate", candidate, "access fetched", null, ct);
            await tx.CommitAsync(ct);
        }
        var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteAsync(zip, AccessTexts.Words["File.ReadMe"], AccessTexts.Words["ReadMe"], ct);
            foreach (var file in files)
                await WriteAsync(zip, file.Name, file.Text, ct);
        }
        return Results.File(bytes.ToArray(), "application/zip", "job-dating-data.zip");
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        // With the mark that tells every editor that it is UTF-8.
        await using var writer = new StreamWriter(entry, new UTF8Encoding(name.EndsWith(".txt", StringComparison.Ordinal)));
        await writer.WriteAsync(text.AsMemory(), ct);
    }
}
