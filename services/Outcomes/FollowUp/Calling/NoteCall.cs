using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// POST <c>…/calls/{candidate}</c>: what came of a call. What the person says is recorded as their own word, by the road of their own page; nobody there is an attempt, which is
/// no answer. Where an answer has come in while they were on the telephone, nothing is written and it is said.
/// </summary>
public static class NoteCall
{
    private const string WrongSql = "UPDATE person SET phone_wrong_at = @Now WHERE id = @Id AND phone IS NOT NULL";

    public sealed record Form
    {
        /// <summary>The act's: the same form sent twice notes once.</summary>
        public string? Id { get; init; }

        /// <summary>The answer that stood when the page was shown; empty: none.</summary>
        public string? Seen { get; init; }

        /// <summary><c>hired</c>, <c>training</c>, <c>neither</c>; <c>no_answer</c>, <c>busy</c>, <c>wrong_number</c>, <c>call_back</c>; <c>asks_ended</c>.</summary>
        public string? Outcome { get; init; }
        public string? StartedOn { get; init; }
        public string? ContractType { get; init; }
        public string? EndedOn { get; init; }
        public string? Employer { get; init; }
        public string? TrainingStartedOn { get; init; }
        public string? CallBackOn { get; init; }
        public string? CallBackTime { get; init; }

        internal ShowQuestion.Form Details => new() { Situation = Outcome, StartedOn = StartedOn, ContractType = ContractType, EndedOn = EndedOn, Employer = Employer };
    }

    /// <summary>One outcome: an answer, an attempt with or without an agreed time, or no more.</summary>
    private sealed record Note(string Outcome, RecordAnswers.Row? Answer, Instant? CallBackAt);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> RunAsync(string code, Guid candidate, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var (person, kept) = await CallPerson.FindAsync(db, edition.Id, candidate, ct);
        if (person is null)
            return SeeOther.To($"{ShowCall.Address(edition.Code, kept)}?merged=yes");
        var who = (await Respondent.FindAsync(db, candidate, ct))!;
        var errors = new FormErrors();
        var act = Typed.IdOf(candidate.ToByteArray(), Typed.Id(form.Id));
        var note = Read(form, errors, who, db.Now, await who.MetAsync(db, ct));
        return errors.Any || !await SecondTry.RunAsync(() => WriteAsync(db, Caller.Of(http).Actor, edition, person, who, act, form.Seen ?? "", note!, errors, ct))
            ? await ShowCall.PageAsync(db, edition, person, form, errors, http, ct)
            : await TakeCall.GoOnAsync(edition, $"{act}", db, http, ct);
    }

    private static Note? Read(Form form, FormErrors errors, Respondent who, Instant now, IReadOnlyList<Respondent.Employer> met)
    {
        switch (form.Outcome)
        {
            case "hired":
                return new Note("answered", CandidateWord.Hired(form.Details, errors, who, now, met), null);
            case "training":
                return new Note("answered", new RecordAnswers.Row { Source = "candidate", Siret = "", Situation = "training", StartedOn = CandidateWord.Start("trainingStartedOn", form.TrainingStartedOn, new Typed(errors), who, now) }, null);
            case "neither":
                return new Note("answered", new RecordAnswers.Row { Source = "candidate", Siret = "", Situation = "neither" }, null);
            case "no_answer" or "busy" or "wrong_number" or "asks_ended":
                return new Note(form.Outcome, null, null);
            case "call_back":
                return new Note("call_back", null, CallBack(form, errors, who, now));
            default:
                errors.Add("", CallTexts.Words["Outcome.Missing"]);
                return null;
        }
    }

    /// <summary>An hour at which we phone, in the edition's zone; one that the clock shows twice is the first, one that it skips is none.</summary>
    private static Instant? CallBack(Form form, FormErrors errors, Respondent who, Instant now)
    {
        var typed = new Typed(errors);
        var today = now.InZone(who.Zone).Date;
        var day = typed.Date("callBackOn", form.CallBackOn, required: true, earliest: today, latest: today.PlusDays(WaveCalendar.DaysOpen));
        var time = typed.Time("callBackTime", form.CallBackTime, required: true);
        if (day is null || time is null)
            return null;
        var there = who.Zone.MapLocal(day.Value.At(time.Value));
        if (!CallHours.MayCall(time.Value) || there.Count == 0)
            errors.Add("callBackTime", CallTexts.Words["CallBack.Night"]);
        else if (there.First().ToInstant() <= now)
            errors.Add("callBackTime", CallTexts.Words["CallBack.Past"]);
        else
            return there.First().ToInstant();
        return null;
    }

    /// <summary>False, with the sentence, where something else came first.</summary>
    private static async Task<bool> WriteAsync(OutcomesDatabase db, Actor actor, ReadBilan.Edition edition, CallPerson person, Respondent who, Guid act, string seen, Note note, FormErrors errors, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        await HoldPeople.ApplyAsync(tx, [person.Id], ct);
        if (await NotedCall.FindAsync(tx, edition.Id, act, ct) is { } before)
        {
            if (before.Outcome == note.Outcome && (note.Answer is null || before.Situation is null || before.Situation == note.Answer.Situation))
                return true;
            errors.Conflict("", CallTexts.Words["Noted.Before", before.Text(edition.TimeZone)]);
            return false;
        }
        if (await CallPerson.StandingAsync(tx, person.Id, ct) is var standing && CallPerson.Seen(standing) != seen)
        {
            errors.Conflict("", standing is null ? CallTexts.Words["Meanwhile.Undone"] : CallTexts.Words["Meanwhile", person.Name, CallTexts.Situation(standing.Situation), CallTexts.Moment(standing.AnsweredAt, edition.TimeZone)]);
            return false;
        }
        if (note.Answer is { } answer && !await CandidateWord.RecordAsync(tx, who, act, _ => answer, ct))
        {
            errors.Conflict("", CallTexts.Words["Closed"]);
            return false;
        }
        if (note.Outcome == "asks_ended")
            await EndAsks.ChangeAsync(tx, person.Id, agrees: false, ct);
        else if (note.Answer is null)
            await AttemptAsync(tx, edition.Id, person.Id, act, ct);
        if (note.Outcome == "wrong_number")
            await tx.ExecuteAsync(WrongSql, new { person.Id, tx.Now }, ct);
        await NotedCall.InsertAsync(tx, act, edition.Id, person.Id, note.Outcome, note.CallBackAt, ct);
        await TakeCall.LeaveAsync(tx, person.Id, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    private static Task AttemptAsync(Transaction tx, Guid editionId, Guid candidateId, Guid act, CancellationToken ct)
    {
        var row = new RecordAnswers.Row { Id = act, EditionId = editionId, CandidateId = candidateId, AnsweredAt = tx.Now, Source = "staff", Siret = "", Situation = "unreachable" };
        return RecordAnswers.ApplyAsync(tx, editionId, new Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>> { [row.Key()] = old => old ?? row }, ct);
    }
}
