using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Imports;

/// <summary><c>GET /registration/import</c>: the form, what an archive is, and the imports of late.</summary>
internal static class ShowImports
{
    public static Task<RazorComponentResult> RunAsync(RegistrationDatabase db, CancellationToken ct) => PageAsync(db, null, dryRun: false, ct);

    /// <param name="wrong">What was wrong with the form, or null; then the answer is 422.</param>
    /// <param name="dryRun">What the reader had ticked.</param>
    public static async Task<RazorComponentResult> PageAsync(RegistrationDatabase db, string? wrong, bool dryRun, CancellationToken ct) =>
        new RazorComponentResult<ShowImportsPage>(new { Wrong = wrong, DryRun = dryRun, Recent = await ReadImport.RecentAsync(db, ct) })
        {
            StatusCode = wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
