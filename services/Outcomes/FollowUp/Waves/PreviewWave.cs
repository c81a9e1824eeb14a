using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Outcomes.FollowUp.Waves;

/// <summary><c>…/waves/{id}/preview</c>: the mails as a candidate will read them, in both languages, and how many people would be asked today.</summary>
public static class PreviewWave
{
    private const string CountSql = $"""
        SELECT COUNT(*) AS people, COUNT(p.email) AS by_mail
        {OpenDueWaves.Uninvited}
        """;

    public sealed record Count
    {
        public int People { get; init; }
        public int ByMail { get; init; }
    }

    /// <summary>One mail in one language; <c>Reminder</c> is 0 for the invitation.</summary>
    public sealed record Letter(int Reminder, MailText Text);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, Guid id, OutcomesDatabase db, PersonalLinks links, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var wave = await ReadWaves.OneAsync(db, edition.Id, id, ct);
        // A link that opens nothing.
        var link = links.Absolute("/in/…");
        return new RazorComponentResult<PreviewWavePage>(new
        {
            edition.Code,
            edition.Name,
            Wave = wave,
            Asked = wave.IsToCome ? await db.QueryFirstOrDefaultAsync<Count>(CountSql, new { wave.SiteId, WaveId = id, db.Now, Today = edition.Today(db.Now) }, ct) : null,
            Letters = (IReadOnlyList<Letter>)[.. from reminder in Enumerable.Range(0, WaveCalendar.Reminders + 1)
                                                 from language in (string[])["fr", "en"]
                                                 select new Letter(reminder, InvitationMail.Text(language, reminder, WaveTexts.Words["Preview.Name"], wave.SiteName, wave.SiteDate, edition.Name, link, WaveCalendar.LastDay(wave.DueOn)))],
        });
    }
}
