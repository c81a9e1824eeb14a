using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Editions;
using NodaTime;

namespace JobDating.Registration.Contacts;

/// <summary>
/// Contacts are sent their personal link, each once for an edition; again only after the link was taken back, or when the mail did not arrive.
/// The row's key and its round decide, so two people who press at once send one mail.
/// </summary>
public static class Invitations
{
    /// <summary>A link outlives the edition: afterwards results are entered and "hired?" is answered.</summary>
    private const int DaysAfterLastSite = 365;
    private const int DaysAtLeast = 90;

    private const string InsertSql = """
        INSERT INTO invitation (edition_id, contact_id, round, mail_id, invited_at)
        SELECT @EditionId, @Id, 1, @MailId, @Now
        WHERE NOT EXISTS (SELECT 1 FROM invitation WHERE edition_id = @EditionId AND contact_id = @Id)
        """;

    private const string AgainSql = """
        UPDATE invitation
        SET round = round + 1, mail_id = @MailId, invited_at = @Now, revoked_at = NULL
        WHERE edition_id = @EditionId AND contact_id = @Id AND round = @Round
        """;

    private const string RevokeSql = """
        UPDATE invitation
        SET revoked_at = @Now
        WHERE contact_id = @Id AND revoked_at IS NULL
        """;

    private const string LastSiteSql = """
        SELECT date
        FROM site
        WHERE edition_id = @EditionId
        ORDER BY date DESC, code
        LIMIT @Take
        """;

    public static string Page(string code, string role) => $"/registration/editions/{Uri.EscapeDataString(code)}/invitations/{(role == Role.Employer ? "employers" : "prescribers")}";

    public static string Confirm(string code, string role) => $"{Page(code, role)}/confirm";

    /// <summary>
    /// Writes and queues the invitations of those who may be invited; returns how many.
    /// </summary>
    /// <exception cref="ChangedMeanwhileException">Somebody else has just invited one of them; doing it again is safe.</exception>
    public static async Task<int> SendAsync(Transaction tx, EditionTotals.Edition edition, string role, IReadOnlyList<Invitable> contacts, PersonalLinks links, CancellationToken ct)
    {
        var expires = await ExpiryAsync(tx, edition, ct);
        var mails = new List<Mail>();
        var issuer = await links.ForAsync(tx, contacts.Select(contact => contact.Id), ct);
        foreach (var contact in contacts.Where(contact => contact.MayBeInvited))
        {
            var mailId = Guid.CreateVersion7();
            var row = new { EditionId = edition.Id, contact.Id, MailId = mailId, tx.Now, contact.Round };
            if (await WriteAsync(tx, contact.Round == 0 ? InsertSql : AgainSql, row, ct) == 0)
                continue;
            var link = issuer.Issue(new() { Role = role, Holder = contact.Id, Subject = contact.Siret ?? $"{contact.StructureId}", Name = contact.Name, Expires = expires });
            mails.Add(new Mail
            {
                Id = mailId,
                Key = $"invitation/{edition.Id}/{contact.Id}/{contact.Round + 1}",
                To = contact.Email!,
                ToName = contact.Name,
                Text = MailText.Compose(ContactTexts.Words, contact.Language, $"Mail.{role}", contact.Name, contact.Partner, edition.Name, issuer.Absolute(link), InvitationDates.Long(expires, edition.Zone, contact.Language)),
                About = "contact",
                AboutId = contact.Id,
            });
        }
        await tx.MailAsync(mails, ct);
        await tx.AuditAsync("contact", mails.Select(mail => (mail.AboutId!.Value, (string?)edition.Code)), "invited", ct);
        return mails.Count;
    }

    /// <summary>Nothing that this contact was sent, for whatever edition, opens anything any more; what waits is not sent.</summary>
    public static async Task RevokeAsync(Transaction tx, Guid contactId, CancellationToken ct)
    {
        await PersonalLinks.TakeBackAsync(tx, contactId, ct);
        await tx.ExecuteAsync(RevokeSql, new { Id = contactId, tx.Now }, ct);
        await tx.CancelMailsAsync("contact", [contactId], ct);
        await tx.AuditAsync("contact", contactId, "link revoked", null, ct);
    }

    private static async Task<int> WriteAsync(Transaction tx, string sql, object row, CancellationToken ct)
    {
        try
        {
            return await tx.ExecuteAsync(sql, row, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    private static async Task<Instant> ExpiryAsync(Transaction tx, EditionTotals.Edition edition, CancellationToken ct)
    {
        var least = tx.Now + Duration.FromDays(DaysAtLeast);
        var last = await tx.QueryFirstOrDefaultAsync<LocalDate?>(LastSiteSql, new { EditionId = edition.Id, Take = 1 }, ct);
        return last is { } date && edition.Zone.AtStartOfDay(date.PlusDays(DaysAfterLastSite)).ToInstant() is var end && end > least ? end : least;
    }
}
