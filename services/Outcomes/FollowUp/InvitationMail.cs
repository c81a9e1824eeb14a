using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>The question as a mail. It asks for an answer by reply, which staff then record.</summary>
internal static class InvitationMail
{
    public static Mail Compose(SendDueInvitations.Due due)
    {
        var zone = DateTimeZoneProviders.Tzdb[due.TimeZone];
        return new Mail
        {
            Id = due.Id,
            Key = $"invitation/{due.Id}",
            To = due.Email,
            ToName = $"{due.FirstName} {due.LastName}",
            Text = MailText.Compose(OutcomesTexts.Words, "fr", "Invitation", due.FirstName, due.SiteName, due.SiteDate.ToString("d MMMM uuuu", MailText.Culture("fr")), due.EditionName),
            About = "candidate",
            AboutId = due.CandidateId,
            NotAfter = WaveCalendar.Ends(due.DueOn, zone),
            QuietZone = due.TimeZone,
        };
    }
}
