
namespace JobDating.Registration.Imports;

/// <summary>The import page: the form, and the imports of late.</summary>
internal static class ShowImports
{
    public static Task<IResult> RunAsync(RegistrationDatabase db, CancellationToken ct) => PageAsync(db, null, ct);

    /// <param name="wrong">What was wrong with the form, or null.</param>
    public static async Task<IResult> PageAsync(RegistrationDatabase db, string? wrong, CancellationToken ct) =>
        Results.Json(new { Wrong = wrong, Recent = await ReadImport.RecentAsync(db, ct) });
}
