using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.Conversion;

/// <summary>
/// <c>GET /outcomes/editions/{code}/conversion?asOf=2023-11-30&amp;with=2022</c>: from registered to hired, step by step, what is known of the hires and of the silent; beside
/// another edition when one is chosen, as of its own date or, without one, as long after its last site as here.
/// </summary>
public static class ShowConversion
{
    /// <summary>More editions than this are not offered for comparison; any can be named in the address.</summary>
    private const int Offered = 100;

    private const string EditionsSql = """
        SELECT code, name
        FROM edition
        WHERE code <> @Code
        ORDER BY code DESC
        LIMIT @Take
        """;

    private const string LastDateSql = "SELECT MAX(date) FROM site WHERE edition_id = @Id";

    public sealed record Named
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    public static string Address(string code) => $"/outcomes/editions/{Uri.EscapeDataString(code)}/conversion";

    internal static async Task<IResult> RunAsync(string code, string? asOf, string? with, string? withAsOf, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindAsync(db, code, ct);
        var (date, error) = Read(asOf);
        var (otherDate, otherError) = Read(withAsOf);
        var day = date ?? edition.Today(db.Now);
        var other = string.IsNullOrEmpty(with) || with == code ? null : await FindAsync(db, with, ct);
        return new RazorComponentResult<ShowConversionPage>(new
        {
            Here = await OverviewAsync(db, edition, day, ct),
            There = other is null ? null : await OverviewAsync(db, other, otherDate ?? await SameDistanceAsync(db, edition, other, day, ct), ct),
            Editions = await db.QueryAsync<Named>(EditionsSql, new { Code = code, Take = Offered }, ct),
            MayName = Caller.Of(http).May(May.FollowUp),
            Typed = error is null ? null : asOf,
            Error = error ?? otherError,
        })
        {
            StatusCode = error is null && otherError is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    internal static async Task<Overview> OverviewAsync(Database db, ReadBilan.Edition edition, LocalDate asOf, CancellationToken ct) => new(
        edition.Code, edition.Name, asOf, (await ReadBilan.RunAsync(db, edition, asOf, ct)).Total, await ReadGroups.DaysToHireAsync(db, edition, asOf, ct));

    /// <exception cref="Rejected">404: no such edition.</exception>
    internal static async Task<ReadBilan.Edition> FindAsync(Database db, string code, CancellationToken ct) =>
        await ReadBilan.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);

    /// <summary>The date, or what is wrong with it, to be said at the field.</summary>
    internal static (LocalDate? Date, string? Error) Read(string? asOf)
    {
        try
        {
            return (ShowBilanJson.AsOf(asOf), null);
        }
        catch (Rejected rejected)
        {
            return (null, rejected.Message);
        }
    }

    /// <summary>As many days after the other's last site as <paramref name="day"/> is after this one's; without sites, today.</summary>
    private static async Task<LocalDate> SameDistanceAsync(Database db, ReadBilan.Edition edition, ReadBilan.Edition other, LocalDate day, CancellationToken ct)
    {
        var last = await db.QueryFirstOrDefaultAsync<LocalDate?>(LastDateSql, new { edition.Id }, ct);
        var otherLast = await db.QueryFirstOrDefaultAsync<LocalDate?>(LastDateSql, new { other.Id }, ct);
        return last is { } from && otherLast is { } to ? to.PlusDays(Period.DaysBetween(from, day)) : other.Today(db.Now);
    }
}
