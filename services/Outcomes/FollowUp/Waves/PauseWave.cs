using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>POST <c>…/waves/{id}/pause</c> and <c>…/resume</c>: a paused wave neither opens nor sends; what is queued for it does not leave.</summary>
public static class PauseWave
{
    private const string PauseSql = "UPDATE wave SET paused_at = @Now WHERE id = @Id AND paused_at IS NULL AND status IN ('planned', 'open')";

    private const string ResumeSql = "UPDATE wave SET paused_at = NULL WHERE id = @Id AND paused_at IS NOT NULL AND status IN ('planned', 'open')";

    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> PauseAsync(string code, Guid id, OutcomesDatabase db, HttpContext http, CancellationToken ct) => RunAsync(code, id, true, db, http, ct);

    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> ResumeAsync(string code, Guid id, OutcomesDatabase db, HttpContext http, CancellationToken ct) => RunAsync(code, id, false, db, http, ct);

    private static async Task<IResult> RunAsync(string code, Guid id, bool pause, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        await ReadWaves.OneAsync(db, edition.Id, id, ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
            if (await tx.ExecuteAsync(pause ? PauseSql : ResumeSql, new { Id = id, tx.Now }, ct) == 1)
            {
                if (pause)
                    await TakeBackAsks.OfWaveAsync(tx, id, ct);
                await tx.AuditAsync("wave", id, pause ? "wave paused" : "wave resumed", null, ct);
                await tx.CommitAsync(ct);
            }
        // Already so, by a second press or by a colleague, is as good.
        var now = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        return now.IsToCome ? SeeOther.To($"{WaveReading.Path(edition.Code, id)}?done={(pause ? "paused" : "resumed")}") : ShowWave.TooLate(edition, now);
    }
}
