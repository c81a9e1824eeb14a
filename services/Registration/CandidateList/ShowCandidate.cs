using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;

namespace JobDating.Registration.CandidateList;

/// <summary><c>GET /registration/editions/{code}/candidates/{id}</c>: one candidate with all that hangs on them. Whoever was merged is shown as the one they became.</summary>
internal static class ShowCandidate
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var candidate = await ReadCandidate.FindAsync(db, places, id, ct);
        return candidate.Row.Id == id ? Page(places, candidate, new FormErrors(), null) : SeeOther.To(places.Of(candidate.Row.Id));
    }

    /// <param name="site">What was chosen in the form that registers at another site.</param>
    public static IResult Page(CandidatePlaces places, ReadCandidate candidate, FormErrors errors, string? site) =>
        errors.Page<ShowCandidatePage>(new { Places = places, Candidate = candidate, Errors = errors, Site = site });
}
