using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Prints;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Mobility;

/// <summary><c>POST /registration/mobility/stand/{edition}/{site}</c>: a visit that is now, with what came of it; <c>…/undo</c> takes one back.</summary>
public static class NoteAtStand
{
    public sealed record Form
    {
        /// <summary>Made when the page was shown: each button of it notes one visit, however often it is pressed.</summary>
        public string? Id { get; init; }

        /// <summary>An outcome and the candidate's code, as the button has them.</summary>
        public string? Visit { get; init; }
        public string? Find { get; init; }
    }

    public sealed record UndoForm
    {
        public string? Visit { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string edition, string site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await StandSite.FindAsync(http, db, edition, site, ct);
        if (form.Visit?.Split(' ', 2) is not [var outcome, var code] || MobilityTexts.Outcomes.All(option => option.Value != outcome))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        var errors = new FormErrors();
        var now = db.Now;
        if (now.InZone(await ShowMobilityVisits.ZoneAsync(db, found, ct)).Date != found.Date)
            errors.Conflict("", MobilityTexts.Words["Stand.NotToday", Reading.Long(found.Date)]);
        else
            await NoteAsync(found, Typed.IdOf(Encoding.UTF8.GetBytes(form.Visit), Typed.Id(form.Id)), code, outcome, now, errors, db, http, ct);
        return errors.Any ? await ShowStand.PageAsync(found, form.Find, null, errors, db, ct) : SeeOther.To($"{StandSite.AddressOf(found)}?done=noted");
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> UndoAsync(string edition, string site, [FromForm] UndoForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await StandSite.FindAsync(http, db, edition, site, ct);
        if (!Guid.TryParseExact(form.Visit, "D", out var id))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            // Taken back twice it is taken back.
            if (await ReadMobilityVisit.FindAsync(tx, id, ct) is { } visit)
            {
                if (visit.SiteId != found.Id)
                    throw ReadMobilityVisit.Unknown();
                await RecordMobilityVisits.RemoveAsync(tx, visit, ct);
                await tx.CommitAsync(ct);
            }
            return SeeOther.To($"{StandSite.AddressOf(found)}?done=undone");
        });
    }

    private static Task NoteAsync(SitePeople.Site site, Guid id, string code, string outcome, Instant at, FormErrors errors, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (!(await ChooseCandidates.ByCodeAsync(tx, site.EditionId, [code], ct)).TryGetValue(code, out var candidate))
                errors.Add("", MobilityTexts.Words["Code.Unknown", code]);
            else if (await NoteMobilityVisit.DecideAsync(tx, site, id, candidate.Id, at, outcome, errors, ct))
                await tx.CommitAsync(ct);
            return true;
        });
}
