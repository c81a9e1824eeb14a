using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>One import: <c>GET /registration/api/imports/{id}</c> and its page.</summary>
internal static class ShowImport
{
    public static async Task<IResult> ApiAsync(Guid id, RegistrationDatabase db, CancellationToken ct) =>
        Results.Json(await StateAsync(db, await FindAsync(id, db, ct), ct), Json.Options);

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
