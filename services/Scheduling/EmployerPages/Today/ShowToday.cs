using JobDating.Platform.Ui;
using JobDating.Scheduling.MissingResults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary><c>/scheduling/employer/today/{tableId}</c>: a recruiter's day on a phone: who is next, what they wished for, one tap for each step, and what is still without a result.</summary>
public static class ShowToday
{
    /// <summary>What a phone needs to go on without network, for the page and for its service worker.</summary>
    internal static EmbeddedScript Script { get; } = new(typeof(ShowToday), "/scheduling/employer/today/today.js");

    /// <param name="interview">One chosen from the day's list; null: the one that runs, or the next.</param>
    /// <param name="last">The one that something was just done with.</param>
    /// <exception cref="Platform.Rejected">404: no such table of the caller's.</exception>
    internal static async Task<RazorComponentResult> RunAsync(Guid tableId, Guid? interview, Guid? last, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await PageAsync(await OwnTable.FindAsync(http, db, tableId, ct), interview, last, new FormErrors(), db, ct);

    internal static async Task<RazorComponentResult> PageAsync(OwnTable table, Guid? chosen, Guid? last, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        // Before the rounds are read: a phone lays what it was told of later over what this page shows, and must not believe that the page knows it.
        var now = db.Now;
        var day = await ReadRounds.OfAsync(db, table, chosen, ct);
        return errors.Page<TodayPage>(new
        {
            Table = table,
            Others = await table.OthersAsync(db, ct),
            Day = day,
            Last = day.Rounds.FirstOrDefault(round => round.Id == last && !round.IsErased),
            Chosen = chosen,
            Now = now,
            AnswerBy = ResultsCalendar.AnswerBy(table.Date, table.Zone),
            Errors = errors,
        });
    }
}
