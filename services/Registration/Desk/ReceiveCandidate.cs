using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.CheckIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>POST /registration/desk/{code}/{site}/check-ins</c>: a candidate is there. Clears a cancellation; who is of the edition but not registered at this site is, and is
/// received at once. Who is received already stays so, since then and by that door: of two desks in one second the first counts and the second is told.
/// </summary>
internal static class ReceiveCandidate
{
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Candidate { get; init; }
    }

    /// <summary>The same form sent twice is one act.</summary>
    /// <exception cref="Rejected">404; 409 on another day than the site's.</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindOpenAsync(http, db, code, site, ct);
        var candidate = Guid.TryParse(form.Candidate, out var id) ? id : throw DeskAct.Unknown();
        var act = await DeskAct.DoAsync(db, Caller.Of(http).Actor, tx => ApplyAsync(tx, here, Typed.Id(form.Id), candidate, DeskDoor.Of(http), ct), ct);
        return SeeOther.To($"{here.Path}?done={act.Id}");
    }

    /// <param name="id">The act's own.</param>
    /// <param name="noted">When they came; null: now.</param>
    /// <exception cref="ChangedMeanwhileException">Another desk was quicker: doing it again finds what it did.</exception>
    public static async Task<DeskAct> ApplyAsync(Transaction tx, DeskSite site, Guid id, Guid candidateId, string? door, CancellationToken ct, Instant? noted = null)
    {
        if (await DeskAct.FindAsync(tx, site, id, ct) is { } before)
            return before;
        var candidate = await DeskAct.MeantAsync(tx, site, candidateId, ct);
        var at = noted ?? site.CountsFrom(tx.Now);
        RecordRegistrations.Row? old = null;
        await RecordRegistrations.ApplyAsync(tx, site.EditionId, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
        {
            [(candidate, site.Id)] = row =>
            {
                old = row;
                return row switch
                {
                    null => Arrived(candidate, site, tx.Now, at),
                    { ReceivedAt: null } => row with { CancelledAt = null, ReceivedAt = at },
                    _ => row,
                };
            },
        }, ct);
        return await DeskAct.NoteAsync(tx, new DeskAct
        {
            Id = id,
            SiteId = site.Id,
            Kind = "check_in",
            CandidateId = candidate,
            Door = door,
            Answer = old?.ReceivedAt is null ? "received" : "already",
            NotedAt = tx.Now,
            ReceivedAt = old?.ReceivedAt is null ? at : null,
            BeforeState = old is null ? "none" : old.ReceivedAt is not null ? null : old.CancelledAt is null ? "expected" : "cancelled",
            CancelledAt = old?.CancelledAt,
        }, ct);
    }

    /// <summary>The registration of somebody who had none here.</summary>
    public static RecordRegistrations.Row Arrived(Guid candidate, DeskSite site, Instant now, Instant at) =>
        new() { CandidateId = candidate, SiteId = site.Id, EditionId = site.EditionId, RegisteredAt = now, Channel = "walk_in", ReceivedAt = at };
}
