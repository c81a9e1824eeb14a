using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>The texts of the employer's pages, and days, times and names as they are read there.</summary>
internal static class EmployerReading
{
    public static Words Words { get; } = new("JobDating.Scheduling.EmployerPages.Texts", typeof(EmployerReading).Assembly);

    /// <summary>jeudi 11 avril 2024</summary>
    public static string Day(LocalDate date) => LocalDatePattern.Create(Words["Pattern.Day"], CultureInfo.CurrentCulture).Format(date);

    /// <summary>10h20</summary>
    public static string Time(LocalTime time) => LocalTimePattern.Create(Words["Pattern.Time"], CultureInfo.CurrentCulture).Format(time);

    /// <inheritdoc cref="Time(LocalTime)"/>
    public static string Time(Instant at, DateTimeZone zone) => Time(at.InZone(zone).TimeOfDay);

    /// <summary>Who it is; somebody whose data were erased has no name.</summary>
    public static string Name(string? firstName, string? lastName) => $"{firstName} {lastName}".Trim() is { Length: > 0 } name ? name : Words["Nobody"];

    /// <summary>Table 2, or Table 2 (Mme Martin).</summary>
    public static string Table(int number, string? recruiter) => recruiter is null ? Words["Table", number] : Words["Table.Of", number, recruiter];

    /// <summary>The key of a text that differs for one and for several. French counts 0 as one, English does not.</summary>
    public static string Count(string key, int number) =>
        Words[$"{key}.{(number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr") ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>The sentence of what was just done, from the address that a post led to; null: nothing, or nonsense.</summary>
    public static string? Done(HttpContext http) => http.Request.Query["done"].ToString() is "booked" or "moved" or "cancelled" or "waiting" or "left" or "named" or "noted"
        ? Words[$"Done.{http.Request.Query["done"]}"]
        : null;
}
