using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>
/// <c>POST /registration/desk/{code}/{site}/commands</c>: what a device noted while it had no network, in its order; each by the same rules and in the same table as the forms of
/// the page, so exactly once however often it is sent. The rules where people were not of one mind, which the device's page shows:
/// <list type="number">
/// <item>Two desks received the same person: whichever is heard first counts, the other is told "already in since".</item>
/// <item>An undo takes back its own check-in only: whoever was received by somebody else, or again, stays received, and so does whom another door received too.</item>
/// <item>A walk-in is always registered; if they were in the edition already, the two entries are merged later by a coordinator.</item>
/// <item>Of the device's clock only the distance counts: how long before sending it was. The server takes that from its own time, never later than now and never before the
/// site's day.</item>
/// <item>What is refused (a site that was cancelled, data that were erased) is said with its reason, and stays on the device until somebody has read it.</item>
/// </list>
/// </summary>
internal static class RunCommands
{
    private const int Most = 100;

    /// <param name="SentAt">The device's own time, in milliseconds of whatever epoch, as are those of the commands.</param>
    public sealed record Body(double SentAt, string? Door, IReadOnlyList<Command>? Commands);

    /// <param name="Kind"><c>check_in</c> of a candidate, <c>walk_in</c> with its form, or <c>undo</c> of an act.</param>
    public sealed record Command(Guid Id, string? Kind, double At, string? Door, Guid? Candidate, Guid? Act, ReceiveWalkIn.Form? Form);

    /// <param name="Result"><c>applied</c>, <c>already</c> (nothing was written), or <c>refused</c>.</param>
    /// <param name="Person">As they stand now; null: refused.</param>
    public sealed record Answer(Guid Id, string Result, string Said, DeviceList.Item? Person);

    /// <exception cref="Rejected">400, 404</exception>
    public static async Task<IResult> RunAsync(string code, string site, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var here = await DeskSite.FindAsync(http, db, code, site, ct);
        var body = await ReadAsync(http, ct);
        if (body?.Commands is not { Count: > 0 and <= Most } commands || commands.Any(command => command is null))
            throw new Rejected(StatusCodes.Status400BadRequest, DeskTexts.Words["Device.Wrong"]);
        http.Response.Headers.CacheControl = "no-store";
        var answers = new List<Answer>();
        foreach (var command in commands)
            answers.Add(await AnswerAsync(here, command, body.SentAt - command.At, db, Caller.Of(http).Actor, ct));
        return Results.Json(new { Answers = answers }, Json.Options);
    }

    /// <summary>Null: it is no such body. Only JSON is read, which no form of another site's page can send.</summary>
    private static async Task<Body?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<Body>(Json.Options, ct) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <param name="ago">Milliseconds.</param>
    private static async Task<Answer> AnswerAsync(DeskSite site, Command command, double ago, RegistrationDatabase db, Actor actor, CancellationToken ct)
    {
        try
        {
            if (!site.ReceivesLate(db.Now))
                throw new Rejected(StatusCodes.Status409Conflict, site.Closed);
            var door = new Typed(new FormErrors()).Text("door", command.Door, 50);
            var act = await DeskAct.DoAsync(db, actor, tx =>
            {
                var noted = site.CountsFrom(tx.Now, Duration.FromMilliseconds(double.IsFinite(ago) ? Math.Clamp(ago, 0, TimeSpan.MillisecondsPerDay * 100.0) : 0));
                return command switch
                {
                    { Kind: "check_in", Candidate: { } candidate } => ReceiveCandidate.ApplyAsync(tx, site, command.Id, candidate, door, ct, noted),
                    { Kind: "undo", Act: { } of } => UndoReceiving.ApplyAsync(tx, site, command.Id, of, door, ct),
                    { Kind: "walk_in", Form: { } form } => WalkInAsync(tx, site, command.Id, form, door, noted, ct),
                    _ => throw new Rejected(StatusCodes.Status400BadRequest, DeskTexts.Words["Device.Wrong"]),
                };
            }, ct);
            return await DeskAnswer.ReadAsync(db, site, act.Id, ct) is { } answer
                ? new(command.Id, act.Answer is "received" or "undone" or "other" ? "applied" : "already", string.Join(" ", new[] { $"{answer.Said(site)}.", answer.More }.OfType<string>()), DeviceList.Of(site, answer.Person))
                : throw DeskAct.Unknown();
        }
        catch (Rejected refused)
        {
            return new(command.Id, "refused", refused.Message, null);
        }
        catch (ChangedMeanwhileException)
        {
            // That id is another site's, or three desks were quicker three times.
            return new(command.Id, "refused", PageFrame.Words["Error.Meanwhile"], null);
        }
    }

    private static async Task<DeskAct> WalkInAsync(Transaction tx, DeskSite site, Guid id, ReceiveWalkIn.Form form, string? door, Instant noted, CancellationToken ct)
    {
        var errors = new FormErrors();
        return ReceiveWalkIn.Read(site, id, form, tx.Now, errors) is { } request
            ? await ReceiveWalkIn.ApplyAsync(tx, site, id, request, door, ct, noted)
            : throw new Rejected(StatusCodes.Status422UnprocessableEntity, string.Join(" ", errors.List.Select(error => error.Sentence)));
    }
}
