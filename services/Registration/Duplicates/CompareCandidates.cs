using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Duplicates;

/// <summary><c>GET …/duplicates/compare?one=&amp;other=</c>: two entries side by side; which values to keep is chosen here and confirmed on the next page.</summary>
internal static class CompareCandidates
{
    /// <param name="one">The code of the entry to keep.</param>
    /// <exception cref="Rejected">404, 422</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? one, string? other, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await DuplicatePlaces.ReadAsync(db, code, http, ct);
        Seen.People(http, 2);
        return new RazorComponentResult<CompareCandidatesPage>(new { Places = places, Pair = await ReadPair.ByCodeAsync(db, places, one, other, ct) });
    }
}
