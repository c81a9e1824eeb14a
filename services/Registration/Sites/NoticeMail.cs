using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>A notice as the mail to one person.</summary>
internal static class NoticeMail
{
    /// <param name="about"><c>candidate</c>, or <c>contact</c> of an establishment or structure.</param>
    /// <param name="quiet">There is time enough not to wake anybody.</param>
    public static Mail Compose(TellConcerned.Notice notice, bool quiet, string about, Guid id, string email, string name, string addressed, string language)
    {
        var culture = MailText.Culture(language);
        return new Mail
        {
            Key = $"site-notice/{notice.Id}/{about}/{id}",
            To = email,
            ToName = name,
            Text = MailText.Compose(SiteTexts.Words, language, $"Notice.{notice.Kind}{(about == "candidate" ? "" : ".Partner")}",
                addressed, notice.SiteName, Day(notice.OldDate, culture), Day(notice.NewDate, culture), Reason(notice.Reason, culture), notice.EditionName, Place(notice, culture)),
            NotAfter = notice.NotAfter,
            QuietZone = quiet ? notice.TimeZone : null,
            About = about,
            AboutId = id,
        };
    }

    private static string Day(LocalDate date, CultureInfo culture) => date.ToString("dddd d MMMM uuuu", culture);

    private static string Reason(string? reason, CultureInfo culture) => reason is null ? "" : SiteTexts.Words.In(culture, "Notice.Reason", reason);

    /// <summary>The opening hours and the address, as far as they are known.</summary>
    private static string Place(TellConcerned.Notice notice, CultureInfo culture)
    {
        var pattern = SiteTexts.Words.In(culture, "Notice.Time");
        var hours = notice is { OpensAt: { } opens, ClosesAt: { } closes } ? SiteTexts.Words.In(culture, "Notice.Hours", opens.ToString(pattern, culture), closes.ToString(pattern, culture)) : null;
        return string.Join(", ", new[] { hours, notice.Address }.Where(part => part is not null));
    }
}
