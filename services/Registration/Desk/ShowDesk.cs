using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Desk;

/// <summary><c>GET /registration/desk/{code}/{site}</c>: the desk: whoever comes is found, received, undone; and how far it is.</summary>
internal static class ShowDesk
{
    /// <param name="find">What is looked for: a name's beginning, or a badge's code.</param>
    /// <param name="done">The act whose answer is shown.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, string? find, Guid? done, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await PageAsync(await DeskSite.FindAsync(http, db, code, site, ct), find, done, new FormErrors(), db, http, ct);

    internal static async Task<RazorComponentResult> PageAsync(DeskSite site, string? find, Guid? done, FormErrors errors, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var sought = (find ?? "").Trim();
        var found = sought.Length == 0 ? null : await DeskPeople.SearchAsync(db, site, sought, ct);
        Seen.People(http, found?.People.Count ?? 0);
        return errors.Page<ShowDeskPage>(new
        {
            Site = site,
            db.Now,
            Door = DeskDoor.Of(http),
            Done = await DeskAnswer.ReadAsync(db, site, done, ct),
            Find = sought.Length > 200 ? sought[..200] : sought,
            Found = found,
            Counts = await DeskCounts.ReadAsync(db, site, ct),
            Errors = errors,
        });
    }
}
