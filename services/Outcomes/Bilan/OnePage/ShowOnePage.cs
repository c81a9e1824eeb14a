using JobDating.Outcomes.Bilan.Frozen;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.Bilan.OnePage;

/// <summary><c>GET /outcomes/editions/{code}/bilan/one-page?asOf=2023-11-30</c>: the bilan on one sheet of A4 for those who pay for the tour; without a date, as of today.</summary>
internal static class ShowOnePage
{
    public static string Path(string editionCode) => $"/outcomes/editions/{Uri.EscapeDataString(editionCode)}/bilan/one-page";

    /// <exception cref="Rejected">404: no such edition.</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? asOf, OutcomesDatabase db, CancellationToken ct)
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
        return new RazorComponentResult<ShowOnePagePage>(new { Bilan = await ReadFrozen.NowAsync(db, code, date, ct), Typed = asOf, Error = error })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}
