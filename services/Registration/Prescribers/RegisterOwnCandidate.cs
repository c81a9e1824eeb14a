using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.Prescribers;

/// <summary><c>/registration/prescriber/register</c>: a prescriber registers somebody, in the same three steps; the consent says who noted it.</summary>
internal static class RegisterOwnCandidate
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ShowAsync(RegistrationDatabase db, RegisterSteps steps, HttpContext http, CancellationToken ct) =>
        await steps.BeginAsync(await SettingAsync(http, db, ct), ct);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> PostAsync(IFormCollection form, RegistrationDatabase db, RegisterSteps steps, PersonalLinks links, HttpContext http, CancellationToken ct)
    {
        var setting = await SettingAsync(http, db, ct);
        return await steps.GoOnAsync(setting, form, http, Caller.Of(http).Actor, async (tx, candidate, outcome) =>
        {
            // A form that somebody else made leads to nobody else's candidate.
            if (candidate.StructureId != setting.Structure)
                throw new Rejected(StatusCodes.Status404NotFound, PrescriberTexts.Words["Candidate.Unknown"]);
            if (outcome.Before is null)
                await RegistrationMail.QueueAsync(tx, candidate, links.Absolute(await CandidateLink.IssueAsync(links, tx, candidate, ct)), ct);
            return SeeOther.To(OwnStructure.PageOf(candidate.Id));
        }, ct);
    }

    private static async Task<StepSetting> SettingAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var (structure, edition) = await OwnStructure.OfAsync(http, db, ct);
        return new StepSetting($"{OwnStructure.Page}/register", "prescriber", edition, Structure: structure.Id);
    }
}
