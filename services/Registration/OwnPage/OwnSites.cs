using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.OwnPage;

/// <summary>The candidate's own sites: <c>POST /registration/me/sites/{id}</c>, and <c>…/cancel</c>. See <see cref="ChangeSites"/>.</summary>
internal static class OwnSites
{
    /// <exception cref="Rejected">404, 409, 410</exception>
    public static async Task<IResult> RegisterAsync(Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(db, http, ct)).RegisterAsync(siteId, Caller.Of(http).Actor, ct);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(db, http, ct)).AskAsync(siteId, ct);

    /// <exception cref="Rejected">404, 409, 410</exception>
    public static async Task<IResult> CancelAsync(Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(db, http, ct)).CancelAsync(siteId, Caller.Of(http).Actor, ct);

    private static async Task<ChangeSites> OfAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        new(db, (await OwnCandidate.OfAsync(http, db, ct)).Candidate, OwnCandidate.Page, "online");
}
