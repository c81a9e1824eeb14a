using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Prints;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Mobility;

/// <summary><c>POST /registration/sites/{id}/mobility-visits</c>: one more visit, of a candidate found by name or given by code (or badge).</summary>
public static class NoteMobilityVisit
{
    public sealed record Form
    {
        public string? Id { get; init; }

        /// <summary>The code on the button that was pressed.</summary>
        public string? Chosen { get; init; }
        public string? Code { get; init; }
        public string? Time { get; init; }
        public string? Which { get; init; }
        public string? Outcome { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var site = await PrintedSite.FindAsync(http, db, id, ct);
        var zone = await ShowMobilityVisits.ZoneAsync(db, site, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var now = db.Now;
        var isToday = now.InZone(zone).Date == site.Date;
        var time = typed.Time("time", form.Time, required: !isToday);
        var at = time is { } known ? WorkshopTime.Read(errors, "time", "which", site.Date, known, form.Which, zone) : now;
        var outcome = typed.Choice("outcome", form.Outcome, MobilityTexts.Outcomes);
        var code = typed.Text("code", string.IsNullOrEmpty(form.Chosen) ? form.Code : form.Chosen, 200, required: true);
        if (errors.Any)
            return await AgainAsync();
        var wanted = BadgeCode.TryParse(code, out var badge) && badge.EditionCode == site.EditionCode ? badge.CandidateCode : code!;
        var answer = await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (!(await ChooseCandidates.ByCodeAsync(tx, site.EditionId, [wanted], ct)).TryGetValue(wanted, out var candidate))
                errors.Add("code", MobilityTexts.Words["Code.Unknown", wanted]);
            else if (await DecideAsync(tx, site, Typed.Id(form.Id), candidate.Id, at!.Value, outcome, errors, ct))
                await tx.CommitAsync(ct);
            return errors.Any ? null : SeeOther.To($"/registration/sites/{site.Id}/mobility-visits?done=created#visits");
        });
        return answer ?? await AgainAsync();

        async Task<IResult> AgainAsync() => await ShowMobilityVisits.PageAsync(site, null, null, new(Typed.Id(form.Id), code ?? form.Code, form.Time, form.Which, form.Outcome), errors, db, http, ct);
    }

    /// <summary>False when there is nothing to write: the form was sent twice, or it is refused.</summary>
    internal static async Task<bool> DecideAsync(Transaction tx, SitePeople.Site site, Guid id, Guid candidate, Instant at, string? outcome, FormErrors errors, CancellationToken ct)
    {
        if (await Press.RemovedFacts.HasAsync(tx, id, ct))
            return false;
        if (await ReadMobilityVisit.FindAsync(tx, id, ct) is { } there)
        {
            if (there.CandidateId == candidate)
                return false;
            // Back, and another button: another visit.
            id = Guid.CreateVersion7();
        }
        if (await ReadMobilityVisit.IsNotedAsync(tx, site.Id, candidate, at, ct))
        {
            errors.Conflict("code", MobilityTexts.Words["Same"]);
            return false;
        }
        await RecordMobilityVisits.ApplyAsync(tx, null, new() { Id = id, EditionId = site.EditionId, SiteId = site.Id, CandidateId = candidate, VisitedAt = at, Outcome = outcome }, ct);
        return true;
    }
}
