using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>Who is where and when at a site, what is free and what is to review: <c>/scheduling/editions/{code}/sites/{site}/timetable</c>.</summary>
public static class ShowTimetable
{
    /// <summary>An interview that somebody has to move or cancel.</summary>
    /// <param name="Reason">The name of a text, <c>Reason.…</c>.</param>
    public sealed record ToReview(Guid Id, string Candidate, string Table, Instant StartsAt, string Reason);

    /// <summary>Enough for one morning's work; the rest follows as these are done.</summary>
    private const int MostToReview = 50;

    /// <param name="Free">Rounds to come that can be booked.</param>
    public sealed record Totals(int Tables, int Booked, int Held, int Free);

    /// <param name="part">Which of the parts that a large site's grid comes in, from 1.</param>
    /// <param name="free">A free time of the grid (<see cref="FreeTime"/>): on to whom it is for.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, string? part, string? done, string? free, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, TimetableTexts.Words["Site.Unknown", site, code]);
        if (FreeTime.Read(timetable, free) is { } chosen)
            return SeeOther.To($"{found.Path}/timetable/candidates{chosen.Query}");
        var registered = await ReadRegistered.AllAsync(db, found.Id, ct);
        var conflicts = Conflicts.Of(timetable, registered, db.Now);
        var shown = Part.Of(timetable.Tables, Grid.TablesInPart(timetable.Tables), part);
        return new RazorComponentResult<ShowTimetablePage>(new
        {
            Site = found,
            Totals = TotalsOf(timetable, db.Now),
            ToReview = (IReadOnlyList<ToReview>)[.. conflicts.Take(MostToReview).Select(one => new ToReview(one.Interview.Id, TimetableTexts.Name(one.Interview.LastName, one.Interview.FirstName), TimetableTexts.Table(one.Table.CompanyName, one.Table.Number), one.Interview.StartsAt, one.Reason))],
            AllToReview = conflicts.Count,
            Sheets = Grid.Of(shown.Items, conflicts.ToDictionary(one => one.Interview.Id, one => one.Reason), db.Now),
            Part = shown.Number,
            Parts = shown.Count,
            Done = done is "cancelled" ? done : null,
        });
    }

    private static Totals TotalsOf(Timetable timetable, Instant now)
    {
        var interviews = timetable.Tables.SelectMany(table => table.Interviews).ToList();
        return new Totals(
            timetable.Tables.Count(table => table.TakesBookings),
            interviews.Count(interview => interview.Status == "booked"),
            interviews.Count(interview => interview.Status == "held"),
            timetable.Tables.Sum(table => table.Slots().Count(slot => slot.IsFree && slot.StartsAt > now)));
    }
}
