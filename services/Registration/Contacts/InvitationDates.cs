using JobDating.Platform;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Contacts;

/// <summary>Dates in the language of who is written to.</summary>
internal static class InvitationDates
{
    /// <summary>14 mars 2027</summary>
    public static string Long(Instant instant, DateTimeZone zone, string language) => LocalDatePattern.Create("d MMMM uuuu", MailText.Culture(language)).Format(instant.InZone(zone).Date);
}
