using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.OwnPage;

/// <summary>Whose page this is: the one place that turns the personal link's session into a candidate; the link of one who was found to be another leads to
/// that other.</summary>
internal static class OwnCandidate
{
    public const string Page = "/registration/me";

    /// <exception cref="Rejected">404: no candidate is signed in; 410: the data were erased.</exception>
    public static async Task<(SaveCandidates.Row Candidate, SitesToCome.Edition Edition)> OfAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        // These pages are a person's own: a shared computer keeps none of them.
        http.Response.Headers.CacheControl = "no-cache, no-store";
        if (Caller.Of(http).Candidate is not { } id)
            throw new Rejected(StatusCodes.Status404NotFound, OwnPageTexts.Words["Unknown"]);
        if (await FindCandidates.ByIdAsync(db, await MergedCandidates.MeantAsync(db, id, ct), ct) is not { } candidate || await SitesToCome.EditionAsync(db, candidate.EditionId, ct) is not { } edition)
            throw new Rejected(StatusCodes.Status410Gone, OwnPageTexts.Words["Gone"]);
        return (candidate, edition);
    }
}
