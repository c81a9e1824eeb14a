using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>
/// A candidate does not want to be asked any more: by the page (<c>POST /outcomes/my/follow-up/asks</c>, where they may change their mind), or without
/// session by the link at the end of a mail (<c>/outcomes/follow-up/stop/{token}</c>). That link only asks when it is opened; a press, or the mail program's own button
/// (RFC 8058: a POST without cookies), does it.
/// </summary>
public static class EndAsks
{
    private const string EditionSql = "SELECT edition_id FROM person WHERE id = @Id";

    private const string EndSql = "UPDATE person SET asks_ended_at = @Now WHERE id = @Id AND erased_at IS NULL AND asks_ended_at IS NULL";

    private const string ResumeSql = "UPDATE person SET asks_ended_at = NULL WHERE id = @Id AND erased_at IS NULL AND asks_ended_at IS NOT NULL";

    private const string HasEndedSql = "SELECT CASE WHEN asks_ended_at IS NULL THEN 0 ELSE 1 END FROM person WHERE id = @Id AND erased_at IS NULL";

    public sealed record Form
    {
        /// <summary><c>yes</c>: may be asked again. Anything else: no more.</summary>
        public string? Agree { get; init; }
    }

    internal static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        var who = await Respondent.OfAsync(http, db, ct);
        var agrees = form.Agree == "yes";
        await ChangeAsync(db, Caller.Of(http).Actor, who.Id, agrees, ct);
        return SeeOther.To($"{AnswerLink.Page}?done={(agrees ? "resumed" : "stopped")}");
    }

    internal static async Task<IResult> AskByMailAsync(string token, HttpContext http, OutcomesDatabase db, PersonalLinks links, CancellationToken ct)
    {
        var (_, hasEnded) = await ReadAsync(token, http, db, links, ct);
        return new RazorComponentResult<StopPage>(new { HasEnded = hasEnded });
    }

    internal static async Task<IResult> RunByMailAsync(string token, HttpContext http, OutcomesDatabase db, PersonalLinks links, CancellationToken ct)
    {
        var (content, _) = await ReadAsync(token, http, db, links, ct);
        await ChangeAsync(db, Actor.Link(content.Role, content.Subject), content.Holder, agrees: false, ct);
        return new RazorComponentResult<StopPage>(new { HasEnded = true });
    }

    private static async Task ChangeAsync(OutcomesDatabase db, Actor actor, Guid id, bool agrees, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        await ChangeAsync(tx, id, agrees, ct);
        await tx.CommitAsync(ct);
    }

    /// <summary>However they said it: by the page, by a mail, on the telephone.</summary>
    internal static async Task ChangeAsync(Transaction tx, Guid id, bool agrees, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(agrees ? ResumeSql : EndSql, new { Id = id, tx.Now }, ct) == 1)
        {
            await tx.AuditAsync("candidate", id, agrees ? "may be asked again" : "asks ended", null, ct);
            if (await tx.QueryFirstOrDefaultAsync<Guid?>(EditionSql, new { Id = id }, ct) is { } edition)
                await CountPeople.ApplyAsync(tx, edition, [id], ct);
        }
        if (!agrees)
            await TakeBackAsks.ApplyAsync(tx, [id], ct);
    }

    /// <exception cref="Rejected">410: altered, guessed, expired and taken back look alike from outside; so does whoever was erased.</exception>
    private static async Task<(PersonalLinks.Content Content, bool HasEnded)> ReadAsync(string token, HttpContext http, OutcomesDatabase db, PersonalLinks links, CancellationToken ct)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return links.Read(token) is { Role: Role.Candidate } content
            && await Access.IsCurrentAsync(db, PersonalLinks.Ticket(content), ct)
            && await db.QueryFirstOrDefaultAsync<int?>(HasEndedSql, new { Id = content.Holder }, ct) is { } ended
            ? (content, ended == 1)
            : throw http.RequestServices.GetRequiredService<WrongLinks>().Refuse(http, new Rejected(StatusCodes.Status410Gone, PageFrame.Words["Error.Link"]));
    }
}
