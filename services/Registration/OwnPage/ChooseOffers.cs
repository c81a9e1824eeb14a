using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;

namespace JobDating.Registration.OwnPage;

/// <summary>
/// The offers a candidate would like, in order, among those of the sites they come to, as the candidate or whoever sent them chooses them on a page.
/// </summary>
/// <param name="page">The page that shows the candidate; the form's address is <c>/wishes</c> below it.</param>
/// <param name="forOther">What that page is called where a prescriber reads it; null: the candidate's own.</param>
internal sealed class ChooseOffers(RegistrationDatabase db, SaveCandidates.Row candidate, SitesToCome.Edition edition, string page, string? forOther = null)
{
    public async Task<IResult> ShowAsync(CancellationToken ct)
    {
        var wishes = (await ReadOwnPage.WishesAsync(db, candidate.Id, ct)).Select(wish => wish.Id).ToList();
        return await PageAsync(Ranks.Of(wishes), "", await ReadOwnPage.WishVersionAsync(db, candidate.Id, ct), new FormErrors(), ct);
    }

    public async Task<IResult> ChangeAsync(IFormCollection form, Actor actor, CancellationToken ct)
    {
        var errors = new FormErrors();
        var ranks = Ranks.Read(form, errors);
        var version = Typed.Version(form["version"]);
        var search = form["search"].ToString();
        if (form["go"] == "search" || errors.Any)
            return await PageAsync(ranks, search, version, form["go"] == "search" ? new FormErrors() : errors, ct);
        var offered = await OffersAtSites.StillOfferedAsync(db, edition.Id, await SiteIdsAsync(ct), ranks.Order, ct);
        try
        {
            await using var tx = await db.BeginAsync(actor, ct);
            await ChangeWishes.ApplyAsync(tx, edition.Id, new Dictionary<Guid, ChangeWishes.Change>
            {
                // A wish whose employer no longer comes stays until its person takes it off.
                [candidate.Id] = (now, offers) => ranks.Order.Where(offer => offered.Contains(offer) || offers.Contains(offer)).ToList() is var wanted && (now == version || offers.SequenceEqual(wanted)) ? wanted : throw new ChangedMeanwhileException(),
            }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{page}#wishes");
        }
        catch (ChangedMeanwhileException)
        {
            errors.ChangedMeanwhile();
            return await PageAsync(ranks, search, await ReadOwnPage.WishVersionAsync(db, candidate.Id, ct), errors, ct);
        }
    }

    /// <summary>The sites still to come that the candidate is registered at.</summary>
    private async Task<List<Guid>> SiteIdsAsync(CancellationToken ct)
    {
        var today = db.Now.InZone(edition.Zone).Date;
        return [.. (await ReadOwnPage.SitesAsync(db, candidate.Id, ct)).Where(site => site.CancelledAt is null && !site.IsOff && site.Date >= today).Select(site => site.Id)];
    }

    private async Task<IResult> PageAsync(Ranks ranks, string search, int version, FormErrors errors, CancellationToken ct)
    {
        var sought = search.Length > 100 ? search[..100] : search.Trim();
        return errors.Page<OwnWishesPage>(new
        {
            Page = page,
            ForOther = forOther,
            Ranks = ranks,
            Search = sought,
            Version = version,
            Errors = errors,
            Offers = await OffersAtSites.ReadAsync(db, edition.Id, await SiteIdsAsync(ct), [.. ranks.Typed.OrderBy(wish => wish.Value).Select(wish => wish.Key)], sought, ct, candidate.Id),
        });
    }
}
