using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.WaitingList;

/// <summary>One table among an employer's at a site, to wait for.</summary>
internal static class WaitedTable
{
    /// <summary>The table that was chosen in a form; null: any.</summary>
    /// <exception cref="Rejected">404: no table of that employer's.</exception>
    public static Guid? Of(IEnumerable<Timetable.Table> tables, string? typed) => string.IsNullOrEmpty(typed) ? null
        : tables.FirstOrDefault(table => table.TakesBookings && $"{table.Id}" == typed)?.Id ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);

    /// <summary>
    /// Those to choose from: of several, the ones at which there is no time to book now. A candidate is shown each time once, whichever of several tables without a name
    /// it is at (<see cref="ReadTimes"/>), so among times to book only a recruiter can be missed.
    /// </summary>
    public static IReadOnlyList<Option> Options(IReadOnlyList<Timetable.Table> tables, IReadOnlyCollection<ReadTimes.Time> times, Func<int, string?, string> name, string by)
    {
        var open = tables.Where(table => table.TakesBookings).OrderBy(table => table.Number).ToList();
        return open.Count < 2 ? [] : [.. open.Where(IsFull).Select(table => new Option($"{table.Id}", name(table.Number, table.Recruiter)))];

        bool IsFull(Timetable.Table table) => times.All(time => by == Booker.Candidate ? time.Recruiter != table.Recruiter : time.TableId != table.Id);
    }
}
