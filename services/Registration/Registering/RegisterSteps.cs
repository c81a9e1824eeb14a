using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.DataProtection;

namespace JobDating.Registration.Registering;

/// <summary>
/// The three steps: who, where, which offers and consent. One address; each button says where it leads, and each page carries the earlier
/// answers. So back, reload and a second tab do no harm: nothing is written before the last button.
/// </summary>
internal sealed class RegisterSteps(RegistrationDatabase db, IDataProtectionProvider keys, RegisteringPace pace)
{
    /// <summary>The last step was taken: the candidate, and when the very same form had been sent before.</summary>
    public delegate Task<IResult> Registered(Transaction tx, SaveCandidates.Row candidate, RegisterCandidate.Outcome outcome);

    public async Task<IResult> BeginAsync(StepSetting setting, CancellationToken ct)
    {
        var sites = await SitesToCome.ReadAsync(db, setting.Edition, ct);
        var here = sites.FirstOrDefault(site => site.Id == setting.SiteId);
        var draft = Draft.New(setting.Edition.Id) with { SiteIds = here is { IsFull: false } ? [here.Id] : [] };
        return Who(setting, draft, sites, new FormErrors());
    }

    public async Task<IResult> GoOnAsync(StepSetting setting, IFormCollection form, HttpContext http, Actor actor, Registered registered, CancellationToken ct)
    {
        var sites = await SitesToCome.ReadAsync(db, setting.Edition, ct);
        var opened = Draft.Open(keys, form["draft"]);
        var draft = Answers.Of(form, opened?.EditionId == setting.Edition.Id ? opened : Draft.New(setting.Edition.Id));
        var errors = new FormErrors();
        if (opened is null)
        {
            errors.Conflict("", RegisteringTexts.Words["Draft.Lost"]);
            return Who(setting, draft, sites, errors);
        }
        var (step, go) = (form["step"].ToString(), form["go"].ToString());
        var rankErrors = new FormErrors();
        var ranks = step == "offers" ? Ranks.Read(form, rankErrors) : Ranks.Of(draft.OfferIds);
        draft = draft with { OfferIds = ranks.Order };
        if (go == "who" || sites.Count == 0)
            return Who(setting, draft, sites, errors);
        if (Registering.Who.Read(draft, db.Now.InZone(setting.Edition.Zone).Date, mustBeReached: !setting.IsForOther, errors) is not { } who)
            return Who(setting, draft, sites, errors);
        if (go == "where" || step == "who")
            return Where(setting, draft, sites, errors);
        draft = ChooseSites(draft, sites, errors);
        if (errors.Any)
            return Where(setting, draft, sites, errors);
        if (go != "register")
            return await OffersAsync(setting, draft, sites, ranks, form["search"].ToString(), errors, ct);
        if (!draft.ConsentRegistration)
            rankErrors.Add("consentRegistration", setting.Words("Consent.Needed"));
        if (!rankErrors.Any && !pace.Allows(http))
        {
            http.Response.Headers.RetryAfter = TooMany.RetryAfter;
            rankErrors.TooMany(RegisteringTexts.Words["TooFast"]);
        }
        return rankErrors.Any
            ? await OffersAsync(setting, draft, sites, ranks, form["search"].ToString(), rankErrors, ct)
            : await RegisterAsync(setting, draft, who, sites, actor, registered, ct);
    }

    private async Task<IResult> RegisterAsync(StepSetting setting, Draft draft, Who who, IReadOnlyList<SitesToCome.Site> sites, Actor actor, Registered registered, CancellationToken ct)
    {
        var request = new RegisterCandidate.Request
        {
            Id = draft.Id,
            EditionId = setting.Edition.Id,
            LastName = who.LastName,
            FirstName = who.FirstName,
            BirthDate = who.BirthDate,
            Email = who.Email,
            Phone = who.Phone,
            Commune = who.Commune,
            // Whoever registers alone is written to in the language of the page.
            Language = setting.IsForOther ? who.Language : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            StructureId = setting.Structure,
            SiteIds = draft.SiteIds,
            OfferIds = await OffersAtSites.StillOfferedAsync(db, setting.Edition.Id, draft.SiteIds, draft.OfferIds, ct),
            Channel = setting.Channel,
            AgreedOn = db.Now.InZone(setting.Edition.Zone).Date,
            Consents = [.. Consents(setting, draft).Select(ConsentWording.Of)],
        };
        // The same form may come twice at once: the other one was quicker then, and is found.
        return await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(actor, ct);
            var outcome = await RegisterCandidate.ApplyAsync(tx, request, ct);
            if (outcome.Refusals.Count > 0)
                return Refused(setting, draft, sites, outcome);
            if (outcome.IsErased)
                throw new Rejected(StatusCodes.Status410Gone, RegisteringTexts.Words["Erased.Since"]);
            var candidate = (await FindCandidates.ByIdAsync(tx, [draft.Id], ct))[draft.Id];
            var answer = await registered(tx, candidate, outcome);
            await tx.CommitAsync(ct);
            return answer;
        });
    }

    private static IEnumerable<string> Consents(StepSetting setting, Draft draft)
    {
        yield return ConsentWording.ForRegistration;
        if (draft.ConsentFollowUp)
            yield return ConsentWording.ForFollowUp;
        if (draft.ConsentResult && setting.IsForOther)
            yield return ConsentWording.ForResult;
    }

    /// <summary>Somebody else took the last place while this one was filling in the form.</summary>
    private IResult Refused(StepSetting setting, Draft draft, IReadOnlyList<SitesToCome.Site> sites, RegisterCandidate.Outcome outcome)
    {
        var errors = new FormErrors();
        foreach (var refusal in outcome.Refusals)
            errors.Conflict("site", RegisteringTexts.Words[$"Refused.{refusal.Why}", sites.FirstOrDefault(site => site.Id == refusal.SiteId)?.Name ?? ""]);
        var refused = outcome.Refusals.Select(refusal => refusal.SiteId).ToHashSet();
        return Where(setting, draft with { SiteIds = [.. draft.SiteIds.Where(id => !refused.Contains(id))] },
            [.. sites.Select(site => refused.Contains(site.Id) ? site with { Capacity = 0 } : site)], errors);
    }

    private static Draft ChooseSites(Draft draft, IReadOnlyList<SitesToCome.Site> sites, FormErrors errors)
    {
        foreach (var full in sites.Where(site => site.IsFull && draft.SiteIds.Contains(site.Id)))
            errors.Conflict("site", RegisteringTexts.Words["Refused.Full", full.Name]);
        var chosen = draft.SiteIds.Where(id => sites.Any(site => site.Id == id && !site.IsFull)).Distinct().ToList();
        if (chosen.Count == 0)
            errors.Add("site", RegisteringTexts.Words["Site.None"]);
        return draft with { SiteIds = chosen };
    }

    private IResult Who(StepSetting setting, Draft draft, IReadOnlyList<SitesToCome.Site> sites, FormErrors errors) =>
        errors.Page<WhoPage>(new { Setting = setting, Draft = draft, Sealed = draft.Seal(keys), Errors = errors, Sites = sites });

    private IResult Where(StepSetting setting, Draft draft, IReadOnlyList<SitesToCome.Site> sites, FormErrors errors) =>
        errors.Page<WherePage>(new { Setting = setting, Draft = draft, Sealed = draft.Seal(keys), Errors = errors, Sites = sites });

    private async Task<IResult> OffersAsync(StepSetting setting, Draft draft, IReadOnlyList<SitesToCome.Site> sites, Ranks ranks, string search, FormErrors errors, CancellationToken ct)
    {
        var sought = search.Length > 100 ? search[..100] : search.Trim();
        return errors.Page<OffersPage>(new
        {
            Setting = setting,
            Draft = draft,
            Sealed = draft.Seal(keys),
            Errors = errors,
            Sites = sites.Where(site => draft.SiteIds.Contains(site.Id)).ToList(),
            Ranks = ranks,
            Search = sought,
            Offers = await OffersAtSites.ReadAsync(db, setting.Edition.Id, draft.SiteIds, [.. ranks.Typed.OrderBy(wish => wish.Value).Select(wish => wish.Key)], sought, ct),
        });
    }
}
