using JobDating.Outcomes.Bilan.Observatory;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.Bilan;

/// <summary><c>GET /outcomes/editions/{code}/bilan?asOf=2023-11-30</c>: the bilan as a page that prints; without a date, as of today.</summary>
internal static class ShowBilan
{
    public static async Task<IResult> RunAsync(string code, string? asOf, OutcomesDatabase db, CancellationToken ct)
    {
        LocalDate? date = null;
        string? error = null;
        try
        {
            date = ShowBilanJson.AsOf(asOf);
        }
        catch (Rejected rejected)
        {
            // Said at the field; the page stays, as of today.
            error = rejected.Message;
        }
        var report = await ReadAsync(db, code, date, ct);
        return new RazorComponentResult<ShowBilanPage>(new { Report = report, Observatory = await ReadObservatory.OfAsync(db, report, ct), Typed = asOf, Error = error })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    /// <exception cref="Rejected">404: no such edition.</exception>
    public static async Task<BilanReport> ReadAsync(OutcomesDatabase db, string code, LocalDate? asOf, CancellationToken ct)
    {
        var edition = await ReadBilan.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);
        var date = asOf ?? edition.Today(db.Now);
        return new BilanReport(edition.Code, edition.Name, edition.TimeZone, await ReadBilan.RunAsync(db, edition, date, ct), await BilanDetails.ReadAsync(db, edition, date, ct));
    }
}
