using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.OwnPage;

/// <summary><c>/registration/me/wishes</c>: the offers a candidate would like, in order, among those of the sites they come to.</summary>
internal static class OwnWishes
{
    public static async Task<IResult> ShowAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var wishes = (await ReadOwnPage.WishesAsync(db, candidate.Id, ct)).Select(wish => wish.Id).ToList();
        return await PageAsync(db, candidate.Id, edition, Ranks.Of(wishes), "", await ReadOwnPage.WishVersionAsync(db, candidate.Id, ct), new FormErrors(), ct);
    }

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> ChangeAsync(IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var errors = new FormErrors();
        var ranks = Ranks.Read(form, errors);
        var version = Typed.Version(form["version"]);
        var search = form["search"].ToString();
        if (form["go"] == "search" || errors.Any)
            return await PageAsync(db, candidate.Id, edition, ranks, search, version, form["go"] == "search" ? new FormErrors() : errors, ct);
        var wanted = await OffersAtSites.StillOfferedAsync(db, edition.Id, await SiteIdsAsync(db, candidate.Id, edition, ct), ranks.Order, ct);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await ChangeWishes.ApplyAsync(tx, edition.Id, new Dictionary<Guid, ChangeWishes.Change>
            {
                [candidate.Id] = (now, offers) => now == version || offers.SequenceEqual(wanted) ? wanted : throw new ChangedMeanwhileException(),
            }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{OwnCandidate.Page}#wishes");
        }
        catch (ChangedMeanwhileException)
        {
            errors.ChangedMeanwhile();
            return await PageAsync(db, candidate.Id, edition, ranks, search, await ReadOwnPage.WishVersionAsync(db, candidate.Id, ct), errors, ct);
        }
    }

    /// <summary>The sites still to come that the candidate is registered at.</summary>
    private static async Task<List<Guid>> SiteIdsAsync(RegistrationDatabase db, Guid candidateId, SitesToCome.Edition edition, CancellationToken ct)
    {
        var today = db.Now.InZone(edition.Zone).Date;
        return [.. (await ReadOwnPage.SitesAsync(db, candidateId, ct)).Where(site => site.CancelledAt is null && !site.IsOff && site.Date >= today).Select(site => site.Id)];
    }

    private static async Task<IResult> PageAsync(RegistrationDatabase db, Guid candidateId, SitesToCome.Edition edition, Ranks ranks, string search, int version, FormErrors errors, CancellationToken ct)
    {
        var sought = search.Length > 100 ? search[..100] : search.Trim();
        return errors.Page<OwnWishesPage>(new
        {
            Ranks = ranks,
            Search = sought,
            Version = version,
            Errors = errors,
            Offers = await OffersAtSites.ReadAsync(db, edition.Id, await SiteIdsAsync(db, candidateId, edition, ct), [.. ranks.Typed.OrderBy(wish => wish.Value).Select(wish => wish.Key)], sought, ct),
        });
    }
}
