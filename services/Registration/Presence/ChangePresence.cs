using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using NodaTime;

namespace JobDating.Registration.Presence;

/// <summary>
/// When a candidate will be at a site where they are registered: said on the own page, by whoever sent them, or by a coordinator. The plan and whoever books keep to it; the
/// team may put an interview elsewhere.
/// </summary>
/// <param name="action">The form's address.</param>
/// <param name="back">The page that shows the candidate.</param>
/// <param name="called">What that page is called.</param>
internal sealed class ChangePresence(RegistrationDatabase db, SaveCandidates.Row candidate, Guid siteId, string action, string back, string called, bool isForOther)
{
    private const string FindSql = """
        SELECT s.name, s.date, s.opens_at, s.closes_at, r.version, r.present_from, r.present_until
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id = @CandidateId AND r.site_id = @SiteId AND r.cancelled_at IS NULL
        """;

    /// <exception cref="Rejected">404</exception>
    public async Task<IResult> ShowAsync(CancellationToken ct)
    {
        var registration = await FindAsync(ct);
        return Page(registration, new PresenceForm { From = Show(registration.PresentFrom), Until = Show(registration.PresentUntil) }, registration.Version, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public async Task<IResult> RunAsync(PresenceForm form, Actor actor, CancellationToken ct)
    {
        var registration = await FindAsync(ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var (from, until) = (typed.Time("from", form.From), typed.Time("until", form.Until));
        // One that is open past midnight has hours in any order.
        var sameDay = registration is { OpensAt: { } opens, ClosesAt: { } closes } ? opens < closes : (bool?)null;
        if (sameDay != false && from >= until)
            errors.Add("until", PresenceTexts.Words["Wrong.Order"]);
        if (sameDay == true && from >= registration.ClosesAt)
            errors.Add("from", PresenceTexts.Words["Wrong.Closed"]);
        if (sameDay == true && until <= registration.OpensAt)
            errors.Add("until", PresenceTexts.Words["Wrong.Closed"]);
        if (errors.Any)
            return Page(registration, form, Typed.Version(form.Version), errors);
        try
        {
            await using var tx = await db.BeginAsync(actor, ct);
            await RecordRegistrations.ApplyAsync(tx, candidate.EditionId, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
            {
                [(candidate.Id, siteId)] = row => row is { CancelledAt: null } && (row.Version == Typed.Version(form.Version) || (row.PresentFrom, row.PresentUntil) == (from, until))
                    ? row with { PresentFrom = from, PresentUntil = until }
                    : throw new ChangedMeanwhileException(),
            }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To(back);
        }
        catch (ChangedMeanwhileException)
        {
            errors.ChangedMeanwhile();
            return Page(registration, form, (await FindAsync(ct)).Version, errors);
        }
    }

    private async Task<PresenceAtSite> FindAsync(CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<PresenceAtSite>(FindSql, new { CandidateId = candidate.Id, SiteId = siteId }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, PresenceTexts.Words["Gone"]);

    private IResult Page(PresenceAtSite registration, PresenceForm form, int version, FormErrors errors) => errors.Page<PresencePage>(new
    {
        Site = registration,
        Form = form,
        Version = version,
        Errors = errors,
        Action = action,
        Back = back,
        Called = called,
        IsForOther = isForOther,
    });

    private static string? Show(LocalTime? time) => time is { } at ? Typed.Show(at) : null;
}
