using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Registering;
using JobDating.Registration.Schedules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prescribers;

/// <summary>
/// <c>/registration/prescriber/candidates/{id}</c>: one of the prescriber's own candidates; their registrations are made and cancelled here, their
/// wishes changed, and their personal link is handed over. Anybody else's id is not found.
/// </summary>
internal static class ShowOwnCandidate
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var candidate = await OwnStructure.CandidateAsync(http, id, db, ct);
        var edition = (await SitesToCome.EditionAsync(db, candidate.EditionId, ct))!;
        var sites = await ReadOwnPage.SitesAsync(db, id, ct);
        var taken = sites.Where(site => site.CancelledAt is null).Select(site => site.Id).ToHashSet();
        return new RazorComponentResult<ShowOwnCandidatePage>(new
        {
            Id = id,
            Name = $"{candidate.FirstName} {candidate.LastName}",
            candidate.Code,
            candidate.BirthDate,
            candidate.Phone,
            candidate.Email,
            candidate.Commune,
            Edition = edition,
            Today = db.Now.InZone(edition.Zone).Date,
            db.Now,
            // Who came to an interview and who did not is a result: not for a structure to know without consent.
            Interviews = (await ReadSchedule.OfCandidateAsync(db, id, ct)).Where(interview => interview.StartsAt > db.Now && interview.Status is ("booked" or "cancelled")).ToList(),
            Sites = sites,
            Others = (await SitesToCome.ReadAsync(db, edition, ct)).Where(site => !taken.Contains(site.Id)).ToList(),
            Workshops = (await ReadOwnPage.WorkshopsAsync(db, id, edition.Id, ct)).Where(workshop => workshop.IsMine).ToList(),
            Wishes = await ReadOwnPage.WishesAsync(db, id, ct),
            Result = await OwnCandidates.ResultAsync(db, id, ct),
        });
    }

    /// <summary><c>GET …/link</c>: the candidate's personal link, to be printed or scanned: many have no e-mail.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> LinkAsync(Guid id, RegistrationDatabase db, PersonalLinks links, HttpContext http, CancellationToken ct)
    {
        var candidate = await OwnStructure.CandidateAsync(http, id, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var link = links.Absolute(await CandidateLink.IssueAsync(links, tx, candidate, ct));
        await tx.AuditAsync("candidate", id, "link shown", null, ct);
        await tx.CommitAsync(ct);
        return new RazorComponentResult<OwnLinkPage>(new
        {
            Link = link,
            Edition = (await SitesToCome.EditionAsync(db, candidate.EditionId, ct))!,
            Name = $"{candidate.FirstName} {candidate.LastName}",
            Back = OwnStructure.PageOf(id),
            BackText = $"{candidate.FirstName} {candidate.LastName}",
            IsForOther = true,
        });
    }

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> RegisterAsync(Guid id, Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await ChangeAsync(id, db, http, ct)).RegisterAsync(siteId, Caller.Of(http).Actor, ct);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid id, Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await ChangeAsync(id, db, http, ct)).AskAsync(siteId, ct);

    /// <exception cref="Rejected">404, 409</exception>
    public static async Task<IResult> CancelAsync(Guid id, Guid siteId, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await ChangeAsync(id, db, http, ct)).CancelAsync(siteId, Caller.Of(http).Actor, ct);

    /// <summary><c>GET …/wishes</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> WishesAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) => await (await ChooseAsync(id, db, http, ct)).ShowAsync(ct);

    /// <summary><c>POST …/wishes</c></summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeWishesAsync(Guid id, IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await (await ChooseAsync(id, db, http, ct)).ChangeAsync(form, Caller.Of(http).Actor, ct);

    private static async Task<ChooseOffers> ChooseAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var candidate = await OwnStructure.CandidateAsync(http, id, db, ct);
        return new ChooseOffers(db, candidate, (await SitesToCome.EditionAsync(db, candidate.EditionId, ct))!, OwnStructure.PageOf(id), $"{candidate.FirstName} {candidate.LastName}");
    }

    private static async Task<ChangeSites> ChangeAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        new(db, await OwnStructure.CandidateAsync(http, id, db, ct), OwnStructure.PageOf(id), "prescriber");
}
