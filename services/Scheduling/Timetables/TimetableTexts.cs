using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.Timetables;

/// <summary>Texts of the coordinator's pages on hours and interviews, and times as the reader writes them.</summary>
internal static class TimetableTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Timetables.Texts", typeof(TimetableTexts).Assembly);

    /// <summary>9h20</summary>
    public static string Time(LocalTime time) => LocalTimePattern.Create(Words["Pattern.Time"], CultureInfo.CurrentCulture).Format(time);

    /// <inheritdoc cref="Time(LocalTime)"/>
    public static string Time(Instant at, DateTimeZone zone) => Time(at.InZone(zone).TimeOfDay);

    /// <summary>jeudi 11 avril 2024</summary>
    public static string Day(LocalDate date) => LocalDatePattern.Create(Words["Pattern.Day"], CultureInfo.CurrentCulture).Format(date);

    /// <summary>9h20, and the day where it is not the one that the page is about.</summary>
    public static string When(Instant at, DateTimeZone zone, LocalDate day) =>
        at.InZone(zone).Date is var date && date == day ? Time(at, zone) : Words["Pattern.Moment", Day(date), Time(at, zone)];

    /// <summary>What differs for one and for several; French counts 0 as one, English does not.</summary>
    public static string Count(string key, int number) =>
        Words[$"{key}.{(number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr") ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>A table's place in every list of tables: Électricité stands before Fleurs.</summary>
    public static string Order(string? company, string siret, int number) => string.Create(CultureInfo.InvariantCulture, $"{FoldedWords.Key(company)} {siret} {number:0000}");

    /// <summary>Acme · table 2</summary>
    public static string Table(string company, int number) => Words["Table.Called", company, number];

    /// <summary>Whoever was erased has no name.</summary>
    public static string Name(string? lastName, string? firstName) => lastName is null ? Words["Nameless"] : $"{lastName} {firstName}".Trim();
}
