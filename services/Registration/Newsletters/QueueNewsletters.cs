using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Newsletters;

/// <summary>
/// The sweep that makes a newsletter's mails: for each contact there was when it was sent, one, in batches of a transaction each. Killed half way, the
/// next run goes on with those who have none; two at once make none double.
/// </summary>
public static class QueueNewsletters
{
    private const int Batch = 500;
    private static readonly Duration Useful = Duration.FromDays(3);

    private const string GoingSql = "SELECT id, version, language, subject, body, status, created_at, going_at, recipients FROM newsletter WHERE status = 'going'";

    private const string NextSql = """
        SELECT c.id, c.email, c.name
        FROM newsletter_contact c
        WHERE c.unsubscribed_at IS NULL AND c.added_at <= @GoingAt AND c.email > @After
          AND NOT EXISTS (SELECT 1 FROM newsletter_recipient r WHERE r.newsletter_id = @Id AND r.contact_id = c.id)
        ORDER BY c.email
        LIMIT @Take
        """;

    private const string RecipientSql = "INSERT INTO newsletter_recipient (newsletter_id, contact_id, mail_id) VALUES (@NewsletterId, @ContactId, @MailId)";
    private const string CountSql = "SELECT COUNT(*) FROM newsletter_recipient WHERE newsletter_id = @Id";

    private static readonly Actor Sweep = Actor.Job("queue newsletters");

    private sealed record Next
    {
        public Guid Id { get; init; }
        public required string Email { get; init; }
        public string? Name { get; init; }
    }

    public static async Task RunAsync(RegistrationDatabase db, UnsubscribeLinks links, CancellationToken ct)
    {
        foreach (var newsletter in await db.QueryAsync<Newsletter>(GoingSql, null, ct))
        {
            try
            {
                await QueueAsync(db, newsletter, links, ct);
            }
            catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
            {
                // Another instance is at it; what it leaves, the next run does.
            }
        }
    }

    /// <summary>As the reader gets it, with the way out at its end.</summary>
    public static MailText Text(Newsletter newsletter, Uri unsubscribe) =>
        MailText.Write(newsletter.Language, newsletter.Subject, $"{newsletter.Body}\n\n{NewsletterTexts.Words.In(MailText.Culture(newsletter.Language), "Letter.Footer", unsubscribe.AbsoluteUri)}");

    private static async Task QueueAsync(RegistrationDatabase db, Newsletter newsletter, UnsubscribeLinks links, CancellationToken ct)
    {
        var after = "";
        while (true)
        {
            await using var tx = await db.BeginAsync(Sweep, ct);
            var contacts = await tx.QueryAsync<Next>(NextSql, new { newsletter.Id, newsletter.GoingAt, After = after, Take = Batch }, ct);
            var mails = contacts.Select(contact => Mail(newsletter, contact, links.For(contact.Id))).ToList();
            await tx.ExecuteAsync(RecipientSql, mails.Select(mail => new { NewsletterId = newsletter.Id, ContactId = mail.AboutId, MailId = mail.Id }).ToList(), ct);
            await tx.MailAsync(mails, ct);
            if (contacts.Count < Batch)
            {
                var recipients = await tx.QueryFirstOrDefaultAsync<int>(CountSql, new { newsletter.Id }, ct);
                await SaveNewsletter.ApplyAsync(tx, newsletter, newsletter with { Status = "sent", Recipients = recipients }, "newsletter queued", ct);
                await tx.CommitAsync(ct);
                return;
            }
            await tx.CommitAsync(ct);
            after = contacts[^1].Email;
        }
    }

    private static Mail Mail(Newsletter newsletter, Next contact, Uri unsubscribe) => new()
    {
        Key = $"newsletter/{newsletter.Id}/{contact.Id}",
        To = contact.Email,
        ToName = contact.Name,
        Text = Text(newsletter, unsubscribe),
        Unsubscribe = unsubscribe,
        About = SaveContacts.Subject,
        AboutId = contact.Id,
        NotAfter = newsletter.GoingAt + Useful,
        Urgency = Urgency.OneOfMany,
    };
}
