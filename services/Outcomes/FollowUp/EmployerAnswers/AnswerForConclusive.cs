using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.EmployerAnswers;

/// <summary>
/// <c>/outcomes/employer/follow-up</c>: one short list in which an employer says of everybody it found conclusive whether they were hired, were not, or that nothing is decided yet.
/// What it said can be changed; each change is an answer of its own, so the figures of the days before stay.
/// </summary>
internal static class AnswerForConclusive
{
    public const string Page = "/outcomes/employer/follow-up";

    /// <summary>So many on a page, for a phone; saving brings the next.</summary>
    private const int AtOnce = 40;

    private const string DecidingSql = """
        INSERT INTO still_deciding (siret, candidate_id, said_at)
        SELECT @Siret, @CandidateId, @Now
        WHERE NOT EXISTS (SELECT 1 FROM still_deciding WHERE siret = @Siret AND candidate_id = @CandidateId)
        """;

    private const string DecidedSql = "DELETE FROM still_deciding WHERE siret = @Siret AND candidate_id IN @Ids";

    /// <summary>What the field of a candidate is called in the form; beside it <c>was-…</c>, what the page showed.</summary>
    public static string FieldOf(Guid candidateId) => $"said-{candidateId:N}";

    public static async Task<IResult> ShowAsync(string? done, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var met = await ReadConclusive.OfAsync(db, SiretOf(http), ct);
        return new FormErrors().Page<AnswerForConclusivePage>(new { Met = (IReadOnlyList<ReadConclusive.Met>)[.. met.Take(AtOnce)], InAll = met.Count, Missing = met.Count(one => one.Said is null), Done = done == "saved" });
    }

    public static async Task<IResult> RunAsync(IFormCollection form, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var siret = SiretOf(http);
        // What was not touched on this page is left as it is, also where a colleague has changed it meanwhile.
        var changed = (await ReadConclusive.OfAsync(db, siret, ct))
            .Select(one => (Met: one, Said: form[FieldOf(one.CandidateId)].ToString(), Was: form[$"was-{one.CandidateId:N}"].ToString()))
            .Where(one => IsWord(one.Said, one.Met.Said) && one.Said != one.Was && one.Said != one.Met.Said)
            .ToList();
        if (changed.Count > 0)
            await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                var before = await ReadConclusive.SaidAsync(tx, siret, changed.Select(one => one.Met.CandidateId), ct);
                foreach (var edition in changed.Where(one => one.Said != ReadConclusive.StillDeciding && !before.Contains((one.Met.CandidateId, one.Said))).GroupBy(one => one.Met.EditionId))
                    await RecordAnswers.ApplyAsync(tx, edition.Key, edition.ToDictionary(
                        one => new RecordAnswers.Key(one.Met.CandidateId, tx.Now, "employer", siret, one.Said),
                        one => (Func<RecordAnswers.Row?, RecordAnswers.Row>)(old => old ?? new RecordAnswers.Row
                        {
                            Id = Guid.CreateVersion7(),
                            EditionId = edition.Key,
                            CandidateId = one.Met.CandidateId,
                            AnsweredAt = tx.Now,
                            Source = "employer",
                            Siret = siret,
                            Situation = one.Said,
                        })), ct);
                var deciding = changed.Where(one => one.Said == ReadConclusive.StillDeciding).Select(one => one.Met.CandidateId).ToList();
                await tx.ExecuteAsync(DecidedSql, new { Siret = siret, Ids = changed.Select(one => one.Met.CandidateId).Except(deciding) }, ct);
                await tx.ExecuteAsync(DecidingSql, deciding.Select(id => new { Siret = siret, CandidateId = id, tx.Now }).ToList(), ct);
                await tx.AuditAsync("answer", deciding.Select(id => (id, (string?)"employer still deciding")), "answer recorded", ct);
                await tx.CommitAsync(ct);
                return true;
            });
        return SeeOther.To($"{Page}?done=saved");
    }

    /// <summary>That nothing is decided is no word once something was.</summary>
    private static bool IsWord(string said, string? before) =>
        said is ReadConclusive.Hired or ReadConclusive.NotHired || (said == ReadConclusive.StillDeciding && before is not (ReadConclusive.Hired or ReadConclusive.NotHired));

    private static string SiretOf(HttpContext http) => Caller.Of(http).Establishments is [var siret, ..] ? siret : throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
}
