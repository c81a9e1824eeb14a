using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.OwnPage;

/// <summary>
/// Whose page this is: the one place that turns the personal link's session into a candidate. An entry that was merged into another is as gone
/// here as an erased one: anybody may register under somebody else's name, and must not come to that person's page by being merged with them.
/// </summary>
internal static class OwnCandidate
{
    public const string Page = "/registration/me";

    /// <exception cref="Rejected">404: no candidate is signed in; 410: the data were erased, or merged into another entry.</exception>
    public static async Task<(SaveCandidates.Row Candidate, SitesToCome.Edition Edition)> OfAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        // These pages are a person's own: a shared computer keeps none of them.
        http.Response.Headers.CacheControl = "no-cache, no-store";
        if (Caller.Of(http).Candidate is not { } id)
            throw new Rejected(StatusCodes.Status404NotFound, OwnPageTexts.Words["Unknown"]);
        if (await FindCandidates.ByIdAsync(db, id, ct) is not { } candidate || await SitesToCome.EditionAsync(db, candidate.EditionId, ct) is not { } edition)
            throw new Rejected(StatusCodes.Status410Gone, OwnPageTexts.Words["Gone"]);
        return (candidate, edition);
    }
}
