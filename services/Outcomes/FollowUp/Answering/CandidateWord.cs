using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>What a candidate says became of them, whichever way it comes: read as it was typed, and recorded.</summary>
internal static class CandidateWord
{
    public static RecordAnswers.Row Training(ShowQuestion.Form form, FormErrors errors, Respondent who, Instant now) =>
        new() { Source = "candidate", Siret = "", Situation = "training", StartedOn = Start("startedOn", form.StartedOn, new Typed(errors), who, now) };

    public static RecordAnswers.Row Hired(ShowQuestion.Form form, FormErrors errors, Respondent who, Instant now, IReadOnlyList<Respondent.Employer> met)
    {
        var typed = new Typed(errors);
        var start = Start("startedOn", form.StartedOn, typed, who, now);
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
    public static LocalDate? Start(string field, string? text, Typed typed, Respondent who, Instant now) =>
        typed.Date(field, text, latest: now.InZone(who.Zone).Date.PlusYears(1));

    /// <summary>In all rounds of the candidate that are open nothing more is asked then. False: none is open.</summary>
    /// <param name="id">The new answer's.</param>
    /// <param name="change">Given what stands (null: nothing), returns the same, or what shall stand: situation, establishment and details of it.</param>
    public static async Task<bool> RecordAsync(Transaction tx, Respondent who, Guid id, Func<RecordAnswers.Row?, RecordAnswers.Row> change, CancellationToken ct)
    {
        if (await who.OpenWavesAsync(tx, ct) is not { Count: > 0 } waves)
            return false;
        // Of the round that asks last; what was said in an earlier one is not unsaid by it, and whoever found work then found it.
        var wave = waves[^1].Id;
        await RecordAnswers.ReplaceAsync(tx, who.Id, "candidate", wave, old => change(old) is var row && ReferenceEquals(row, old) ? row : row with
        {
            Id = id,
            EditionId = who.EditionId,
            CandidateId = who.Id,
            AnsweredAt = tx.Now,
            WaveId = wave,
        }, ct);
        await AnsweredInvitations.NoteAsync(tx, who.Id, waves.Select(open => open.Id), ct);
        await TakeBackAsks.ApplyAsync(tx, [who.Id], ct);
        return true;
    }
}
