using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary><c>/registration/retention/runs/{id}</c>: whom a dry run found, the confirmation with their number, and what became of the run.</summary>
public static class ShowRetentionRun
{
    private const int Batch = 500;

    private const string PeopleSql = """
        SELECT p.candidate_id, p.outcome, c.last_name, c.first_name, c.code, c.erased_at, e.code AS edition_code, r.last_contact_at, r.contact, r.told_at, c.email
        FROM retention_run_person p
        JOIN candidate c ON c.id = p.candidate_id
        JOIN edition e ON e.id = p.edition_id
        LEFT JOIN retention r ON r.candidate_id = p.candidate_id
        WHERE p.run_id = @Id AND (e.code > @Key OR (e.code = @Key AND c.code > @Code))
        ORDER BY e.code, c.code
        LIMIT @Take
        """;

    public sealed record Person
    {
        public Guid CandidateId { get; init; }
        public required string Outcome { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public required string Code { get; init; }
        public Instant? ErasedAt { get; init; }
        public required string EditionCode { get; init; }
        public Instant? LastContactAt { get; init; }
        public string? Contact { get; init; }
        public Instant? ToldAt { get; init; }
        public string? Email { get; init; }
    }

    public sealed record Form
    {
        /// <summary>The number that was shown, typed.</summary>
        public string? People { get; init; }
    }

    public static async Task<IResult> RunAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await RetentionRuns.FindAsync(db, id, ct) switch
        {
            null or { Status: "replaced" } => SeeOther.To(ShowRetention.Page),
            var run => await PageAsync(run, null, new FormErrors(), db, http, ct),
        };

    /// <summary>
    /// <c>POST</c>: confirms. 422 when the number is another than the one shown. When it would take other people now, nothing is done: 409, with what it would take now, to be confirmed anew.
    /// </summary>
    public static Task<IResult> ConfirmAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        if (await RetentionRuns.FindAsync(db, id, ct) is not { } run || run.Status == "replaced")
            return SeeOther.To(ShowRetention.Page);
        if (run.Status != "dry")
            return SeeOther.To(run.Address);
        var errors = new FormErrors();
        var typed = new Typed(errors).Number("people", form.People, 0, int.MaxValue, required: true);
        if (!errors.Any && (typed != run.People || run.People == 0))
            errors.Add("people", RetentionTexts.Words["People.Wrong"]);
        if (errors.Any)
            return await PageAsync(run, form.People, errors, db, http, ct);
        var actor = Caller.Of(http).Actor;
        await ReckonAsync(db, id, actor, ct);
        await using (var tx = await db.BeginAsync(actor, ct))
            if (!await RetentionRuns.ConfirmAsync(tx, id, run.People, ct))
                return SeeOther.To(run.Address);
            else if (await RetentionRuns.IsSameAsync(tx, id, ct))
            {
                await tx.CommitAsync(ct);
                return SeeOther.To(run.Address);
            }
        var next = Guid.CreateVersion7();
        await using (var tx = await db.BeginAsync(actor, ct))
        {
            await RetentionRuns.AskAsync(tx, next, ct);
            await RetentionRuns.LookAsync(tx, next, ct);
            await tx.CommitAsync(ct);
        }
        errors.Conflict("", RetentionTexts.Words["Changed"]);
        return await PageAsync((await RetentionRuns.FindAsync(db, next, ct))!, null, errors, db, http, ct);
    });

    /// <summary>What was known in the night may be old: a contact of today counts.</summary>
    private static async Task ReckonAsync(RegistrationDatabase db, Guid id, Actor actor, CancellationToken ct)
    {
        IReadOnlyList<Guid> taken;
        await using (var tx = await db.BeginAsync(actor, ct))
            taken = await RetentionRuns.TakenAsync(tx, id, ct);
        foreach (var some in taken.Chunk(Batch))
        {
            await using var tx = await db.BeginAsync(actor, ct);
            await ReckonRetention.ApplyAsync(tx, some, ct);
            await tx.CommitAsync(ct);
        }
    }

    private static async Task<IResult> PageAsync(RetentionRuns.Run run, string? typed, FormErrors errors, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var choice = ListChoice.Read(http, ["code"]);
        var rows = await db.QueryAsync<Person>(PeopleSql, new { run.Id, choice.Key, choice.Code, choice.Take }, ct);
        var last = rows.Count > choice.Size ? rows[choice.Size - 1] : null;
        return errors.Page<ShowRetentionRunPage>(new
        {
            Run = run,
            Editions = await RetentionRuns.EditionsAsync(db, run.Id, ct),
            Shown = rows.Take(choice.Size).ToList(),
            Next = last is null ? null : $"{run.Address}{QueryString.Create("after", new ListCursor(last.EditionCode, last.Code).Word)}",
            IsFirst = choice.After is null,
            Typed = typed,
            Errors = errors,
        });
    }
}
