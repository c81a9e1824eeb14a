using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.OwnPage;

/// <summary><c>/registration/me/wishes</c>: the candidate's own wishes. See <see cref="ChooseOffers"/>.</summary>
internal static class OwnWishes
{
    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> ShowAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct) => await (await OfAsync(db, http, ct)).ShowAsync(ct);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> ChangeAsync(IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await OfAsync(db, http, ct)).ChangeAsync(form, Caller.Of(http).Actor, ct);

    private static async Task<ChooseOffers> OfAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        return new ChooseOffers(db, candidate, edition, OwnCandidate.Page);
    }
}
