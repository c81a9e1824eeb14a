using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Mobility;

/// <summary><c>/registration/mobility-visits/{id}</c>: the time and the outcome of a visit, changed.</summary>
public static class EditMobilityVisit
{
    public sealed record Form
    {
        public string? Version { get; init; }
        public string? Time { get; init; }
        public string? Which { get; init; }
        public string? Outcome { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> PageAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (visit, about) = await ReadMobilityVisit.FindAsync(http, db, id, ct);
        var local = visit.VisitedAt.InZone(about.Zone);
        return Page(visit, about, new Form { Time = Typed.Show(local.TimeOfDay), Which = WorkshopTime.Which(visit.VisitedAt, about.Zone), Outcome = visit.Outcome }, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (before, about) = await ReadMobilityVisit.FindAsync(http, db, id, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var then = before.VisitedAt.InZone(about.Zone);
        var time = typed.Time("time", form.Time, required: true);
        // A minute that was not touched keeps its seconds: the visit is not moved by being looked at.
        var at = time is null ? null
            : Typed.Show(time.Value) == Typed.Show(then.TimeOfDay) ? before.VisitedAt
            : WorkshopTime.Read(errors, "time", "which", then.Date, time.Value, form.Which, about.Zone);
        var outcome = typed.Choice("outcome", form.Outcome, MobilityTexts.Outcomes);
        if (errors.Any)
            return Page(before with { Version = Typed.Version(form.Version) }, about, form, errors);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var now = await ReadMobilityVisit.FindAsync(tx, id, ct) ?? throw ReadMobilityVisit.Unknown();
            if (now.Version != Typed.Version(form.Version))
                errors.ChangedMeanwhile();
            else if (at != now.VisitedAt && await ReadMobilityVisit.IsNotedAsync(tx, now.SiteId, now.CandidateId, at!.Value, ct))
                errors.Conflict("time", MobilityTexts.Words["Same"]);
            if (errors.Any)
                return Page(now, about, form, errors);
            await RecordMobilityVisits.ApplyAsync(tx, now, now with { VisitedAt = at!.Value, Outcome = outcome }, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{ReadMobilityVisit.List(now.SiteId)}?done=changed#visits");
        });
    }

    private static RazorComponentResult Page(RecordMobilityVisits.Row visit, ReadMobilityVisit.About about, Form form, FormErrors errors) => errors.Page<EditMobilityVisitPage>(new
    {
        Person = $"{about.LastName} {about.FirstName}",
        Where = $"{about.SiteName}, {Reading.Long(visit.VisitedAt.InZone(about.Zone).Date)}",
        List = ReadMobilityVisit.List(visit.SiteId),
        Action = $"/registration/mobility-visits/{visit.Id}",
        Form = form,
        Version = visit.Version,
        Errors = errors,
    });
}
