using JobDating.Platform.Ui;

namespace JobDating.Platform;

/// <summary>Puts mails into the caller's transaction.</summary>
public static class MailQueue
{
    private const string QueueSql = """
        INSERT INTO mail (id, once_key, channel, urgency, to_address, to_name, language, subject, body, html, reply_to, unsubscribe, about, about_id, quiet_zone,
          queued_at, due_at, not_after, status, attempts, ended_at, error)
        SELECT @Id, @Key, @Channel, @Urgency, @To, @ToName, @Language, @Subject, @Body, @Html, @ReplyTo, @Unsubscribe, @About, @AboutId, @QuietZone,
          @Now, @Now, @NotAfter, @Status, 0, @EndedAt, @Error
        WHERE NOT EXISTS (SELECT 1 FROM mail WHERE once_key = @Key)
        """;

    private const string WordSql = """
        INSERT INTO mail_word (word, mail_id)
        SELECT @Word, @Id
        WHERE EXISTS (SELECT 1 FROM mail WHERE id = @Id)
        """;

    private const string ForgetWordsSql = """
        DELETE FROM mail_word
        WHERE mail_id IN (SELECT id FROM mail WHERE about_id IN @AboutIds AND about = @About)
        """;

    private const string CancelSql = """
        UPDATE mail
        SET status = 'cancelled', ended_at = @Now
        WHERE about_id IN @AboutIds AND about = @About AND status = 'waiting' AND (claimed_by IS NULL OR due_at <= @Now)
        """;

    private const string EndSql = """
        UPDATE mail
        SET not_after = @Now
        WHERE about_id IN @AboutIds AND about = @About AND status = 'waiting' AND (not_after IS NULL OR not_after > @Now)
        """;

    private const string ForgetSql = """
        UPDATE mail
        SET to_address = '', to_name = NULL, subject = '', body = '', html = NULL, reply_to = NULL, unsubscribe = NULL, error = NULL, urgency = CASE WHEN channel = 'mail' THEN @Forgotten ELSE urgency END,
          status = CASE WHEN status = 'waiting' THEN 'cancelled' ELSE status END, ended_at = COALESCE(ended_at, @Now)
        WHERE about_id IN @AboutIds AND about = @About
        """;

    /// <summary>False when a mail with this key was queued before: nothing was written then.</summary>
    /// <exception cref="ChangedMeanwhileException">Another transaction has just queued the same key; doing it again is safe.</exception>
    public static async Task<bool> MailAsync(this Transaction tx, Mail mail, CancellationToken ct) => await tx.MailAsync([mail], ct) == 1;

    /// <summary>Many in one prepared statement; how many were new.</summary>
    public static async Task<int> MailAsync(this Transaction tx, IReadOnlyList<Mail> mails, CancellationToken ct)
    {
        if (mails.Count == 0)
            return 0;
        try
        {
            var queued = await tx.ExecuteAsync(QueueSql, mails.Select(mail => Row(tx, mail)).ToList(), ct);
            if (queued > 0)
                await tx.ExecuteAsync(WordSql, mails.SelectMany(mail => Words(mail).Select(word => new { Word = word, mail.Id })).ToList(), ct);
            return queued;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>What waits and concerns these is no longer to be sent: they cancelled, the site is called off. How many that were.</summary>
    public static Task<int> CancelMailsAsync(this Transaction tx, string about, IReadOnlyList<Guid> aboutIds, CancellationToken ct) =>
        tx.ExecuteAsync(CancelSql, new { About = about, AboutIds = aboutIds, tx.Now }, ct);

    /// <summary>
    /// As <see cref="CancelMailsAsync"/>; and what somebody has claimed to send at this very moment is not tried again, whether the server puts it off or the sender was killed.
    /// </summary>
    public static async Task<int> EndMailsAsync(this Transaction tx, string about, IReadOnlyList<Guid> aboutIds, CancellationToken ct)
    {
        var cancelled = await tx.CancelMailsAsync(about, aboutIds, ct);
        await tx.ExecuteAsync(EndSql, new { About = about, AboutIds = aboutIds, tx.Now }, ct);
        return cancelled;
    }

    /// <summary>
    /// A person is erased: addresses and texts go, what waits is not sent, and the next sweep deletes the mails' files (<see cref="PickupFolder"/>). That
    /// there was a mail, and its key, stay.
    /// </summary>
    public static async Task<int> ForgetMailsAsync(this Transaction tx, string about, IReadOnlyList<Guid> aboutIds, CancellationToken ct)
    {
        await tx.ExecuteAsync(ForgetWordsSql, new { About = about, AboutIds = aboutIds }, ct);
        return await tx.ExecuteAsync(ForgetSql, new { About = about, AboutIds = aboutIds, tx.Now, Forgotten = MailRows.Forgotten }, ct);
    }

    private static IEnumerable<string> Words(Mail mail) =>
        FoldedWords.Of(mail.To, mail.ToName).Concat(mail.Channel == Mail.BySms ? PhoneText.Words(mail.To) : []).Distinct();

    private static object Row(Transaction tx, Mail mail)
    {
        var to = mail.Channel == Mail.BySms ? SmsNumber.Read(mail.To) : MailAddress.Read(mail.To);
        return new
        {
            mail.Id,
            mail.Key,
            mail.Channel,
            Urgency = (int)mail.Urgency,
            To = to ?? Shortened(mail.To, 254),
            ToName = mail.ToName is null ? null : Shortened(MailText.OneLine(mail.ToName), 200),
            mail.Text.Language,
            Subject = Shortened(MailText.OneLine(mail.Text.Subject), 500),
            Body = mail.Text.Plain,
            mail.Text.Html,
            ReplyTo = mail.ReplyTo is null ? null : MailAddress.Read(mail.ReplyTo),
            Unsubscribe = mail.Unsubscribe?.AbsoluteUri,
            mail.About,
            mail.AboutId,
            mail.QuietZone,
            tx.Now,
            mail.NotAfter,
            Status = to is null ? "refused" : "waiting",
            EndedAt = to is null ? tx.Now : (NodaTime.Instant?)null,
            Error = to is null ? "This is no address." : null,
        };
    }

    private static string Shortened(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
