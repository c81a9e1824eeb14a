using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>
/// A candidate answers. The first tap is an answer already (<c>POST /outcomes/my/follow-up</c>), so whoever leaves then is counted; what is added to it
/// (<c>POST …/details</c>) takes its place, so nobody counts twice. Either may be said again until the wave closes: the former answer is withdrawn.
/// </summary>
public static class AnswerQuestion
{
    private static readonly Option[] _situations = [new("hired", ""), new("training", ""), new("neither", "")];

    public sealed record Form
    {
        /// <summary><c>hired</c>, <c>training</c> or <c>neither</c>: which button was pressed.</summary>
        public string? Situation { get; init; }
    }

    internal static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var who = await Respondent.OfAsync(http, db, ct);
        var errors = new FormErrors();
        var situation = new Typed(errors).Choice("situation", form.Situation, _situations, required: true);
        // Who says the same again keeps what was said about it.
        return errors.Any || !await RecordAsync(http, db, who, old => old is not null && old.Situation == situation ? old : new RecordAnswers.Row { Source = "candidate", Siret = "", Situation = situation! }, errors, ct)
            ? await ShowQuestion.PageAsync(who, http, db, null, errors, ct)
            : SeeOther.To($"{AnswerLink.Page}?done=answered");
    }

    internal static async Task<IResult> AddAsync([FromForm] ShowQuestion.Form form, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var who = await Respondent.OfAsync(http, db, ct);
        var errors = new FormErrors();
        var row = form.Situation == "training" ? CandidateWord.Training(form, errors, who, db.Now) : CandidateWord.Hired(form, errors, who, db.Now, await who.MetAsync(db, ct));
        return errors.Any || !await RecordAsync(http, db, who, _ => row, errors, ct)
            ? await ShowQuestion.PageAsync(who, http, db, form with { Situation = row.Situation }, errors, ct)
            : SeeOther.To($"{AnswerLink.Page}?done=detailed");
    }

    /// <summary>False, with the sentence: no round is open.</summary>
    private static Task<bool> RecordAsync(HttpContext http, OutcomesDatabase db, Respondent who, Func<RecordAnswers.Row?, RecordAnswers.Row> change, FormErrors errors, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (!await CandidateWord.RecordAsync(tx, who, Guid.CreateVersion7(), change, ct))
        {
            errors.Conflict("", AnsweringTexts.Words["Closed"]);
            return false;
        }
        await tx.CommitAsync(ct);
        return true;
    });
}
