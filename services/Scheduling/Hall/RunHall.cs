using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// One tap in the hall, <c>POST …/hall</c>: <c>do</c> is the button that was pressed. One form serves all buttons of a page, so each act's id is made of the form's and the button's: the same
/// tap sent twice is one act.
/// </summary>
public static class RunHall
{
    public sealed record Form
    {
        public string? Id { get; init; }

        /// <summary>
        /// <c>call</c>, <c>start</c>, <c>end</c>, <c>miss</c> or <c>back</c> with the interview's id and version; <c>present</c> or <c>absent</c> with a SIRET; <c>put</c> with a table,
        /// a candidate and an instant. Parted by blanks.
        /// </summary>
        public string? Do { get; init; }

        /// <summary>The page to go back to: a table's; null: the board, as it was looked at.</summary>
        public string? Table { get; init; }
        public string? Show { get; init; }
        public string? Search { get; init; }
        public string? Part { get; init; }
    }

    private const string WhereSql = "SELECT site_id, table_id FROM interview WHERE id = @Id";

    private sealed record Where
    {
        public Guid SiteId { get; init; }
        public Guid TableId { get; init; }
    }

    /// <exception cref="Rejected">404: no such interview, employer or table at this site.</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var view = HallView.Of(form.Show, form.Search, form.Part);
        var table = Guid.TryParse(form.Table, out var one) ? one : (Guid?)null;
        var errors = new FormErrors();
        var act = new Act(ActOf(Typed.Id(form.Id), form.Do ?? ""), found.Booker);
        var row = "";
        if (await ChosenTime.TryAsync(errors, async () => row = await DoAsync(found, act, form.Do?.Split(' ') ?? [], Caller.Of(http).Actor, db, ct)))
            return SeeOther.To(table is { } page ? $"{found.Path}/hall/{page}" : $"{found.Path}/hall{view.Query(view.Show, int.TryParse(view.Part, out var part) ? part : null)}#at-{row}");
        return table is { } shown ? await ShowHallTable.PageAsync(found, shown, errors, db, ct) : await ShowHall.PageAsync(found, view, errors, db, ct);
    }

    internal static Guid ActOf(Guid form, string button) => new(SHA256.HashData([.. form.ToByteArray(), .. Encoding.UTF8.GetBytes(button)]).AsSpan(0, 16));

    /// <summary>Does it, and says in which row it is seen: a table's, or where an employer's attendance stands.</summary>
    private static async Task<string> DoAsync(CoordinatedSite.Site site, Act act, string[] said, Actor actor, SchedulingDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        string row;
        switch (said)
        {
            case ["call" or "start" or "end" or "miss" or "back", var id, _] when Guid.TryParse(id, out var interview):
                if (await tx.QueryFirstOrDefaultAsync<Where>(WhereSql, new { Id = interview }, ct) is not { } where || where.SiteId != site.Id)
                    throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.NoInterview"]);
                await (said[0] switch
                {
                    "call" => RunInterview.CallAsync(tx, act, interview, null, ct),
                    "start" => RunInterview.StartAsync(tx, act, interview, null, ct),
                    "end" => RunInterview.EndAsync(tx, act, interview, null, default, ct),
                    "miss" => RunInterview.MissAsync(tx, act, interview, null, ct),
                    _ => RunInterview.BackAsync(tx, act, interview, ct),
                });
                row = $"{where.TableId}";
                break;
            case ["present" or "absent", var siret]:
                await FindAttendance.ApplyAsync(tx, site, siret, said[0], ct);
                row = siret;
                break;
            case ["put", var table, var candidate, var at] when Guid.TryParse(table, out var free) && Guid.TryParse(candidate, out var who) && InstantPattern.General.Parse(at) is { Success: true, Value: var when }:
                if (await Place.FindAsync(tx, free, ct) is not { } place || place.SiteId != site.Id)
                    throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
                await BookInterview.ApplyAsync(tx, act, new BookInterview.Wish(free, who, when), ct);
                row = table;
                break;
            default:
                throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        }
        await tx.CommitAsync(ct);
        return row;
    }
}
