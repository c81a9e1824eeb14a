using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

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
        var row = form.Situation == "training" ? Training(form, errors, who, db.Now) : Hired(form, errors, who, db.Now, await who.MetAsync(db, ct));
        return errors.Any || !await RecordAsync(http, db, who, _ => row, errors, ct)
            ? await ShowQuestion.PageAsync(who, http, db, form with { Situation = row.Situation }, errors, ct)
            : SeeOther.To($"{AnswerLink.Page}?done=detailed");
    }

    private static RecordAnswers.Row Training(ShowQuestion.Form form, FormErrors errors, Respondent who, Instant now) =>
        new() { Source = "candidate", Siret = "", Situation = "training", StartedOn = Start(form, new Typed(errors), who, now) };

    private static RecordAnswers.Row Hired(ShowQuestion.Form form, FormErrors errors, Respondent who, Instant now, IReadOnlyList<Respondent.Employer> met)
    {
        var typed = new Typed(errors);
        var start = Start(form, typed, who, now);
        var contract = typed.Choice("contractType", form.ContractType, AnsweringTexts.Contracts);
        var end = typed.Date("endedOn", form.EndedOn);
        if (end < start)
            errors.Add("endedOn", AnsweringTexts.Words["End.BeforeStart"]);
        var employer = typed.Choice("employer", form.Employer, [.. met.Select(one => new Option(one.Siret, "")), new Option(ShowQuestion.Elsewhere, "")]);
        return new()
        {
            Source = "candidate",
            Siret = contract == "business_creation" || employer is null or ShowQuestion.Elsewhere ? "" : employer,
            Situation = "hired",
            ContractType = contract,
            StartedOn = start,
            EndedOn = end,
        };
    }

    /// <summary>A contract may be signed for a day to come.</summary>
    private static LocalDate? Start(ShowQuestion.Form form, Typed typed, Respondent who, Instant now) =>
        typed.Date("startedOn", form.StartedOn, latest: now.InZone(who.Zone).Date.PlusYears(1));

    /// <summary>In all rounds of the candidate that are open nothing more is asked then. False, with the sentence: none is open.</summary>
    private static Task<bool> RecordAsync(HttpContext http, OutcomesDatabase db, Respondent who, Func<RecordAnswers.Row?, RecordAnswers.Row> change, FormErrors errors, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await who.OpenWavesAsync(tx, ct) is not { Count: > 0 } waves)
        {
            errors.Conflict("", AnsweringTexts.Words["Closed"]);
            return false;
        }
        // Of the round that asks last; what was said in an earlier one is not unsaid by it, and whoever found work then found it.
        var wave = waves[^1].Id;
        await RecordAnswers.ReplaceAsync(tx, who.Id, "candidate", wave, old => change(old) is var row && ReferenceEquals(row, old) ? row : row with
        {
            Id = Guid.CreateVersion7(),
            EditionId = who.EditionId,
            CandidateId = who.Id,
            AnsweredAt = tx.Now,
            WaveId = wave,
        }, ct);
        await AnsweredInvitations.NoteAsync(tx, who.Id, waves.Select(open => open.Id), ct);
        await TakeBackAsks.ApplyAsync(tx, [who.Id], ct);
        await tx.CommitAsync(ct);
        return true;
    });
}
