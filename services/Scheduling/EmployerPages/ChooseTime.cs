using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>
/// An employer books an interview with a candidate it may see (<c>…/candidates/{candidateId}/book</c>), or moves one of its own (<c>…/interviews/{id}/move</c>): the same page of times
/// in which both are free. The form brings the act's id, so sending it twice books once.
/// </summary>
public static class ChooseTime
{
    public sealed record Form
    {
        /// <summary>Of the act, made when the form was shown.</summary>
        public string? Id { get; init; }

        /// <summary>A <see cref="ReadTimes.Time.Word"/>.</summary>
        public string? Time { get; init; }
    }

    /// <param name="Moved">The interview that is moved; null: a new one.</param>
    private sealed record Choice(OwnSite Own, BothSides Sides, string Name, string Action, OwnInterview? Moved);

    internal static async Task<IResult> ShowBookAsync(Guid siteId, Guid candidateId, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await BookAsync(siteId, candidateId, http, db, ct), new Form(), new FormErrors(), db.Now);

    internal static async Task<IResult> BookAsync(Guid siteId, Guid candidateId, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await SendAsync(db, () => BookAsync(siteId, candidateId, http, db, ct), form, http, "booked",
            (tx, act, table, startsAt) => BookInterview.ApplyAsync(tx, act, new BookInterview.Wish(table, candidateId, startsAt), ct), ct);

    internal static async Task<IResult> ShowMoveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        Page(await MoveAsync(id, http, db, ct), new Form(), new FormErrors(), db.Now);

    internal static async Task<IResult> MoveAsync(Guid id, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        await SendAsync(db, () => MoveAsync(id, http, db, ct), form, http, "moved", (tx, act, table, startsAt) => MoveInterview.ApplyAsync(tx, act, id, table, startsAt, ct), ct);

    private static async Task<Choice> BookAsync(Guid siteId, Guid candidateId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        var candidate = await ReadCandidates.FindAsync(db, own, candidateId, ct);
        var sides = await BothSides.ReadAsync(db, own.Timetable, own.Siret, candidateId, null, ct);
        return new Choice(own, sides, EmployerReading.Name(candidate.FirstName, candidate.LastName), $"{own.Address}/candidates/{candidateId}/book", null);
    }

    private static async Task<Choice> MoveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var interview = await OwnInterview.FindAsync(http, db, id, ct);
        var own = await OwnSite.FindAsync(http, db, interview.SiteId, ct);
        var sides = await BothSides.ReadAsync(db, own.Timetable, own.Siret, interview.CandidateId, id, ct);
        return new Choice(own, sides, interview.CandidateName, $"/scheduling/employer/interviews/{id}/move", interview);
    }

    private static async Task<IResult> SendAsync(SchedulingDatabase db, Func<Task<Choice>> readAsync, Form form, HttpContext http, string done, Func<Transaction, Act, Guid, Instant, Task> applyAsync, CancellationToken ct)
    {
        var choice = await readAsync();
        var errors = new FormErrors();
        var act = new Act(Typed.Id(form.Id), Booker.Employer);
        var (booked, isOlder) = await TryTime.RunAsync(db, Caller.Of(http).Actor, choice.Sides, act, form.Time, errors, (tx, table, startsAt) => applyAsync(tx, act, table, startsAt), ct);
        return booked is { } table
            ? SeeOther.To($"{choice.Own.Address}?done={done}#table-{table}")
            : Page(isOlder ? await readAsync() : choice, form with { Id = $"{act.Id}" }, errors, db.Now);
    }

    private static IResult Page(Choice choice, Form form, FormErrors errors, Instant now)
    {
        var answer = choice.Sides.Times(Booker.Employer, now);
        var times = answer.Times.Where(time => choice.Moved is not { } moved || time.TableId != moved.TableId || time.StartsAt != moved.StartsAt).ToList();
        return errors.Page<ChooseTimePage>(new
        {
            choice.Own.Site,
            choice.Sides.CandidateId,
            choice.Name,
            choice.Action,
            choice.Moved,
            Times = (IReadOnlyList<ReadTimes.Time>)times,
            answer.Refusal,
            MayWait = answer.MayWait && choice.Moved is null,
            WaitTables = WaitedTable.Options(choice.Own.Timetable.Tables, times, EmployerReading.Table, Booker.Employer),
            Id = Typed.Id(form.Id),
            Chosen = times.Any(time => time.Word == form.Time) ? form.Time : times.FirstOrDefault()?.Word,
            Errors = errors,
        });
    }
}
