using System.Text.Json;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using NodaTime.Text;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>
/// <c>POST /scheduling/employer/today/{tableId}/commands</c>: what a phone did without network, in its order, each by its act's id: done once, however often it is sent. Each is answered: 'applied',
/// 'already', or 'refused' with the sentence why; one that is refused does not keep the next from being done.
/// </summary>
public static class SendRounds
{
    /// <summary>Of one day, at one table; the device sends the rest after.</summary>
    private const int Most = 100;

    private const string Refused = "refused";

    private const string DoneSql = "SELECT kind FROM booking_act WHERE id = @Id";

    public sealed record Body
    {
        public IReadOnlyList<Command>? Commands { get; init; }
    }

    public sealed record Command
    {
        public Guid Id { get; init; }
        public Guid Interview { get; init; }

        /// <summary>As <see cref="RunRound.Form.Do"/>; or 'judge', or 'note' (<see cref="JudgeRound"/>).</summary>
        public string? Do { get; init; }

        /// <summary>When, by the device's clock.</summary>
        public string? At { get; init; }

        /// <summary>To judge: as <see cref="NoteResult.Form.Outcome"/>, with the day of the second interview.</summary>
        public string? Outcome { get; init; }
        public string? SecondOn { get; init; }

        /// <summary>To note: all of it; null: there is none any more.</summary>
        public string? Text { get; init; }

        /// <summary>What the device knew before of what it replaces: an outcome (<see cref="JudgeRound.Outcome.Word"/>), or the note's text.</summary>
        public string? Seen { get; init; }
        public string? SeenOn { get; init; }
    }

    public sealed record Answer(Guid Id, string Outcome, string? Sentence);

    /// <exception cref="Rejected">400: no such commands. 404: no such table of the caller's.</exception>
    internal static async Task<IResult> RunAsync(Guid tableId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var table = await OwnTable.FindAsync(http, db, tableId, ct);
        if (await ReadAsync(http, ct) is not { Commands: var sent } || sent is not { Count: > 0 and <= Most } commands || commands.Any(command => command.Id == Guid.Empty))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        var answers = new List<Answer>();
        foreach (var command in commands)
            answers.Add(await DoAsync(table, command, http, db, ct));
        return Results.Json(new { Now = db.Now.ToUnixTimeMilliseconds(), Answers = answers }, Json.Options);
    }

    /// <summary>Null: it is not what such a program sends.</summary>
    private static async Task<Body?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<Body>(Json.Options, ct) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Answer> DoAsync(OwnTable table, Command command, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var act = new Act(command.Id, Booker.Employer);
        if (await db.QueryFirstOrDefaultAsync<string>(DoneSql, new { command.Id }, ct) is { } done)
            return done == Refused ? new Answer(command.Id, Refused, TodayTexts.Words["Refused.Before"]) : new Answer(command.Id, "already", null);
        if ((JudgeRound.StepOf(table, command) ?? RunRound.StepOf(command.Do, InstantPattern.ExtendedIso.Parse(command.At ?? "") is { Success: true, Value: var at } ? at : null)) is not { } step)
            return new Answer(command.Id, Refused, PageFrame.Words["Error.BadRequest"]);
        try
        {
            await RunRound.ApplyAsync(table, step, act, command.Interview, Caller.Of(http).Actor, db, ct);
            return new Answer(command.Id, "applied", null);
        }
        catch (Rejected rejected)
        {
            await NoteRefusedAsync(act, command.Interview, http, db, ct);
            return new Answer(command.Id, Refused, rejected.Message);
        }
    }

    /// <summary>One whose answer was lost comes again: what was refused then stays so, whatever has become possible meanwhile by what came after it.</summary>
    private static Task NoteRefusedAsync(Act act, Guid interview, HttpContext http, SchedulingDatabase db, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var isNew = await act.BeginAsync(tx, Refused, interview, ct);
        await tx.CommitAsync(ct);
        return isNew;
    });
}
