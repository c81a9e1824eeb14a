using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Editions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>
/// A new workshop (<c>/registration/editions/{code}/workshops/new</c>) and a changed one (<c>/registration/workshops/{id}/edit</c>), whose participants
/// are told of another time or place.
/// </summary>
public static class EditWorkshop
{
    private const string FindSql = """
        SELECT id, version, edition_id, code, name, audience, starts_at, place, capacity, cancelled_at
        FROM workshop
        WHERE id = @Id
        """;

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> NewAsync(string code, RegistrationDatabase db, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        return NewPage(edition, new WorkshopForm { Audience = "candidates" }, Guid.CreateVersion7(), new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> CreateAsync(string code, [FromForm] WorkshopForm form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ShowWorkshops.FindEditionAsync(code, db, ct);
        var errors = new FormErrors();
        var id = Typed.Id(form.Id);
        if (form.Read(errors, Empty(id, edition.Id), edition.Zone) is not { } workshop)
            return NewPage(edition, form, id, errors);
        await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            if (await tx.QueryFirstOrDefaultAsync<SaveWorkshops.Row>(FindSql, new { Id = id }, ct) is null)
            {
                await AddAsync(tx, [workshop], edition.Zone, ct);
                await tx.CommitAsync(ct);
            }
            return true;
        });
        return SeeOther.To($"/registration/workshops/{id}?done=created");
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ChangePageAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var workshop = await ReadWorkshop.FindAsync(db, id, ct);
        return Page(workshop, WorkshopForm.Of(workshop), workshop.Version, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeAsync(Guid id, [FromForm] WorkshopForm form, RegistrationDatabase db, PersonalLinks links, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var before = await ReadWorkshop.FindAsync(db, id, ct);
        if (form.Read(errors, Empty(id, before.EditionId), before.Zone) is not { } typed)
            return Page(before, form, Typed.Version(form.Version), errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await LockWorkshop.RunAsync(tx, id, ct);
            var now = await ReadWorkshop.FindAsync(tx, id, ct);
            if (now.Version != Typed.Version(form.Version))
                errors.ChangedMeanwhile();
            // Whom the workshop is for says what its participants are: with people on the list it stays.
            else if (now.Audience != typed.Audience && now.Participants > 0)
                errors.Conflict("audience", WorkshopTexts.Words["Audience.Fixed"]);
            if (errors.Any)
                return Page(now, form, now.Version, errors);
            await SaveWorkshops.ApplyAsync(tx, now.EditionId, new Dictionary<string, Func<SaveWorkshops.Row?, SaveWorkshops.Row>>
            {
                [now.Code] = old => old! with { Name = typed.Name, Audience = typed.Audience, StartsAt = typed.StartsAt, Place = typed.Place, Capacity = typed.Capacity },
            }, ct);
            if (now.CancelledAt is null && (now.StartsAt != typed.StartsAt || now.Place != typed.Place))
                await TellParticipants.RunAsync(tx, TellParticipants.Moved, now, await ReadWorkshop.FindAsync(tx, id, ct), links, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"/registration/workshops/{id}?done=changed");
        });
    }

    /// <summary>New workshops, each with a code of its own.</summary>
    /// <exception cref="ChangedMeanwhileException">Another workshop took one of the ids or codes just now.</exception>
    internal static async Task AddAsync(Transaction tx, IReadOnlyList<SaveWorkshops.Row> workshops, DateTimeZone zone, CancellationToken ct)
    {
        var changes = new Dictionary<string, Func<SaveWorkshops.Row?, SaveWorkshops.Row>>();
        foreach (var workshop in workshops)
        {
            var code = await WorkshopCode.NextAsync(tx, workshop.EditionId, workshop.Name, workshop.StartsAt.InZone(zone).Date, changes.Keys, ct);
            changes.Add(code, _ => workshop with { Code = code });
        }
        await SaveWorkshops.ApplyAsync(tx, workshops[0].EditionId, changes, ct);
    }

    internal static Task<SaveWorkshops.Row?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<SaveWorkshops.Row>(FindSql, new { Id = id }, ct);

    private static SaveWorkshops.Row Empty(Guid id, Guid editionId) => new() { Id = id, EditionId = editionId, Code = "", Name = "", Audience = "" };

    private static RazorComponentResult NewPage(EditionTotals.Edition edition, WorkshopForm form, Guid id, FormErrors errors)
    {
        var list = $"/registration/editions/{Uri.EscapeDataString(edition.Code)}/workshops";
        return errors.Page<EditWorkshopPage>(new { Title = WorkshopTexts.Words["New"], Back = list, BackText = WorkshopTexts.Words["Workshops"], Action = $"{list}/new", Form = form, Id = (Guid?)id, Version = (int?)null, Errors = errors });
    }

    private static RazorComponentResult Page(ReadWorkshop.Workshop workshop, WorkshopForm form, int version, FormErrors errors) =>
        errors.Page<EditWorkshopPage>(new { Title = WorkshopTexts.Words["Edit"], Back = workshop.Address, BackText = workshop.Name, Action = $"{workshop.Address}/edit", IsKnown = workshop.Participants > 0 && workshop.CancelledAt is null, Form = form, Id = (Guid?)null, Version = (int?)version, Errors = errors });
}
