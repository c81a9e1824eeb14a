using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.Timetables;

/// <summary>A free time of the grid, for which somebody is sought.</summary>
/// <param name="Called">The table, as it is called.</param>
public sealed record FreeTime(Guid Table, string Called, Instant At)
{
    private const int Digits = 8;

    /// <summary>For the address of whoever is chosen.</summary>
    public string Query => $"?table={Table}&at={InstantPattern.General.Format(At)}";

    /// <summary>
    /// As short as a grid of hundreds needs it: the end of the table's id, random digits, and the minutes since its day began. The page that follows names both in full.
    /// </summary>
    public static string Word(Guid table, Instant at, Instant dayBegins) => $"{table.ToString("N")[^Digits..]}.{(long)(at - dayBegins).TotalMinutes}";

    /// <summary>The table and time of a <see cref="Word"/>; null for nonsense, and for a table that takes no bookings any more.</summary>
    public static FreeTime? Read(Timetable timetable, string? word) =>
        word?.Split('.') is [{ Length: Digits } end, var minutes] && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
        && timetable.Tables.FirstOrDefault(table => table.TakesBookings && table.Id.ToString("N").EndsWith(end, StringComparison.Ordinal)) is { } table
            ? new FreeTime(table.Id, TimetableTexts.Table(table.CompanyName, table.Number), DayBegins(table.Place.Zone, table.Place.Date) + Duration.FromMinutes(after))
            : null;

    public static Instant DayBegins(DateTimeZone zone, LocalDate date) => date.AtStartOfDayInZone(zone).ToInstant();
}
