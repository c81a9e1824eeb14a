using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Workshops;

/// <summary><c>/registration/workshops/{id}/clone</c>: the same workshop on other dates, without its participants.</summary>
public static class CloneWorkshop
{
    public const int Most = 6;

    /// <summary>One date, as typed; its id is that of the workshop to be, so that a second post makes none again.</summary>
    public sealed record Line(Guid Id, string? Date, string? Time, string? Which);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> PageAsync(Guid id, RegistrationDatabase db, CancellationToken ct)
    {
        var workshop = await ReadWorkshop.FindAsync(db, id, ct);
        var time = Typed.Show(workshop.StartsLocally.TimeOfDay);
        return Page(workshop, [.. Enumerable.Range(0, Most).Select(_ => new Line(Guid.CreateVersion7(), null, time, null))], new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(Guid id, IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var workshop = await ReadWorkshop.FindAsync(db, id, ct);
        var lines = Enumerable.Range(0, Most).Select(at => new Line(Typed.Id(form[Name("id", at)]), form[Name("date", at)], form[Name("time", at)], form[Name("which", at)])).ToList();
        var errors = new FormErrors();
        var clones = Read(errors, workshop, lines);
        if (errors.Any)
            return Page(workshop, lines, errors);
        await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var missing = new List<SaveWorkshops.Row>();
            foreach (var clone in clones)
                if (await EditWorkshop.FindAsync(tx, clone.Id, ct) is null)
                    missing.Add(clone);
            if (missing.Count > 0)
                await EditWorkshop.AddAsync(tx, missing, workshop.Zone, ct);
            await tx.CommitAsync(ct);
            return true;
        });
        return SeeOther.To($"{workshop.ListAddress}?search={Uri.EscapeDataString(workshop.Name)}");
    }

    private static List<SaveWorkshops.Row> Read(FormErrors errors, ReadWorkshop.Workshop workshop, IReadOnlyList<Line> lines)
    {
        var typed = new Typed(errors);
        var clones = new List<SaveWorkshops.Row>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (typed.Date(Name("date", at), lines[at].Date) is not { } date
                || typed.Time(Name("time", at), lines[at].Time, required: true) is not { } time
                || WorkshopTime.Read(errors, Name("time", at), Name("which", at), date, time, lines[at].Which, workshop.Zone) is not { } startsAt)
                continue;
            clones.Add(new() { Id = lines[at].Id, EditionId = workshop.EditionId, Code = "", Name = workshop.Name, Audience = workshop.Audience, Place = workshop.Place, Capacity = workshop.Capacity, StartsAt = startsAt });
        }
        if (clones.Count == 0 && !errors.Any)
            errors.Add(Name("date", 0), WorkshopTexts.Words["Clone.None"]);
        return clones;
    }

    internal static string Name(string field, int at) => field + at.ToString(CultureInfo.InvariantCulture);

    private static RazorComponentResult Page(ReadWorkshop.Workshop workshop, IReadOnlyList<Line> lines, FormErrors errors) =>
        errors.Page<CloneWorkshopPage>(new { Workshop = workshop, Lines = lines, Errors = errors });
}
