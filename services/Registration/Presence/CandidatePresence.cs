using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.CandidateList;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Prescribers;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Presence;

/// <summary>The hours of presence from three sides: <c>/registration/me/sites/{site}/hours</c>, the prescriber's page of a candidate, and the coordinator's.</summary>
internal static class CandidatePresence
{
    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> OwnAsync(Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) => await (await OwnAsync(db, siteId, http, ct)).ShowAsync(ct);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> ChangeOwnAsync(Guid siteId, [FromForm] PresenceForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OwnAsync(db, siteId, http, ct)).RunAsync(form, Caller.Of(http).Actor, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> SentAsync(Guid id, Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) => await (await SentAsync(db, id, siteId, http, ct)).ShowAsync(ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeSentAsync(Guid id, Guid siteId, [FromForm] PresenceForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await SentAsync(db, id, siteId, http, ct)).RunAsync(form, Caller.Of(http).Actor, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> CoordinatedAsync(string code, Guid id, Guid site, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await CoordinatedAsync(db, code, id, site, http, ct)).ShowAsync(ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeCoordinatedAsync(string code, Guid id, Guid site, [FromForm] PresenceForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await CoordinatedAsync(db, code, id, site, http, ct)).RunAsync(form, Caller.Of(http).Actor, ct);

    private static async Task<ChangePresence> OwnAsync(RegistrationDatabase db, Guid siteId, HttpContext http, CancellationToken ct) =>
        new(db, (await OwnCandidate.OfAsync(http, db, ct)).Candidate, siteId, $"{OwnCandidate.Page}/sites/{siteId}/hours", $"{OwnCandidate.Page}#sites", OwnPageTexts.Words["Title"], isForOther: false);

    private static async Task<ChangePresence> SentAsync(RegistrationDatabase db, Guid id, Guid siteId, HttpContext http, CancellationToken ct)
    {
        var candidate = await OwnStructure.CandidateAsync(http, id, db, ct);
        return new(db, candidate, siteId, $"{OwnStructure.PageOf(id)}/sites/{siteId}/hours", $"{OwnStructure.PageOf(id)}#sites", CandidateName.Of(candidate), isForOther: true);
    }

    private static async Task<ChangePresence> CoordinatedAsync(RegistrationDatabase db, string code, Guid id, Guid siteId, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var candidate = (await ReadCandidate.FindAsync(db, places, id, ct)).Row;
        if (!places.Has(siteId) || candidate.ErasedAt is not null)
            throw ReadCandidate.Unknown();
        return new(db, candidate, siteId, $"{places.Of(id)}/registrations/{siteId}/hours", places.Of(id), CandidateName.Of(candidate), isForOther: true);
    }
}
