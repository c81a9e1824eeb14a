using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Settling;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// POST <c>…/calls/{candidate}/undo</c>: what was noted today, of a call or from a paper, was a mistake. What it wrote is withdrawn, never deleted, and what it had replaced stands again. Later than
/// on the same day the figures of that day are told already: then what is true is noted as a new answer.
/// </summary>
public static class UndoCall
{
    private const string UndoSql = "UPDATE phone_call SET undone_at = @Now WHERE id = @Id AND undone_at IS NULL";

    private const string AskAgainSql = "UPDATE invitation SET answered_at = NULL WHERE candidate_id = @CandidateId AND answered_at = @AnsweredAt";

    private const string RightNumberSql = "UPDATE person SET phone_wrong_at = NULL WHERE id = @CandidateId AND phone_wrong_at = @MadeAt";

    public sealed record Form
    {
        /// <summary>The call's id.</summary>
        public string? Call { get; init; }
    }

    /// <exception cref="Rejected">404; 410; 409: another answer has come since, or the day is over.</exception>
    public static async Task<IResult> RunAsync(string code, Guid candidate, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var (person, kept) = await CallPerson.FindAsync(db, edition.Id, candidate, ct);
        if (person is null)
            return SeeOther.To($"{ShowCall.Address(edition.Code, kept)}?merged=yes");
        var wasPaper = await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await HoldPeople.ApplyAsync(tx, [candidate], ct);
            if (await NotedCall.FindAsync(tx, edition.Id, Typed.Id(form.Call), ct) is not { } call || call.CandidateId != candidate)
                throw new Rejected(StatusCodes.Status404NotFound, CallTexts.Words["Unknown"]);
            if (call.UndoneAt is null)
            {
                if (call.MadeAt < ReadCalls.StartOfDay(db, edition))
                    throw new Rejected(StatusCodes.Status409Conflict, CallTexts.Words["Undo.TooLate"]);
                await WithdrawAsync(tx, edition.Id, call, ct);
                await tx.CommitAsync(ct);
            }
            return call.IsPaper;
        });
        return SeeOther.To(wasPaper ? $"{Paper.EnterAnswer.Address(edition.Code)}?undone=yes" : $"{ShowCall.Address(edition.Code, candidate)}?undone=yes");
    }

    private static async Task WithdrawAsync(Transaction tx, Guid editionId, NotedCall call, CancellationToken ct)
    {
        var of = new { call.Id, call.CandidateId, call.MadeAt, tx.Now };
        await tx.ExecuteAsync(UndoSql, of, ct);
        await tx.ExecuteAsync(RightNumberSql, of, ct);
        if (call.Outcome == "asks_ended")
            await EndAsks.ChangeAsync(tx, call.CandidateId, agrees: true, ct);
        var said = await SaidAnswer.OfAsync(tx, call.CandidateId, ct);
        if (said.FirstOrDefault(answer => answer.Id == call.Id) is not { } written)
        {
            // The same had been said before, so there was nothing to write, and nothing to withdraw.
            if (call.Outcome is "answered" or NotedCall.Paper)
                throw new Rejected(StatusCodes.Status409Conflict, CallTexts.Words["Undo.Same"]);
            return;
        }
        if (written.WithdrawnAt is not null)
            throw new Rejected(StatusCodes.Status409Conflict, CallTexts.Words["Undo.Replaced"]);
        await tx.ExecuteAsync(AskAgainSql, new { call.CandidateId, written.AnsweredAt }, ct);
        var changes = said.Where(answer => answer.Source == written.Source && answer.WithdrawnAt == call.MadeAt && written.Situation != "unreachable")
            .ToDictionary(KeyOf, _ => (Func<RecordAnswers.Row?, RecordAnswers.Row>)(old => old! with { WithdrawnAt = null }));
        changes[KeyOf(written)] = old => old! with { WithdrawnAt = Instant.Max(tx.Now, old.AnsweredAt) };
        await RecordAnswers.ApplyAsync(tx, editionId, changes, ct);
    }

    private static RecordAnswers.Key KeyOf(SaidAnswer answer) => new(answer.CandidateId, answer.AnsweredAt, answer.Source, answer.Siret, answer.Situation);
}
