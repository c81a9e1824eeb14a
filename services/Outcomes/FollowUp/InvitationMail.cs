using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>The question as a mail: what it is about, one link, until when, and how to be asked no more. Reminders have words of their own.</summary>
internal static class InvitationMail
{
    private static readonly string[] _templates = ["Mail.Invitation", "Mail.Reminder", "Mail.LastReminder"];

    /// <param name="reminder">0: the invitation; 1, 2: its reminders.</param>
    /// <param name="notAfter">When it would be stale.</param>
    public static Mail Compose(DueAsks.Ask ask, int reminder, AnswerLink.Addresses links, Instant notAfter, Instant now) => new()
    {
        // The guarded update of the invitation lets it be queued once; taken back by a pause, it is queued again later.
        Key = $"invitation/{ask.Id}/{reminder}/{now.ToUnixTimeTicks()}",
        To = ask.Email!,
        ToName = $"{ask.FirstName} {ask.LastName}",
        Text = Text(ask.Language == "en" ? "en" : "fr", reminder, ask.FirstName, ask.SiteName, ask.SiteDate, ask.EditionName, links.Answer, WaveCalendar.LastDay(ask.DueOn)),
        Unsubscribe = links.Stop,
        About = TakeBackAsks.About,
        AboutId = ask.CandidateId,
        NotAfter = notAfter,
        QuietZone = ask.TimeZone,
        Urgency = Urgency.OneOfMany,
    };

    /// <param name="until">The last day on which an answer is taken.</param>
    public static MailText Text(string language, int reminder, string firstName, string siteName, LocalDate siteDate, string editionName, string link, LocalDate until) =>
        MailText.Compose(WaveTexts.Words, language, _templates[reminder], firstName, siteName, Day(siteDate, language), editionName, link, Day(until, language));

    /// <summary>1er mai 2024; 1 May 2024.</summary>
    private static string Day(LocalDate date, string language) =>
        (date.Day == 1 && language == "fr" ? "1er" : $"{date.Day}") + date.ToString(" MMMM uuuu", MailText.Culture(language));
}
