using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>A new year (<c>/outcomes/observatory/new</c>), a changed one (<c>…/{id}</c>), and one that is deleted after a question (<c>…/{id}/removal</c>).</summary>
public static class EditObservatory
{
    public static RazorComponentResult New() => NewPage(new ObservatoryForm(), Guid.CreateVersion7(), new FormErrors());

    public static async Task<IResult> AddAsync([FromForm] ObservatoryForm form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var id = Typed.Id(form.Id);
        if (form.Read(null, id, errors) is not { } year)
            return NewPage(form, id, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            // A second press of the same button finds it done.
            if (await ReadObservatory.FindAsync(tx, id, ct) is null)
            {
                if (await ReadObservatory.SameAsync(tx, year, ct) is not null)
                {
                    errors.Conflict("year", ObservatoryTexts.Words["Same"]);
                    return NewPage(form, id, errors);
                }
                await SaveObservatory.ApplyAsync(tx, [(null, year)], Caller.Of(http).Name, ct);
                await tx.CommitAsync(ct);
            }
            return SeeOther.To($"{ShowObservatory.Address}?done=added");
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(Guid id, OutcomesDatabase db, CancellationToken ct)
    {
        var year = await FindAsync(db, id, ct);
        return Page(year, ObservatoryForm.Of(year), new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ChangeAsync(Guid id, [FromForm] ObservatoryForm form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var errors = new FormErrors();
        var before = await FindAsync(db, id, ct);
        if (form.Read(before, id, errors) is null)
            return Page(before with { Version = Typed.Version(form.Version) }, form, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var now = await ReadObservatory.FindAsync(tx, id, ct) ?? throw Unknown();
            var year = form.Read(now, id, errors)!;
            if (now.Version != Typed.Version(form.Version))
                errors.ChangedMeanwhile();
            else if (await ReadObservatory.SameAsync(tx, year, ct) is { } same && same.Id != id)
                errors.Conflict("year", ObservatoryTexts.Words["Same"]);
            if (errors.Any)
                return Page(now, form, errors);
            await SaveObservatory.ApplyAsync(tx, [(now, year)], Caller.Of(http).Name, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{ShowObservatory.Address}?done=changed");
        });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid id, OutcomesDatabase db, CancellationToken ct) => RemovalPage(await FindAsync(db, id, ct), new FormErrors());

    public static async Task<IResult> RemoveAsync(Guid id, [FromForm] ObservatoryForm form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        // Deleted already is as good.
        if (await ReadObservatory.FindAsync(tx, id, ct) is { } year)
        {
            if (!await SaveObservatory.RemoveAsync(tx, year, Typed.Version(form.Version), ct))
            {
                var errors = new FormErrors();
                errors.ChangedMeanwhile();
                return RemovalPage(year, errors);
            }
            await tx.CommitAsync(ct);
        }
        return SeeOther.To($"{ShowObservatory.Address}?done=removed");
    }

    private static async Task<ObservatoryYear> FindAsync(OutcomesDatabase db, Guid id, CancellationToken ct) => await ReadObservatory.FindAsync(db, id, ct) ?? throw Unknown();

    private static Rejected Unknown() => new(StatusCodes.Status404NotFound, ObservatoryTexts.Words["Unknown"]);

    private static RazorComponentResult NewPage(ObservatoryForm form, Guid id, FormErrors errors) => errors.Page<EditObservatoryPage>(new
    {
        Title = ObservatoryTexts.Words["Add"],
        Action = $"{ShowObservatory.Address}/new",
        Form = form,
        Id = (Guid?)id,
        Version = (int?)null,
        Removal = (string?)null,
        Errors = errors,
    });

    private static RazorComponentResult Page(ObservatoryYear year, ObservatoryForm form, FormErrors errors) => errors.Page<EditObservatoryPage>(new
    {
        Title = ObservatoryTexts.Words["Change.Title", year.Territory, ObservatoryReading.Year(year.Year)],
        Action = $"{ShowObservatory.Address}/{year.Id}",
        Form = form,
        Id = (Guid?)null,
        Version = (int?)year.Version,
        Removal = (string?)$"{ShowObservatory.Address}/{year.Id}/removal",
        Errors = errors,
    });

    private static RazorComponentResult RemovalPage(ObservatoryYear year, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = ObservatoryTexts.Words["Remove.Title"],
        Sentence = ObservatoryTexts.Words["Remove.Sentence", year.Territory, ObservatoryReading.Year(year.Year), year.SeekersOver50],
        Consequences = (IReadOnlyList<string>)[ObservatoryTexts.Words["Remove.Bilan"], ObservatoryTexts.Words["Remove.Frozen"]],
        Action = $"{ShowObservatory.Address}/{year.Id}/removal",
        Button = ObservatoryTexts.Words["Remove"],
        Back = ShowObservatory.Address,
        Version = (int?)year.Version,
        Errors = errors,
    });
}
