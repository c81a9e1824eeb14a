using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.OwnPage;

/// <summary><c>/registration/me/erase</c>: a candidate has their data erased, after being asked once.</summary>
internal static class EraseOwnData
{
    public static async Task<RazorComponentResult> AskAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        await OwnCandidate.OfAsync(http, db, ct);
        var words = OwnPageTexts.Words;
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = words["Erase.Title"],
            Sentence = words["Erase.Sentence"],
            Consequences = (IReadOnlyList<string>)[words["Erase.What"], words["Erase.Stays"], words["Erase.NoWayBack"]],
            Action = $"{OwnCandidate.Page}/erase",
            Button = words["Erase.Do"],
            Back = OwnCandidate.Page,
        });
    }

    /// <remarks>Sent twice, the second finds the session ended: the page says so either way.</remarks>
    public static async Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await EraseCandidates.ApplyAsync(tx, [candidate.Id], ct);
            await tx.CommitAsync(ct);
        }
        await Sessions.EndAsync(http);
        return SeeOther.To("/registration/erased");
    }

    /// <summary><c>GET /registration/erased</c>: says that it is done, and knows of whom no more.</summary>
    public static RazorComponentResult Done() => new RazorComponentResult<ErasedPage>();
}
