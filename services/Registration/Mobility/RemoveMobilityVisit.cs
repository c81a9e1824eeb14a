using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Mobility;

/// <summary><c>/registration/mobility-visits/{id}/removal</c>: asks, then deletes a visit that was noted by mistake; the bilan no longer counts it.</summary>
public static class RemoveMobilityVisit
{
    public sealed record Form
    {
        public string? Version { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (visit, about) = await ReadMobilityVisit.FindAsync(http, db, id, ct);
        return Page(visit, about, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (_, about) = await ReadMobilityVisit.FindAsync(http, db, id, ct);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var visit = await ReadMobilityVisit.FindAsync(tx, id, ct) ?? throw ReadMobilityVisit.Unknown();
            if (visit.Version != Typed.Version(form.Version))
            {
                var errors = new FormErrors();
                errors.ChangedMeanwhile();
                return Page(visit, about, errors);
            }
            await RecordMobilityVisits.RemoveAsync(tx, visit, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{ReadMobilityVisit.List(visit.SiteId)}?done=removed#visits");
        });
    }

    private static RazorComponentResult Page(RecordMobilityVisits.Row visit, ReadMobilityVisit.About about, FormErrors errors) => errors.Page<ConfirmPage>(new
    {
        Title = MobilityTexts.Words["Remove.Title"],
        Sentence = MobilityTexts.Words["Remove.Sentence", $"{about.LastName} {about.FirstName}", about.SiteName, Reading.Time(visit.VisitedAt.InZone(about.Zone).TimeOfDay)],
        Consequences = (IReadOnlyList<string>)[MobilityTexts.Words["Remove.Figures"]],
        Action = $"/registration/mobility-visits/{visit.Id}/removal",
        Button = MobilityTexts.Words["Remove"],
        Back = ReadMobilityVisit.List(visit.SiteId),
        Version = (int?)visit.Version,
        Errors = errors,
    });
}
