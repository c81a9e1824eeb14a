using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using JobDating.Platform;
using JobDating.Registration.Registering;
using JobDating.Registration.Schedules;
using NodaTime;

namespace JobDating.Registration.OwnPage;

/// <summary><c>GET /registration/me/calendar.ics</c>: the sites, interviews and workshops to come, for the calendar of a phone, in the edition's time zone.</summary>
internal static class OwnCalendar
{
    /// <summary>Minutes of one whose length was not said.</summary>
    private const int ShortestInterview = 7;

    private static readonly NodaTime.Duration _workshop = NodaTime.Duration.FromHours(2);

    /// <exception cref="Rejected">404, 410</exception>
    public static async Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        var today = db.Now.InZone(edition.Zone).Date;
        var sites = (await ReadOwnPage.SitesAsync(db, candidate.Id, ct)).Where(site => site.IsExpected(today));
        var workshops = (await ReadOwnPage.WorkshopsAsync(db, candidate.Id, edition.Id, ct)).Where(workshop => workshop.IsMine && workshop.CancelledAt is null && workshop.StartsAt > db.Now);
        var interviews = (await ReadSchedule.OfCandidateAsync(db, candidate.Id, ct)).Where(interview => interview.StartsAt > db.Now);
        return Results.Text(Write(edition, sites, workshops, interviews, db.Now), "text/calendar; charset=utf-8");
    }

    /// <summary>
    /// Pure. A site without hours is a whole day; a workshop, whose end nobody noted, two hours. An interview keeps its event whatever becomes of it: moved, the calendar
    /// that has it takes the higher sequence; called off, it is cancelled there.
    /// </summary>
    public static string Write(SitesToCome.Edition edition, IEnumerable<ReadOwnPage.Site> sites, IEnumerable<ReadOwnPage.Workshop> workshops, IEnumerable<ReadSchedule.Interview> interviews, Instant now)
    {
        var calendar = new Calendar { ProductId = "-//JobDating//FR", Method = "PUBLISH" };
        calendar.AddTimeZone(new VTimeZone(edition.TimeZone));
        foreach (var site in sites)
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{site.Id:N}@jobdating",
                DtStamp = new CalDateTime(now.ToDateTimeUtc(), "UTC"),
                Summary = OwnPageTexts.Words["Calendar.Site", site.Name],
                Location = Reading.Place(site.Address, site.Commune),
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
        foreach (var interview in interviews)
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{interview.Id:N}@jobdating",
                DtStamp = new CalDateTime(now.ToDateTimeUtc(), "UTC"),
                Sequence = interview.Version,
                Status = interview.IsOn(edition.Zone) ? EventStatus.Confirmed : EventStatus.Cancelled,
                Summary = interview.TableNumber is { } table ? ScheduleTexts.Words["Calendar.Table", interview.Employer, table] : ScheduleTexts.Words["Calendar", interview.Employer],
                Location = interview.Place is { } place ? $"{interview.SiteName}, {place}" : interview.SiteName,
                Start = At(interview.StartsAt, edition),
                End = At(interview.StartsAt + NodaTime.Duration.FromMinutes(interview.Minutes ?? ShortestInterview), edition),
            });
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime At(Instant instant, SitesToCome.Edition edition)
    {
        var there = instant.InZone(edition.Zone);
        return At(there.Date, there.TimeOfDay, edition);
    }

    private static CalDateTime At(LocalDate date, LocalTime? time, SitesToCome.Edition edition) => time is { } known
        ? new CalDateTime(date.Year, date.Month, date.Day, known.Hour, known.Minute, 0, edition.TimeZone)
        : new CalDateTime(date.Year, date.Month, date.Day);
}
