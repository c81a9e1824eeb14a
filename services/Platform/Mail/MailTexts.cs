using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Platform;

/// <summary>The texts of the pages of mails.</summary>
public static class MailTexts
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    public static Words Words { get; } = new("JobDating.Platform.Mail.Texts", typeof(MailTexts).Assembly);

    /// <summary>24 novembre 2023 à 9h05, as everywhere in the tours' zone.</summary>
    public static string Moment(Instant instant) => instant.InZone(Zone).LocalDateTime.ToString(Words["Pattern.Moment"], CultureInfo.CurrentCulture);

    /// <summary>The style of a status; the word beside it says the same.</summary>
    public static string Tone(string status) => status switch { "sent" => "good", "refused" or "bounced" => "bad", _ => "run" };
}
