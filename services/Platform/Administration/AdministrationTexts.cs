using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform;

/// <summary>Texts of the administrator's pages that every service has.</summary>
internal static class AdministrationTexts
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    public static Words Words { get; } = new("JobDating.Platform.Administration.Texts", typeof(AdministrationTexts).Assembly);

    private static readonly IReadOnlySet<string> Known = Words.Keys(CultureInfo.InvariantCulture);

    /// <summary>What slices call their acts and subjects, in the reader's words where there are some.</summary>
    public static string Said(string kind, string word) => Known.Contains($"{kind}.{word}") ? Words[$"{kind}.{word}"] : word;

    /// <summary>15/01/2024 10:00:05, at the tours' clock.</summary>
    public static string Moment(Instant instant) => LocalDateTimePattern.Create("dd/MM/uuuu HH:mm:ss", CultureInfo.InvariantCulture).Format(instant.InZone(Zone).LocalDateTime);

    public static Instant Begins(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();

    public static string? Cell(Instant instant) => CsvFile.Text(instant, Zone);
}
