using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary><c>…/waves/{id}</c>: one wave at one site, and what can be done with it.</summary>
public static class ShowWave
{
    private static readonly string[] _done = ["moved", "paused", "resumed", "closed"];

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, Guid id, string? done, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var wave = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        return Page(edition, wave, Typed.Show(wave.DueOn), new FormErrors(), _done.Contains(done) ? done : null);
    }

    /// <summary>After an act that came too late: what stands now, and why.</summary>
    internal static RazorComponentResult TooLate(ReadBilan.Edition edition, ReadWaves.Row now)
    {
        var errors = new FormErrors();
        errors.Conflict("", WaveTexts.Words["TooLate", WaveReading.State(now)]);
        return Page(edition, now, Typed.Show(now.DueOn), errors);
    }

    internal static RazorComponentResult Page(ReadBilan.Edition edition, ReadWaves.Row wave, string? date, FormErrors errors, string? done = null) =>
        errors.Page<ShowWavePage>(new { edition.Code, edition.Name, Wave = wave, Date = date, Errors = errors, Done = done });
}
