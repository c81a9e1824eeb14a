using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Schedules;
using NodaTime;

namespace JobDating.Registration.Asking;

/// <summary>
/// The sweep that writes to employers whom Outcomes or Scheduling wants to ask: each contact one mail a day for each question, with their own link to the list, never at night, never after its
/// end. It names no candidate, as no mail to employers does. Rows are claimed in the transaction that queues their mails.
/// </summary>
internal static class TellAsked
{
    /// <summary>A row's status until its mails are queued; the second one is as <c>open</c> for a reminder.</summary>
    public const string Ask = "open", Remind = "open_again";

    /// <summary>Where Outcomes has the list of hires.</summary>
    public const string HiresList = "/outcomes/employer/follow-up";

    /// <summary>Where Scheduling has the list of results.</summary>
    private const string ResultsList = "/scheduling/employer/results";

    private const int Batch = 100;

    private const string OpenSql = """
        SELECT h.about, h.edition_id, h.siret, h.asked_on, h.answer_by, h.status, e.name AS edition_name, e.time_zone
        FROM employer_asked h
        JOIN edition e ON e.id = h.edition_id
        WHERE h.status IN ('open', 'open_again')
        ORDER BY h.asked_on, h.siret, h.about
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE employer_asked
        SET status = @Status
        WHERE about = @About AND edition_id = @EditionId AND siret = @Siret AND asked_on = @AskedOn AND status = @Was
        """;

    private static readonly Actor Sweep = Actor.Job("tell asked");

    private sealed record Asked
    {
        /// <summary>One of <see cref="OnAsked"/>.</summary>
        public string About { get; init; } = "";
        public Guid EditionId { get; init; }
        public string Siret { get; init; } = "";
        public LocalDate AskedOn { get; init; }
        public Instant AnswerBy { get; init; }
        public string Status { get; init; } = "";
        public string EditionName { get; init; } = "";
        public string TimeZone { get; init; } = "";

        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

        /// <summary>Results are noted at any hour: a mail of yesterday would ask for what is there. Hires are not.</summary>
        public Instant NotAfter => About == OnAsked.Results ? Instant.Min(AnswerBy, Zone.AtStartOfDay(AskedOn.PlusDays(1)).ToInstant()) : AnswerBy;
    }

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        try
        {
            while (await BatchAsync(db, links, ct))
            {
                // The next hundred.
            }
        }
        catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
        {
            // Another sweep tells the same people: what is left is found at the next look.
        }
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> BatchAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var open = await tx.QueryAsync<Asked>(OpenSql, new { Take = Batch }, ct);
        if (open.Count == 0)
            return false;
        var mails = new List<Mail>();
        var rows = new List<object>();
        foreach (var edition in open.GroupBy(asked => asked.EditionId))
        {
            var contacts = await EmployerScheduleMail.ContactsAsync(tx, links, edition.Key, edition.Select(asked => asked.Siret).Distinct(), ct);
            foreach (var asked in edition)
            {
                var before = mails.Count;
                foreach (var contact in contacts[asked.Siret])
                    if (contact.Link is { } link)
                        mails.Add(Compose(asked, contact, link));
                rows.Add(new { asked.About, asked.EditionId, asked.Siret, asked.AskedOn, Was = asked.Status, Status = mails.Count > before ? "told" : "to_phone" });
            }
        }
        if (await tx.ExecuteAsync(ClaimSql, rows, ct) != rows.Count)
            throw new ChangedMeanwhileException();
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    private static Mail Compose(Asked asked, EmployerScheduleMail.Contact contact, string link)
    {
        var (text, list) = asked.About == OnAsked.Results ? ("Results", ResultsList) : (asked.Status == Remind ? "Hires.Reminder" : "Hires", HiresList);
        return new Mail
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{asked.About}-asked/{asked.EditionId}/{asked.AskedOn:uuuu-MM-dd}/{contact.Id}"),
            To = contact.Email,
            ToName = contact.Name,
            Text = MailText.Compose(AskedTexts.Words, contact.Language, text, contact.Name, contact.CompanyName, asked.EditionName, $"{link}?to={list}",
                asked.AnswerBy.InZone(asked.Zone).Date.PlusDays(-1).ToString("d MMMM", MailText.Culture(contact.Language))),
            NotAfter = asked.NotAfter,
            QuietZone = asked.TimeZone,
            About = "contact",
            AboutId = contact.Id,
        };
    }
}
