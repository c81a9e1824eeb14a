using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer</c>: where the employer who asks comes, its tables there and how full they are, its offers, and what waits for an answer.</summary>
public static class ShowOwnSites
{
    private const string SitesSql = """
        SELECT s.id, a.status AS attendance_status
        FROM attendance a
        JOIN site s ON s.id = a.site_id
        WHERE a.siret = @Siret
        ORDER BY s.date DESC, s.name
        LIMIT @Take
        """;

    private const string OffersSql = """
        SELECT o.id, o.title, o.positions
        FROM offer o
        WHERE o.siret = @Siret AND o.withdrawn_at IS NULL AND o.edition_id IN @EditionIds
        ORDER BY o.title
        LIMIT @Take
        """;

    /// <summary>An establishment comes to a handful of sites a year; older ones than these are history.</summary>
    private const int Most = 60;

    private sealed record Coming
    {
        public Guid Id { get; init; }
        public string AttendanceStatus { get; init; } = "";
    }

    /// <param name="AttendanceStatus">'expected', 'present' or 'absent'.</param>
    public sealed record Site(Timetable.SiteRow Row, string AttendanceStatus, bool IsPast, bool IsToday, IReadOnlyList<Table> Tables);

    /// <param name="Booked">Interviews that are booked or were held.</param>
    /// <param name="Free">Rounds still to come that can be booked.</param>
    public sealed record Table(Guid Id, int Number, string? Recruiter, LocalTime? OpensAt, LocalTime? ClosesAt, int? Minutes, int Booked, int Free);

    public sealed record Offer
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
        public int? Positions { get; init; }
    }

    public static async Task<RazorComponentResult<OwnSitesPage>> RunAsync(HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var siret = OwnSite.SiretOf(http);
        var coming = (await db.QueryAsync<Coming>(SitesSql, new { Siret = siret, Take = Most }, ct)).ToDictionary(site => site.Id, site => site.AttendanceStatus);
        var now = db.Now;
        var sites = (await ReadTimetable.OfSitesAsync(db, [.. coming.Keys], [siret], ct))
            .Select(timetable => new Site(timetable.Site, coming[timetable.Site.Id], timetable.Site.Date < now.InZone(timetable.Site.Zone).Date, timetable.Site.Date == now.InZone(timetable.Site.Zone).Date, [.. timetable.Tables.Select(table => Of(table, now))]))
            .ToList();
        return new RazorComponentResult<OwnSitesPage>(new
        {
            ToCome = (IReadOnlyList<Site>)[.. sites.Where(site => !site.IsPast)],
            Past = (IReadOnlyList<Site>)[.. sites.Where(site => site.IsPast).Reverse()],
            Offers = await db.QueryAsync<Offer>(OffersSql, new { Siret = siret, EditionIds = sites.Where(site => !site.IsPast).Select(site => site.Row.EditionId).Distinct(), Take = Most }, ct),
            Offered = await ReadWaiting.OfferedAsync(db, siret, now, ct),
            Missing = await ReadResults.CountMissingAsync(db, siret, now, ct),
            Done = EmployerReading.Done(http),
        });
    }

    private static Table Of(Timetable.Table table, Instant now) => new(
        table.Id, table.Number, table.Recruiter, table.Place.OpensAt, table.Place.ClosesAt, table.Place.Minutes,
        table.Interviews.Count(interview => interview.Occupies), table.Slots().Count(slot => slot.IsFree && slot.StartsAt > now));
}
