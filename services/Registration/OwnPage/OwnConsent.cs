using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.OwnPage;

/// <summary>Consents that a candidate gives and takes back on the own page.</summary>
internal static class OwnConsent
{
    public sealed record Form
    {
        /// <summary><c>yes</c> or anything else.</summary>
        public string? Agree { get; init; }
    }

    /// <summary><c>POST /registration/me/share-result</c>: the structure that sent the candidate may know what became of it, or no longer.</summary>
    /// <exception cref="Rejected">404, 410</exception>
    public static Task<IResult> ShareAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (form.Agree == "yes")
            await NoteConsents.GiveAsync(tx, candidate.Id, [ConsentWording.Of(ConsentWording.ForResult)], ct);
        else
            await NoteConsents.WithdrawAsync(tx, candidate.Id, ConsentWording.ForResult, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{OwnCandidate.Page}#consent");
    });

    /// <summary><c>POST /registration/me/follow-up</c>: to be asked after the event, or no longer.</summary>
    /// <exception cref="Rejected">404, 410</exception>
    public static Task<IResult> ChangeAsync([FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var agrees = form.Agree == "yes";
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var saved = await SaveCandidates.ApplyAsync(tx, edition.Id, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
        {
            [candidate.Code] = row => row!.ConsentFollowUp == agrees ? row : row with { ConsentFollowUp = agrees, ConsentedOn = tx.Now.InZone(edition.Zone).Date },
        }, ct);
        if (saved.Written > 0)
        {
            if (agrees)
                await NoteConsents.GiveAsync(tx, candidate.Id, [ConsentWording.Of(ConsentWording.ForFollowUp)], ct);
            else
                await NoteConsents.WithdrawAsync(tx, candidate.Id, ConsentWording.ForFollowUp, ct);
        }
        await tx.CommitAsync(ct);
        return SeeOther.To($"{OwnCandidate.Page}#consent");
    });
}
