using JobDating.Scheduling.Bookings;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>
/// Booked interviews that the facts have left where they cannot take place as they are: somebody has to move or cancel them. Pure: all it needs is given.
/// </summary>
public static class Conflicts
{
    /// <param name="Reason">The name of a text, <c>Reason.…</c>.</param>
    public sealed record Conflict(Timetable.Table Table, Timetable.Interview Interview, string Reason);

    /// <summary>In the order of their times. What has begun is the hall's.</summary>
    /// <param name="registered">Who is registered at the site and has not cancelled.</param>
    public static IReadOnlyList<Conflict> Of(Timetable timetable, IReadOnlyList<ReadRegistered.Candidate> registered, Instant now)
    {
        var there = registered.ToDictionary(candidate => candidate.Id, candidate => candidate.Presence);
        var all = timetable.Tables.SelectMany(table => table.Interviews.Where(interview => interview.Occupies).Select(interview => (Table: table, Interview: interview))).ToList();
        var byCandidate = all.ToLookup(one => one.Interview.CandidateId, one => one.Interview);
        return [.. all
            .Where(one => one.Interview.Status == "booked" && one.Interview.StartsAt > now)
            .Select(one => (one.Table, one.Interview, Reason: Reason(one.Table, one.Interview, there, byCandidate[one.Interview.CandidateId])))
            .Where(one => one.Reason is not null)
            .OrderBy(one => one.Interview.StartsAt).ThenBy(one => one.Table.CompanyName, StringComparer.Ordinal).ThenBy(one => one.Table.Number)
            .Select(one => new Conflict(one.Table, one.Interview, one.Reason!))];
    }

    private static string? Reason(Timetable.Table table, Timetable.Interview interview, IReadOnlyDictionary<Guid, Presence> registered, IEnumerable<Timetable.Interview> ofCandidate) =>
        table.Place.SiteStatus == "cancelled" ? "SiteCancelled"
        : !table.Place.IsOpen ? "TableClosed"
        : table.Place.AttendanceStatus == "absent" ? "EmployerAbsent"
        : !registered.TryGetValue(interview.CandidateId, out var presence) ? "NotRegistered"
        : Fit.Misfit(table.Place, interview.StartsAt, interview.Minutes) is { } misfit ? misfit
        : ofCandidate.Any(other => other.Id != interview.Id && other.StartsAt < interview.EndsAt && interview.StartsAt < other.EndsAt) ? "Twice"
        // The team may have agreed with the person on another hour.
        : !Booker.IsTeam(interview.BookedBy ?? "") && interview.IsPinned != true && !presence.Covers(table.Place, interview.StartsAt, interview.EndsAt) ? "NotPresent"
        : null;

    /// <summary>Booked interviews to come that fit their tables as they are and would not as they shall be, by time.</summary>
    /// <param name="shallBe">A table's place after the change.</param>
    public static IReadOnlyList<Conflict> Caused(Timetable timetable, Func<Place, Place> shallBe, Instant now) =>
        [.. from table in timetable.Tables
            let place = shallBe(table.Place)
            from interview in table.Interviews
            where interview.Status == "booked" && interview.StartsAt > now && Fit.Misfit(table.Place, interview.StartsAt, interview.Minutes) is null
            let reason = Fit.Misfit(place, interview.StartsAt, interview.Minutes)
            where reason is not null
            orderby interview.StartsAt
            select new Conflict(table, interview, reason)];

    /// <summary>Each as a sentence, the first twenty and how many more.</summary>
    internal static IReadOnlyList<string> Sentences(IReadOnlyList<Conflict> conflicts, CoordinatedSite.Site site)
    {
        const int most = 20;
        var lines = conflicts.Take(most).Select(one => TimetableTexts.Words["Conflict.Line",
            TimetableTexts.When(one.Interview.StartsAt, site.Zone, site.Date), TimetableTexts.Name(one.Interview.LastName, one.Interview.FirstName),
            TimetableTexts.Table(one.Table.CompanyName, one.Table.Number), TimetableTexts.Words[$"Reason.{one.Reason}"]]).ToList();
        if (conflicts.Count > most)
            lines.Add(TimetableTexts.Count("Conflict.More", conflicts.Count - most));
        return lines;
    }
}
