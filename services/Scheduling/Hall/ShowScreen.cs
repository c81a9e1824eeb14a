using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// The big screen for everybody, <c>…/screen</c>, and its live part, <c>…/screen/lines</c>: who is called or due soon, at which table. Initials and a number, no name. Whoever runs the
/// hall opens it there.
/// </summary>
public static class ShowScreen
{
    /// <summary>What can be read from ten metres on one screen.</summary>
    public const int LinesInPage = 10;

    private static readonly Duration _soon = Duration.FromMinutes(15);

    /// <param name="Who">Initials.</param>
    /// <param name="Table">Its number among the employer's; null: the employer has one.</param>
    /// <param name="IsCalled">They are called to the table now.</param>
    public sealed record Line(string Who, string Number, string Employer, int? Table, Instant StartsAt, bool IsCalled);

    /// <param name="Page">Which of the pages is shown first, from 0.</param>
    public sealed record Content(Instant Now, Gong Gong, IReadOnlyList<IReadOnlyList<Line>> Pages, int Page);

    /// <summary>404: no such site, or not theirs.</summary>
    /// <param name="page">From 1, round and round.</param>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, string? page, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var version = await HallVersion.FindAsync(db, found.Id, ct);
        return new RazorComponentResult<ShowScreenPage>(new { Site = found, Content = await ReadAsync(found, page, db, ct), Version = version });
    }

    /// <inheritdoc cref="RunAsync"/>
    public static async Task<IResult> LinesAsync(string code, string site, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        if (HallVersion.IsKnown(http, await HallVersion.FindAsync(db, found.Id, ct)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return new RazorComponentResult<ScreenLines>(new { Site = found, Content = await ReadAsync(found, null, db, ct) });
    }

    private static async Task<Content> ReadAsync(CoordinatedSite.Site site, string? page, SchedulingDatabase db, CancellationToken ct)
    {
        var hall = await ReadHall.AtAsync(db, site, ct);
        var pages = Lines(hall.Tables, db.Now).Chunk(LinesInPage).Select(lines => (IReadOnlyList<Line>)lines).ToList();
        return new Content(db.Now, Gong.Of(Gong.RoundsOf(site, hall.Timetable.Rules), db.Now), pages, int.TryParse(page, out var asked) && asked > 0 ? (asked - 1) % Math.Max(1, pages.Count) : 0);
    }

    /// <summary>Those who are called first, then by time, then in the tables’ order. Pure.</summary>
    internal static IReadOnlyList<Line> Lines(IReadOnlyList<HallTable> tables, Instant now)
    {
        var several = tables.CountBy(table => table.Table.Siret).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet();
        return [..
            from table in tables
            where table.State != "absent"
            from seat in (HallTable.Seat?[])[table.Now, table.Next]
            where seat is { IsOpen: true } && (seat.CalledAt is not null || seat.Interview.StartsAt <= now + _soon)
            let who = HallNumber.Initials(seat.Interview.FirstName, seat.Interview.LastName)
            where who is not null
            orderby seat.CalledAt is null, seat.Interview.StartsAt
            select new Line(who, HallNumber.Of(seat.Interview.SiteId, seat.Interview.CandidateId), table.Table.CompanyName, several.Contains(table.Table.Siret) ? table.Table.Number : null, seat.Interview.StartsAt, seat.CalledAt is not null)];
    }
}
