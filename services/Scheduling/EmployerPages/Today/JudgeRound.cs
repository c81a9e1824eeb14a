using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.Running;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>
/// What a phone notes of an interview afterwards and may send much later: its result with the day of the second one, and the employer's own note. Whoever was online meanwhile is not
/// overwritten: the phone says what it knew when it noted. Rules where two say different things: a result that the phone did not know stays, and the phone is told; where there is none yet, or
/// only that nobody came, who sat at the table knows better than the hall. Of two notes both stay, one below the other.
/// </summary>
internal static class JudgeRound
{
    private const string NoteSql = "SELECT text FROM interview_note WHERE interview_id = @Id";

    /// <summary>An interview's outcome ('booked', 'held' without a result, 'no_show', or the result) and the day of the second one.</summary>
    internal readonly record struct Outcome(string? Word, LocalDate? Second)
    {
        /// <summary>Nobody has said yet what came of it.</summary>
        public bool IsOpen => Word is "booked" or "held" or JudgeInterview.NoShow;

        public static Outcome Of(RecordInterviews.Row row) => new(row.Status == "held" ? row.Result ?? row.Status : row.Status, row.SecondInterviewOn);
    }

    /// <param name="command">Its sentences of what is wrong come when it is done: one that is refused is kept as such.</param>
    /// <returns>Null: it is neither of the two.</returns>
    internal static RunRound.Step? StepOf(OwnTable table, SendRounds.Command command)
    {
        var errors = new FormErrors();
        var typed = new Typed(errors);
        switch (command.Do)
        {
            case "judge" when JudgeInterview.Outcomes.Contains(command.Outcome):
                var said = new Outcome(command.Outcome, typed.Date("secondOn", command.SecondOn, earliest: table.Date));
                if (said is { Second: not null, Word: not "conclusive" })
                    errors.Add("secondOn", EmployerReading.Words["Second.OnlyConclusive"]);
                var seen = new Outcome(command.Seen, new Typed(new FormErrors()).Date("seenOn", command.SeenOn));
                return (tx, act, id, ct) => JudgeAsync(tx, act, id, said, seen, errors, ct);
            case "note":
                var note = typed.Lines("note", command.Text, SaveNote.Longest);
                var old = new Typed(new FormErrors()).Lines("seen", command.Seen, SaveNote.Longest);
                return (tx, act, id, ct) => NoteAsync(tx, act, id, note, old, errors, ct);
            default:
                return null;
        }
    }

    /// <summary>Pure: whether the one may take the other's place.</summary>
    internal static bool Replaces(Outcome said, Outcome seen, Outcome stands) => stands == seen || (stands.IsOpen && seen.IsOpen && said.Word != JudgeInterview.NoShow);

    /// <summary>Pure: what two have noted, or the one that was written over the other as the writer knew it.</summary>
    /// <returns>False: it is too long for one, or the one is to go and the other is new.</returns>
    internal static bool Join(string? said, string? seen, string? stands, out string? joined)
    {
        joined = stands is null || stands == seen || stands == said ? said : $"{stands}\n{said}";
        return joined == said || (said is not null && joined!.Length <= SaveNote.Longest);
    }

    private static async Task JudgeAsync(Transaction tx, Act act, Guid id, Outcome said, Outcome seen, FormErrors errors, CancellationToken ct)
    {
        if (await BeginAsync(tx, act, "judged", id, errors, ct) is not { } row)
            return;
        var stands = Outcome.Of(row);
        if (stands == said)
            return;
        if (!Replaces(said, seen, stands))
            throw Refused(stands.Second is { } second
                ? TodayTexts.Words["Refused.Judged.Second", TodayTexts.Words[$"State.{stands.Word}"], EmployerReading.Words["Second.Is", EmployerReading.Day(second)]]
                : TodayTexts.Words["Refused.Judged", TodayTexts.Words[$"State.{stands.Word}"]]);
        if (!await JudgeInterview.ApplyAsync(tx, act.By, new(id, row.Version, row.TableId, row.CandidateId, row.StartsAt, row.EndsAt), said.Word!, said.Second, ct))
            throw Refused(BookingTexts.Words["Refused.Is.given_away"]);
    }

    private static async Task NoteAsync(Transaction tx, Act act, Guid id, string? said, string? seen, FormErrors errors, CancellationToken ct)
    {
        if (await BeginAsync(tx, act, "noted", id, errors, ct) is not { } row)
            return;
        var stands = await tx.QueryFirstOrDefaultAsync<string>(NoteSql, new { Id = id }, ct);
        if (!Join(said, seen, stands, out var note))
            throw Refused(TodayTexts.Words["Refused.Noted"]);
        if (note != stands)
            await SaveNote.ApplyAsync(tx, id, row.CandidateId, note, ct);
    }

    /// <summary>The interview with both sides' turn; null: the act was done before.</summary>
    private static async Task<RecordInterviews.Row?> BeginAsync(Transaction tx, Act act, string kind, Guid id, FormErrors errors, CancellationToken ct)
    {
        if (errors.Any)
            throw new Rejected(StatusCodes.Status422UnprocessableEntity, string.Join(' ', errors.List.Select(error => error.Sentence)));
        if (!await act.BeginAsync(tx, kind, id, ct))
            return null;
        var row = await ReadInterview.AnyAsync(tx, id, ct);
        if (!await Turn.TakeAsync(tx, [row.TableId], [row.CandidateId], ct))
            throw OwnSite.NotFound();
        // Read again: until the turn came somebody may have been quicker.
        row = await ReadInterview.AnyAsync(tx, id, ct);
        return row.Status == "cancelled" ? throw Refused(BookingTexts.Words["Refused.Is.cancelled"])
            : row is { Status: "booked", StartedAt: null } && row.StartsAt > tx.Now ? throw Refused(EmployerReading.Words["Result.TooEarly"])
            : row;
    }

    private static Rejected Refused(string sentence) => new(StatusCodes.Status409Conflict, sentence);
}
