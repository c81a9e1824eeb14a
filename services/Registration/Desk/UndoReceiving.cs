using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Duplicates;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>POST /registration/desk/{code}/{site}/undo</c>: takes one check-in back, and no more than it did: the registration is again expected or cancelled, as it was; one that
/// the check-in itself made is cancelled, since registrations are never deleted. Who was received again meanwhile, or by somebody else in the first place, stays received; and
/// whom another door received too, and was told "already in", is in by that door now.
/// </summary>
internal static class UndoReceiving
{
    public sealed record Form
    {
        public string? Id { get; init; }

        /// <summary>The act that is to be undone.</summary>
        public string? Act { get; init; }
    }

    /// <summary>The same form sent twice is one act.</summary>
    /// <exception cref="Rejected">404; 409 on another day than the site's.</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindOpenAsync(http, db, code, site, ct);
        var of = Guid.TryParse(form.Act, out var id) ? id : throw DeskAct.Unknown();
        var act = await DeskAct.DoAsync(db, Caller.Of(http).Actor, tx => ApplyAsync(tx, here, Typed.Id(form.Id), of, DeskDoor.Of(http), ct), ct);
        return SeeOther.To($"{here.Path}?done={act.Id}");
    }

    /// <exception cref="ChangedMeanwhileException">Another desk was quicker: doing it again finds what it did.</exception>
    public static async Task<DeskAct> ApplyAsync(Transaction tx, DeskSite site, Guid id, Guid ofId, string? door, CancellationToken ct)
    {
        if (await DeskAct.FindAsync(tx, site, id, ct) is { } before)
            return before;
        if (await DeskAct.FindAsync(tx, site, ofId, ct) is not { Kind: not "undo" } of)
            throw DeskAct.Unknown();
        var candidate = (await MergedCandidates.AmongAsync(tx, [of.CandidateId], ct)).GetValueOrDefault(of.CandidateId, of.CandidateId);
        RecordRegistrations.Row? old = null;
        var isTheirs = false;
        var other = await DeskAct.AtOtherDoorAsync(tx, of, candidate, door, ct);
        await RecordRegistrations.ApplyAsync(tx, site.EditionId, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
        {
            [(candidate, site.Id)] = row =>
            {
                old = row ?? throw DeskAct.Unknown();
                isTheirs = of is { Answer: "received", UndoneAt: null } && row.ReceivedAt == of.ReceivedAt;
                return isTheirs && other is not null ? row with { ReceivedAt = other.NotedAt }
                    : isTheirs ? row with { ReceivedAt = null, CancelledAt = of.BeforeState switch { "none" => tx.Now, "cancelled" => of.CancelledAt, _ => null } }
                    : row;
            },
        }, ct);
        if (isTheirs)
            await DeskAct.UndoneAsync(tx, of, candidate, other, door, ct);
        return await DeskAct.NoteAsync(tx, new DeskAct
        {
            Id = id,
            SiteId = site.Id,
            Kind = "undo",
            CandidateId = candidate,
            OfId = of.Id,
            Door = door,
            Answer = isTheirs ? other is null ? "undone" : "other" : old!.ReceivedAt is null ? "before" : "again",
            NotedAt = tx.Now,
            BeforeState = of.BeforeState,
        }, ct);
    }
}
