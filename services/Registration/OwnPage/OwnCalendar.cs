using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using JobDating.Platform;
using JobDating.Registration.Registering;
using NodaTime;

namespace JobDating.Registration.OwnPage;

/// <summary><c>GET /registration/me/calendar.ics</c>: the sites and workshops to come, for the calendar of a phone, in the edition's time zone.</summary>
internal static class OwnCalendar
{
    private static readonly NodaTime.Duration _workshop = NodaTime.Duration.FromHours(2);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var today = db.Now.InZone(edition.Zone).Date;
        var sites = (await ReadOwnPage.SitesAsync(db, candidate.Id, ct)).Where(site => site.IsExpected(today));
        var workshops = (await ReadOwnPage.WorkshopsAsync(db, candidate.Id, edition.Id, ct)).Where(workshop => workshop.IsMine && workshop.CancelledAt is null && workshop.StartsAt > db.Now);
        return Results.Text(Write(edition, sites, workshops, db.Now), "text/calendar; charset=utf-8");
    }

    /// <summary>Pure. A site without hours is a whole day; a workshop, whose end nobody noted, two hours.</summary>
    public static string Write(SitesToCome.Edition edition, IEnumerable<ReadOwnPage.Site> sites, IEnumerable<ReadOwnPage.Workshop> workshops, Instant now)
    {
        var calendar = new Calendar { ProductId = "-//JobDating//FR", Method = "PUBLISH" };
        calendar.AddTimeZone(new VTimeZone(edition.TimeZone));
        foreach (var site in sites)
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{site.Id:N}@jobdating",
                DtStamp = new CalDateTime(now.ToDateTimeUtc(), "UTC"),
                Summary = OwnPageTexts.Words["Calendar.Site", site.Name],
                Location = Place(site.Address, site.Commune),
                Start = At(site.Date, site.OpensAt, edition),
                End = site.OpensAt is null ? At(site.Date.PlusDays(1), null, edition) : At(site.Date, site.ClosesAt ?? site.OpensAt, edition),
            });
        foreach (var workshop in workshops)
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{workshop.Id:N}@jobdating",
                DtStamp = new CalDateTime(now.ToDateTimeUtc(), "UTC"),
                Summary = OwnPageTexts.Words["Calendar.Workshop", workshop.Name],
                Location = workshop.Place,
                Start = At(workshop.StartsAt, edition),
                End = At(workshop.StartsAt + _workshop, edition),
            });
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static string? Place(string? address, string? commune) => address is null ? commune : commune is null || address.Contains(commune, StringComparison.OrdinalIgnoreCase) ? address : $"{address}, {commune}";

    private static CalDateTime At(Instant instant, SitesToCome.Edition edition)
    {
        var there = instant.InZone(edition.Zone);
        return At(there.Date, there.TimeOfDay, edition);
    }

    private static CalDateTime At(LocalDate date, LocalTime? time, SitesToCome.Edition edition) => time is { } known
        ? new CalDateTime(date.Year, date.Month, date.Day, known.Hour, known.Minute, 0, edition.TimeZone)
        : new CalDateTime(date.Year, date.Month, date.Day);
}
