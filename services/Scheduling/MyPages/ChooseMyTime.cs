using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.MyPages;

/// <summary>
/// A candidate books an interview with an employer of their site (<c>…/employers/{siret}/book</c>), or moves one of their own (<c>…/interviews/{id}/move</c>): the same page of times
/// in which both are free. The form brings the act's id, so sending it twice books once.
/// </summary>
public static class ChooseMyTime
{
    public sealed record Form
    {
        /// <summary>Of the act, made when the form was shown.</summary>
        public string? Id { get; init; }

        /// <summary>A <see cref="ReadTimes.Time.Word"/>.</summary>
        public string? Time { get; init; }
    }

    /// <param name="My">With the employer's tables only.</param>
    /// <param name="Moved">The interview that is moved; null: a new one.</param>
    private sealed record Choice(MySite My, BothSides Sides, string Siret, string Action, MyInterview? Moved);

    internal static async Task<IResult> ShowBookAsync(Guid siteId, string siret, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await BookAsync(siteId, siret, http, db, ct), new Form(), new FormErrors(), db.Now);

    internal static async Task<IResult> BookAsync(Guid siteId, string siret, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await SendAsync(db, () => BookAsync(siteId, siret, http, db, ct), form, http, "booked",
            (tx, act, table, startsAt, choice) => BookInterview.ApplyAsync(tx, act, new BookInterview.Wish(table, choice.My.CandidateId, startsAt), ct), ct);

    internal static async Task<IResult> ShowMoveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await MoveAsync(id, http, db, ct), new Form(), new FormErrors(), db.Now);

    internal static async Task<IResult> MoveAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await SendAsync(db, () => MoveAsync(id, http, db, ct), form, http, "moved", (tx, act, table, startsAt, _) => MoveInterview.ApplyAsync(tx, act, id, table, startsAt, ct), ct);

    private static async Task<Choice> BookAsync(Guid siteId, string siret, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var my = await MySite.FindAsync(http, db, siteId, siret, ct);
        return new Choice(my, await BothSides.ReadAsync(db, my.Timetable, siret, my.CandidateId, null, ct), siret, $"{my.Address}/employers/{siret}/book", null);
    }

    private static async Task<Choice> MoveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await MyInterview.FindAsync(http, db, id, ct);
        var my = await MySite.FindAsync(http, db, interview.SiteId, interview.Siret, ct);
        return new Choice(my, await BothSides.ReadAsync(db, my.Timetable, interview.Siret, my.CandidateId, id, ct), interview.Siret, $"{MySite.Page}/interviews/{id}/move", interview);
    }

    private static async Task<IResult> SendAsync(SchedulingDatabase db, Func<Task<Choice>> readAsync, Form form, HttpContext http, string done, Func<Transaction, Act, Guid, Instant, Choice, Task> applyAsync, CancellationToken ct)
    {
        var choice = await readAsync();
        var errors = new FormErrors();
        var act = new Act(Typed.Id(form.Id), Booker.Candidate);
        var (booked, isOlder) = await TryTime.RunAsync(db, Caller.Of(http).Actor, choice.Sides, act, form.Time, errors, (tx, table, startsAt) => applyAsync(tx, act, table, startsAt, choice), ct);
        return booked is not null
            ? SeeOther.To($"{MySite.Page}?done={done}")
            : Page(isOlder ? await readAsync() : choice, form with { Id = $"{act.Id}" }, errors, db.Now);
    }

    private static IResult Page(Choice choice, Form form, FormErrors errors, Instant now)
    {
        var answer = choice.Sides.Times(Booker.Candidate, now);
        var times = answer.Times.Where(time => choice.Moved is not { } moved || time.StartsAt != moved.StartsAt || (time.TableId != moved.TableId && time.Recruiter != moved.Recruiter)).ToList();
        var table = choice.My.Timetable.Tables[0];
        return errors.Page<ChooseMyTimePage>(new
        {
            choice.My.Site,
            choice.Siret,
            Employer = MyTexts.Employer(choice.Siret, table.CompanyName, table.EstablishmentName),
            choice.Action,
            choice.Moved,
            Times = (IReadOnlyList<ReadTimes.Time>)times,
            answer.Refusal,
            MayWait = answer.MayWait && choice.Moved is null,
            WaitTables = WaitedTable.Options(choice.My.Timetable.Tables, times, MyTexts.Table, Booker.Candidate),
            Id = Typed.Id(form.Id),
            Chosen = times.Any(time => time.Word == form.Time) ? form.Time : times.FirstOrDefault()?.Word,
            Errors = errors,
        });
    }
}
