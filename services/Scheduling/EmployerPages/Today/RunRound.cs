using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary><c>POST /scheduling/employer/today/{tableId}</c>: the recruiter starts an interview, ends it with its result in one tap, says that nobody came, or goes one step back.</summary>
public static class RunRound
{
    internal delegate Task Step(Transaction tx, Act act, Guid id, CancellationToken ct);

    public sealed record Form
    {
        /// <summary>Made when the page was shown: each button of it is an act of its own, the same button twice is one.</summary>
        public string? Id { get; init; }
        public string? Interview { get; init; }

        /// <summary>'start', 'end' (its result will be noted later), 'conclusive', 'not_conclusive', 'undecided', 'miss', 'back'.</summary>
        public string? Do { get; init; }
    }

    internal static async Task<IResult> RunAsync(Guid tableId, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var table = await OwnTable.FindAsync(http, db, tableId, ct);
        if (!Guid.TryParseExact(form.Interview, "D", out var id) || StepOf(form.Do, null) is not { } step)
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        var act = new Act(Typed.IdOf(Encoding.ASCII.GetBytes($"{form.Do} {id}"), Typed.Id(form.Id)), Booker.Employer);
        try
        {
            await ApplyAsync(table, step, act, id, Caller.Of(http).Actor, db, ct);
            return SeeOther.To($"{table.Address}?last={id}");
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            var errors = new FormErrors();
            errors.Conflict("", rejected.Message);
            return await ShowToday.PageAsync(table, id, null, errors, db, ct);
        }
    }

    /// <summary>In a transaction of its own.</summary>
    /// <exception cref="Rejected">404: not at this table. And whatever the step says.</exception>
    internal static Task ApplyAsync(OwnTable table, Step step, Act act, Guid id, Actor actor, SchedulingDatabase db, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(actor, ct);
        if (!await table.HasAsync(tx, id, ct))
            throw OwnSite.NotFound();
        await step(tx, act, id, ct);
        await tx.CommitAsync(ct);
        return true;
    });

    /// <param name="what">As <see cref="Form.Do"/>; null is answered when it is none of them.</param>
    /// <param name="at">When, by a device's clock; null: now.</param>
    internal static Step? StepOf(string? what, Instant? at) => what switch
    {
        "start" => (tx, act, id, ct) => RunInterview.StartAsync(tx, act, id, at, ct),
        "end" or "conclusive" or "not_conclusive" or "undecided" => (tx, act, id, ct) => RunInterview.EndAsync(tx, act, id, at, new RunInterview.Judgement(what == "end" ? null : what, null), ct),
        "miss" => (tx, act, id, ct) => RunInterview.MissAsync(tx, act, id, at, ct),
        "back" => RunInterview.BackAsync,
        _ => null,
    };
}
