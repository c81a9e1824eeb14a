using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.OwnPage;

/// <summary>
/// What a candidate, or whoever sent them, does about one site from a page: register, also again after cancelling; cancel, after being asked.
/// </summary>
/// <param name="page">The page that shows the candidate; the sites' addresses are below it.</param>
/// <param name="channel"><c>online</c> or <c>prescriber</c>.</param>
internal sealed class ChangeSites(RegistrationDatabase db, SaveCandidates.Row candidate, string page, string channel)
{
    /// <exception cref="Rejected">404; 409 when the site is full, over or called off.</exception>
    public Task<IResult> RegisterAsync(Guid siteId, Actor actor, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        await using var tx = await db.BeginAsync(actor, ct);
        var refusals = await RegisterAtSites.ApplyAsync(tx, candidate.EditionId, candidate.Id, [siteId], channel, ct);
        if (refusals is [var refusal])
            throw refusal.Why == RegisterAtSites.Why.Unknown
                ? new Rejected(StatusCodes.Status404NotFound, RegisteringTexts.Words["Site.Unknown"])
                : new Rejected(StatusCodes.Status409Conflict, RegisteringTexts.Words[$"Refused.{refusal.Why}", (await SitesToCome.NameAsync(db, siteId, ct))!]);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{page}#sites");
    });

    /// <exception cref="Rejected">404</exception>
    public async Task<RazorComponentResult> AskAsync(Guid siteId, CancellationToken ct)
    {
        var site = await FindAsync(siteId, ct);
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = Words("Cancel.Title", site.Name),
            Sentence = Words("Cancel.Sentence", site.Name, Reading.Long(site.Date)),
            Consequences = (IReadOnlyList<string>)[Words("Cancel.Free"), Words("Cancel.Again")],
            Action = $"{page}/sites/{siteId}/cancel",
            Button = Words("Cancel.Do"),
            Back = page,
        });
    }

    /// <exception cref="Rejected">404; 409: received there.</exception>
    public Task<IResult> CancelAsync(Guid siteId, Actor actor, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var site = await FindAsync(siteId, ct);
        await using var tx = await db.BeginAsync(actor, ct);
        if ((await CancelRegistrations.ApplyAsync(tx, [(candidate.Id, siteId)], ct)).Count > 0)
            throw new Rejected(StatusCodes.Status409Conflict, Words("Cancel.Received", site.Name));
        await tx.CommitAsync(ct);
        return SeeOther.To($"{page}#sites");
    });

    private async Task<ReadOwnPage.Site> FindAsync(Guid siteId, CancellationToken ct) =>
        (await ReadOwnPage.SitesAsync(db, candidate.Id, ct)).FirstOrDefault(site => site.Id == siteId)
        ?? throw new Rejected(StatusCodes.Status404NotFound, RegisteringTexts.Words["Site.Unknown"]);

    private string Words(string key, params object?[] arguments) => OwnPageTexts.Words[channel == "prescriber" ? $"{key}.Other" : key, arguments];
}
