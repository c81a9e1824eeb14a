using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary>POST <c>…/waves/{id}/date</c>: another day for a wave that is still planned.</summary>
public static class MoveWave
{
    private const string MoveSql = """
        UPDATE wave
        SET due_on = @DueOn
        WHERE id = @Id AND status = 'planned' AND due_on = @Was
        """;

    public sealed record Form
    {
        /// <summary>The day that was shown.</summary>
        public string? Was { get; init; }
        public string? Date { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, Guid id, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var wave = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var date = typed.Date("date", form.Date, required: true, earliest: edition.Today(db.Now));
        if (date <= wave.SiteDate)
            errors.Add("date", WaveTexts.Words["Date.BeforeSite", ReaderFormat.Date(wave.SiteDate)]);
        if (wave.Status != "planned")
            return ShowWave.TooLate(edition, wave);
        if (errors.Any)
            return ShowWave.Page(edition, wave, form.Date, errors);
        // What an altered form says was there, is not there.
        var was = new Typed(new FormErrors()).Date("was", form.Was) ?? wave.SiteDate;
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
            if (await tx.ExecuteAsync(MoveSql, new { Id = id, DueOn = date!.Value, Was = was }, ct) == 1)
            {
                await tx.AuditAsync("wave", id, "wave moved", "due_on", ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{WaveReading.Path(edition.Code, id)}?done=moved");
            }
        var now = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        if (now.Status != "planned")
            return ShowWave.TooLate(edition, now);
        // A second press of the same button finds it done.
        if (now.DueOn == date)
            return SeeOther.To($"{WaveReading.Path(edition.Code, id)}?done=moved");
        errors.ChangedMeanwhile();
        return ShowWave.Page(edition, now, form.Date, errors);
    }
}
