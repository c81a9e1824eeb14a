using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>A timetable as paper shows it: sheets of a few tables side by side, a line for each beginning. Pure.</summary>
public static class Grid
{
    public const int TablesOnSheet = 8;

    /// <summary>A page of more would be heavy on bad Wi-Fi.</summary>
    private const int MostCells = 512;

    /// <param name="Recruiter">Who sits there; null: not said.</param>
    /// <param name="State">'open', 'closed', 'absent'.</param>
    public sealed record Column(Guid Table, string Company, int Number, string? Recruiter, string State);

    /// <param name="Reason">Why it is to review (<see cref="Conflicts"/>); null: it is not.</param>
    public sealed record Entry(Guid Id, string Name, string Status, Instant EndsAt, bool IsPinned, string? Reason);

    /// <param name="Kind">'taken', 'free', 'within' (a round or an interview that began before goes on), 'none'.</param>
    public sealed record Cell(string Kind, IReadOnlyList<Entry> Entries);

    public sealed record Line(Instant StartsAt, IReadOnlyList<Cell> Cells);

    public sealed record Sheet(IReadOnlyList<Column> Columns, IReadOnlyList<Line> Lines);

    /// <summary>How many tables a page shows: whole sheets, one at least, two where the day is short.</summary>
    public static int TablesInPart(IReadOnlyList<Timetable.Table> tables) =>
        2 * TablesOnSheet * tables.Select(table => table.Slots().Count).DefaultIfEmpty().Max() > MostCells ? TablesOnSheet : 2 * TablesOnSheet;

    /// <param name="tables">In the order of the columns.</param>
    /// <param name="reasons">Why interviews are to review, by their ids.</param>
    /// <param name="now">What has begun is not free any more.</param>
    public static IReadOnlyList<Sheet> Of(IReadOnlyList<Timetable.Table> tables, IReadOnlyDictionary<Guid, string> reasons, Instant now) =>
        [.. tables.Chunk(TablesOnSheet).Select(part => SheetOf(part, reasons, now))];

    private static Sheet SheetOf(IReadOnlyList<Timetable.Table> tables, IReadOnlyDictionary<Guid, string> reasons, Instant now)
    {
        // What was left on another day is in the list of those to review.
        var slots = tables.Select(table => table.Slots().Where(slot => Fit.IsOfDay(table.Place, slot.StartsAt)).ToList()).ToList();
        var lines = slots.SelectMany(own => own).Select(slot => slot.StartsAt).Distinct().Order()
            .Select(at => new Line(at, [.. slots.Select(own => CellAt(own, at, reasons, now))]));
        return new Sheet([.. tables.Select(ColumnOf)], [.. lines]);
    }

    internal static Column ColumnOf(Timetable.Table table) =>
        new(table.Id, table.CompanyName, table.Number, table.Recruiter, !table.Place.IsOpen ? "closed" : table.Place.AttendanceStatus == "absent" ? "absent" : "open");

    private static Cell CellAt(List<Timetable.Slot> slots, Instant at, IReadOnlyDictionary<Guid, string> reasons, Instant now)
    {
        foreach (var slot in slots)
            if (slot.StartsAt == at)
                return new Cell(slot.Interviews.Any(interview => interview.Occupies) ? "taken" : slot.IsFree && at > now ? "free" : "none", [.. slot.Interviews.Select(interview => EntryOf(interview, reasons))]);
        return new Cell(slots.Any(slot => slot.StartsAt < at && at < slot.EndsAt) ? "within" : "none", []);
    }

    internal static Entry EntryOf(Timetable.Interview interview, IReadOnlyDictionary<Guid, string> reasons) => new(
        interview.Id, TimetableTexts.Name(interview.LastName, interview.FirstName), interview.Status, interview.EndsAt, interview.IsPinned == true, reasons.GetValueOrDefault(interview.Id));
}
