using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Workshops;

/// <summary>
/// <c>/registration/workshops/{id}/cancellation</c>: a workshop is called off, after a question, and can be put back; its participants are told. One where somebody was noted as attending
/// has taken place: it is not called off, so no figure ever counts an attendance at a cancelled workshop.
/// </summary>
public static class CancelWorkshop
{
    public sealed record Form
    {
        public string? Version { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid id, RegistrationDatabase db, CancellationToken ct) =>
        Page(await ReadWorkshop.FindAsync(db, id, ct), new FormErrors());

    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, PersonalLinks links, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var errors = new FormErrors();
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await LockWorkshop.RunAsync(tx, id, ct);
        var workshop = await ReadWorkshop.FindAsync(tx, id, ct);
        if (workshop.CancelledAt is not null)
            return SeeOther.To($"{workshop.Address}?done=cancelled");
        if (workshop.Attended > 0)
            errors.Conflict("", WorkshopTexts.Words["Cancel.Attended"]);
        else if (workshop.Version != Typed.Version(form.Version))
            errors.ChangedMeanwhile();
        if (errors.Any)
            return Page(workshop, errors);
        await SaveAsync(tx, workshop, tx.Now, links, ct);
        return SeeOther.To($"{workshop.Address}?done=cancelled");
    });

    /// <summary><c>POST /registration/workshops/{id}/reinstatement</c>: it takes place after all.</summary>
    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> UndoAsync(Guid id, RegistrationDatabase db, PersonalLinks links, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var workshop = await ReadWorkshop.FindAsync(tx, id, ct);
        if (workshop.CancelledAt is not null)
            await SaveAsync(tx, workshop, null, links, ct);
        return SeeOther.To($"{workshop.Address}?done=reinstated");
    });

    private static async Task SaveAsync(Transaction tx, ReadWorkshop.Workshop workshop, NodaTime.Instant? cancelledAt, PersonalLinks links, CancellationToken ct)
    {
        await SaveWorkshops.ApplyAsync(tx, workshop.EditionId, new Dictionary<string, Func<SaveWorkshops.Row?, SaveWorkshops.Row>> { [workshop.Code] = old => old! with { CancelledAt = cancelledAt } }, ct);
        await TellParticipants.RunAsync(tx, cancelledAt is null ? TellParticipants.Reinstated : TellParticipants.Cancelled, workshop, await ReadWorkshop.FindAsync(tx, workshop.Id, ct), links, ct);
        await tx.AuditAsync("workshop", workshop.Id, cancelledAt is null ? "workshop reinstated" : "workshop cancelled", null, ct);
        await tx.CommitAsync(ct);
    }

    private static RazorComponentResult Page(ReadWorkshop.Workshop workshop, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = WorkshopTexts.Words["Cancel.Title", workshop.Name],
        Sentence = WorkshopTexts.Words["Cancel.Sentence", Reading.Long(workshop.StartsLocally.Date), Reading.Time(workshop.StartsLocally.TimeOfDay)],
        Consequences = (IReadOnlyList<string>)[WorkshopTexts.Words["Cancel.Participants", Reading.Number(workshop.Participants)], WorkshopTexts.Words["Cancel.Figures"], WorkshopTexts.Words["Cancel.Undo"]],
        Action = $"{workshop.Address}/cancellation",
        Button = WorkshopTexts.Words["Cancel.Do"],
        Back = workshop.Address,
        Version = (int?)workshop.Version,
        Errors = errors,
    });
}
