using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Prints;
using JobDating.Registration.Registering;
using JobDating.Registration.Retention;
using JobDating.Registration.Schedules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Registration.OwnPage;

/// <summary><c>GET /registration/me</c>: a candidate's badge, schedule, wishes and consents, and what can be changed; the personal link to keep.</summary>
internal static class ShowOwnPage
{
    private static readonly Duration _new = Duration.FromMinutes(15);

    private const string EditionCodeSql = "SELECT code FROM edition WHERE id = @Id";

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<RazorComponentResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var sites = await ReadOwnPage.SitesAsync(db, candidate.Id, ct);
        var taken = sites.Where(site => site.CancelledAt is null).Select(site => site.Id).ToHashSet();
        return new RazorComponentResult<OwnPageView>(new
        {
            Candidate = new OwnPageView.Person(candidate.Id, candidate.FirstName, candidate.LastName, candidate.BirthDate, candidate.Email, candidate.Phone, candidate.Commune, candidate.Code, candidate.ConsentFollowUp == true),
            Badge = new BadgeCode((await db.QueryFirstOrDefaultAsync<string>(EditionCodeSql, new { edition.Id }, ct))!, candidate.Code).ToString(),
            Edition = edition,
            Today = db.Now.InZone(edition.Zone).Date,
            db.Now,
            IsNew = sites.Any(site => db.Now - site.RegisteredAt < _new),
            Interviews = await ReadSchedule.OfCandidateAsync(db, candidate.Id, ct),
            Offered = await OfferedTime.OfCandidateAsync(db, candidate.Id, ct),
            Sites = sites,
            Others = (await SitesToCome.ReadAsync(db, edition, ct)).Where(site => !taken.Contains(site.Id)).ToList(),
            Workshops = await ReadOwnPage.WorkshopsAsync(db, candidate.Id, edition.Id, ct),
            Wishes = await ReadOwnPage.WishesAsync(db, candidate.Id, ct),
            Structure = await ReadOwnPage.StructureAsync(db, candidate.StructureId, ct),
            Kept = await KeepOwnData.UntilAsync(db, candidate.Id, ct),
            Consents = await ReadOwnPage.ConsentsAsync(db, candidate.Id, ct),
            Former = await ReadOwnPage.FormerConsentsAsync(db, candidate.Id, ct),
        });
    }

    /// <summary><c>GET /registration/me/link</c>: the personal link, to be noted or printed by whoever has no e-mail.</summary>
    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<RazorComponentResult> LinkAsync(RegistrationDatabase db, PersonalLinks links, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var link = links.Absolute(await CandidateLink.IssueAsync(links, tx, candidate, ct));
        return new RazorComponentResult<OwnLinkPage>(new { Link = link, Edition = edition, Name = $"{candidate.FirstName} {candidate.LastName}" });
    }
}
