using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.Planning;

/// <summary>Times and numbers on the plan's pages, as the reader writes them.</summary>
internal static class PlanReading
{
    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Long(LocalDate date) => LocalDatePattern.Create("dddd d MMMM yyyy", CultureInfo.CurrentCulture).Format(date);

    /// <summary>A moment as the site's clock shows it.</summary>
    public static string Time(Instant at, DateTimeZone zone) => LocalTimePattern.Create(PlanTexts.Words["Pattern.Time"], CultureInfo.CurrentCulture).Format(at.InZone(zone).TimeOfDay);

    /// <summary>With its day.</summary>
    public static string Moment(Instant at, DateTimeZone zone) => PlanTexts.Words["Pattern.Moment", LocalDatePattern.Create("d MMMM yyyy", CultureInfo.CurrentCulture).Format(at.InZone(zone).Date), Time(at, zone)];

    /// <summary>A text that differs for one and for several. French counts 0 as one, English does not.</summary>
    public static string Count(string key, int number) =>
        PlanTexts.Words[$"{key}.{(number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr") ? "One" : "Many")}", Number(number)];

    /// <summary>The style of a status or an act; the word beside it says the same.</summary>
    public static string Tone(string word) => word switch
    {
        "published" or PlanLine.Added => "good",
        "failed" or PlanLine.Dropped => "bad",
        "draft" or PlanLine.Moved => "warn",
        _ => "run",
    };
}
