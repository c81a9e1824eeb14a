using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.CandidateList;

/// <summary>A candidate's details: <c>GET</c> and <c>POST …/candidates/{id}/change</c>. Of two who change the same person the second is told, and nothing is overwritten.</summary>
internal static class ChangeCandidate
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskAsync(string code, Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var candidate = await FindAsync(db, places, id, ct);
        var row = candidate.Row;
        return row.Id == id ? Page(places, candidate, CandidateForm.Of(row, places), new FormErrors()) : SeeOther.To($"{places.Of(row.Id)}/change");
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, [FromForm] CandidateForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var places = await CandidatePlaces.ReadAsync(db, code, caller, ct);
        var candidate = await FindAsync(db, places, id, ct);
        var row = candidate.Row;
        var errors = new FormErrors();
        var person = form.Read(places, db.Now.InZone(places.Edition.Zone).Date, errors, row);
        if (errors.Any)
            return Page(places, candidate, form, errors, Typed.Version(form.Version));
        // The form of an entry that was merged meanwhile was another one's.
        if (row.Id != id || row.Version != Typed.Version(form.Version) || !await SaveAsync(db, caller.Actor, places, row, person!, Typed.Checked(form.FollowUp), ct))
        {
            errors.ChangedMeanwhile();
            return Page(places, await FindAsync(db, places, id, ct), form, errors);
        }
        return SeeOther.To(places.Of(row.Id));
    }

    /// <summary>False when somebody else was quicker: nothing was written.</summary>
    private static async Task<bool> SaveAsync(Database db, Actor actor, CandidatePlaces places, SaveCandidates.Row row, CandidateForm.Person person, bool followUp, CancellationToken ct)
    {
        try
        {
            await using var tx = await db.BeginAsync(actor, ct);
            var agreed = row.ConsentFollowUp == true;
            await SaveCandidates.ApplyAsync(tx, row.EditionId, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
            {
                [row.Code] = old => old?.Version != row.Version ? throw new ChangedMeanwhileException() : old with
                {
                    LastName = person.LastName,
                    FirstName = person.FirstName,
                    BirthDate = person.BirthDate,
                    Phone = person.Phone,
                    Email = person.Email,
                    Commune = person.Commune,
                    Language = person.Language ?? old.Language,
                    StructureId = person.StructureId ?? (places.Structures.Any(structure => structure.Id == old.StructureId) ? null : old.StructureId),
                    ConsentFollowUp = followUp == agreed ? old.ConsentFollowUp : followUp,
                    ConsentedOn = followUp == agreed ? old.ConsentedOn : tx.Now.InZone(places.Edition.Zone).Date,
                },
            }, ct);
            if (followUp && !agreed)
                await NoteConsents.GiveAsync(tx, row.Id, [ConsentWording.Of(ConsentWording.ForFollowUp)], ct);
            if (!followUp && agreed)
                await NoteConsents.WithdrawAsync(tx, row.Id, ConsentWording.ForFollowUp, ct);
            await tx.CommitAsync(ct);
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    /// <exception cref="Rejected">404, also for whoever was erased: there is nothing to change.</exception>
    private static async Task<ReadCandidate> FindAsync(Database db, CandidatePlaces places, Guid id, CancellationToken ct) =>
        await ReadCandidate.FindAsync(db, places, id, ct) is { Row.ErasedAt: null } candidate ? candidate : throw ReadCandidate.Unknown();

    private static IResult Page(CandidatePlaces places, ReadCandidate candidate, CandidateForm form, FormErrors errors, int? version = null) =>
        errors.Page<ChangeCandidatePage>(new { Places = places, Candidate = candidate, Form = form, Errors = errors, Version = version ?? candidate.Row.Version });
}
