using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration;

/// <summary>Dates, times and numbers as the reader writes them.</summary>
internal static class Reading
{
    /// <summary>For what happens outside any edition, such as an import: the zone of the tours.</summary>
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>mardi 14 mars 2023</summary>
    public static string Long(LocalDate date) => Format(date, "Pattern.Long");

    /// <summary>14 mars 2023</summary>
    public static string Short(LocalDate date) => Format(date, "Pattern.Short");

    /// <summary>mar. 14 mars</summary>
    public static string Day(LocalDate date) => Format(date, "Pattern.Day");

    public static string Time(LocalTime time) => LocalTimePattern.Create(RegistrationTexts.Words["Pattern.Time"], CultureInfo.CurrentCulture).Format(time);

    public static string Moment(Instant instant)
    {
        var there = instant.InZone(Zone);
        return RegistrationTexts.Words["Pattern.Moment", Short(there.Date), Time(there.TimeOfDay)];
    }

    /// <summary>One day, or from the first to the last.</summary>
    public static string Span(LocalDate first, LocalDate last) =>
        first == last ? Long(first) : RegistrationTexts.Words["Pattern.Span", first.Year == last.Year ? Format(first, "Pattern.DayMonth") : Short(first), Short(last)];

    /// <summary>The opening hours, as far as they are known; null when nothing is.</summary>
    public static string? Hours(LocalTime? opens, LocalTime? closes) => (opens, closes) switch
    {
        ({ } from, { } to) => RegistrationTexts.Words["Hours.Both", Time(from), Time(to)],
        ({ } from, null) => RegistrationTexts.Words["Hours.From", Time(from)],
        (null, { } to) => RegistrationTexts.Words["Hours.Until", Time(to)],
        _ => null,
    };

    /// <summary>An address, or an establishment's name, with its commune where it does not end with it already.</summary>
    public static string? Place(string? address, string? commune, string separator = ", ") =>
        address is null ? commune : commune is null || address.EndsWith(commune, StringComparison.OrdinalIgnoreCase) ? address : address + separator + commune;

    /// <summary>The key of a text that differs for one and for several, and its number.</summary>
    public static string Count(string key, int number) => Count(RegistrationTexts.Words, key, number);

    /// <summary>The same from a feature's own texts.</summary>
    public static string Count(Words words, string key, int number) => words[$"{key}.{(IsOne(number) ? "One" : "Many")}", Number(number)];

    /// <summary>The style of an import's status; the word beside it says the same.</summary>
    public static string Tone(string status) => status switch { "done" or "checked" => "good", "refused" or "failed" => "bad", _ => "run" };

    /// <summary>French counts 0 as one, English does not.</summary>
    private static bool IsOne(int number) => number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr");

    private static string Format(LocalDate date, string pattern) => LocalDatePattern.Create(RegistrationTexts.Words[pattern], CultureInfo.CurrentCulture).Format(date);
}
