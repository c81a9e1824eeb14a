using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Registering;

/// <summary><c>/registration/sites/{siteId}/register</c>: anybody registers, without account, in three steps; afterwards they are on their own page.</summary>
internal static class ShowRegistering
{
    /// <summary>How long sending the very same form again still leads to the own page: reload and double click, not the next user of a shared computer.</summary>
    private static readonly Duration _again = Duration.FromMinutes(15);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ShowAsync(Guid siteId, RegistrationDatabase db, RegisterSteps steps, CancellationToken ct) =>
        await steps.BeginAsync(await SettingAsync(siteId, db, ct), ct);

    /// <exception cref="Rejected">404; 409 and 410 when the form was used long ago.</exception>
    public static async Task<IResult> PostAsync(Guid siteId, IFormCollection form, RegistrationDatabase db, RegisterSteps steps, PersonalLinks links, HttpContext http, CancellationToken ct) =>
        await steps.GoOnAsync(await SettingAsync(siteId, db, ct), form, http, Caller.Of(http).Actor, async (tx, candidate, outcome) =>
        {
            if (outcome.Before is { } before && tx.Now - before > _again)
                throw new Rejected(StatusCodes.Status409Conflict, RegisteringTexts.Words["Done.Before"]);
            var link = await CandidateLink.IssueAsync(links, tx, candidate, ct);
            if (outcome.Before is null)
                await RegistrationMail.QueueAsync(tx, candidate, links.Absolute(link), ct);
            http.Response.Headers.CacheControl = "no-cache, no-store";
            return Results.LocalRedirect(link);
        }, ct);

    private static async Task<StepSetting> SettingAsync(Guid siteId, RegistrationDatabase db, CancellationToken ct) =>
        await SitesToCome.EditionOfAsync(db, siteId, ct) is { } edition
            ? new StepSetting($"/registration/sites/{siteId}/register", "online", edition, siteId)
            : throw new Rejected(StatusCodes.Status404NotFound, RegisteringTexts.Words["Site.Unknown"]);
}
