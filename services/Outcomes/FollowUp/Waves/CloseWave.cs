using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary><c>…/waves/{id}/closing</c>: asks, then closes an open wave before its time.</summary>
public static class CloseWave
{
    private const string CloseSql = "UPDATE wave SET status = 'closed' WHERE id = @Id AND status = 'open'";

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> AskAsync(string code, Guid id, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var wave = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        if (wave.Status != "open")
            return ShowWave.TooLate(edition, wave);
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = WaveTexts.Words["Close.Title", WaveReading.Title(wave)],
            Sentence = WaveTexts.Words["Close.Sentence", ReaderFormat.Date(WaveCalendar.LastDay(wave.DueOn))],
            Consequences = (IReadOnlyList<string>)[WaveTexts.Words["Close.Sends"], WaveTexts.Words["Close.Answers"]],
            Action = $"{WaveReading.Path(edition.Code, id)}/closing",
            Button = WaveTexts.Words["Close.Do"],
            Back = WaveReading.Path(edition.Code, id),
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        await ReadWaves.OneAsync(db, edition.Id, id, ct);
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
            if (await tx.ExecuteAsync(CloseSql, new { Id = id }, ct) == 1)
            {
                await TakeBackAsks.OfWaveAsync(tx, id, ct);
                await tx.AuditAsync("wave", id, "wave closed", null, ct);
                await tx.CommitAsync(ct);
            }
        // Closed already is as good.
        var now = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        return now.Status == "closed" ? SeeOther.To($"{WaveReading.Path(edition.Code, id)}?done=closed") : ShowWave.TooLate(edition, now);
    }
}
