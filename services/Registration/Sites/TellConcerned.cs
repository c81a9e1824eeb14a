using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>
/// The sweep that brings each open notice to everyone concerned, some hundreds at a time: a mail to who has an address, the rest on the list to be
/// phoned. Person and mail are written in one transaction under two unique keys, so nobody is told twice, whoever sweeps.
/// </summary>
internal static class TellConcerned
{
    private const int Batch = 500;

    /// <summary>News of a day or two is told at night as well.</summary>
    private static readonly Duration Urgent = Duration.FromHours(48);

    private static readonly Actor Sweep = Actor.Job("tell concerned");

    private const string OpenSql = """
        SELECT n.id, n.site_id, n.kind, n.reason, n.old_date, n.new_date, n.said_at, n.not_after, s.name AS site_name, s.address, s.opens_at, s.closes_at, e.name AS edition_name, e.time_zone
        FROM site_notice n
        JOIN site s ON s.id = n.site_id
        JOIN edition e ON e.id = n.edition_id
        WHERE n.status = 'open'
        ORDER BY n.said_at
        """;

    /// <summary>Who registered before the news, has not cancelled and is not taken up yet.</summary>
    private const string CandidatesSql = """
        SELECT c.id, c.first_name, c.last_name, c.email, COALESCE(c.language, 'fr') AS language
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND r.registered_at <= @SaidAt
          AND NOT EXISTS (SELECT 1 FROM site_notice_person p WHERE p.notice_id = @Id AND p.kind = 'candidate' AND p.candidate_id = c.id)
        ORDER BY c.code
        LIMIT @Take
        """;

    /// <summary>The contacts of the establishments expected and of the structures that sent somebody who is registered.</summary>
    private const string ContactsSql = """
        SELECT t.id, t.name, t.email, t.language
        FROM partner_contact t
        WHERE t.email IS NOT NULL
          AND (t.siret IN (SELECT a.siret FROM attendance a WHERE a.site_id = @SiteId AND a.status <> 'absent')
            OR t.structure_id IN (SELECT c.structure_id FROM registration r JOIN candidate c ON c.id = r.candidate_id WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL))
          AND NOT EXISTS (SELECT 1 FROM site_notice_person p WHERE p.notice_id = @Id AND p.kind = 'contact' AND p.contact_id = t.id)
        ORDER BY t.name, t.email
        LIMIT @Take
        """;

    /// <summary>Those expected without a contact that mail can reach.</summary>
    private const string EstablishmentsSql = """
        SELECT a.siret
        FROM attendance a
        WHERE a.site_id = @SiteId AND a.status <> 'absent'
          AND NOT EXISTS (SELECT 1 FROM partner_contact t WHERE t.siret = a.siret AND t.email IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM site_notice_person p WHERE p.notice_id = @Id AND p.kind = 'establishment' AND p.siret = a.siret)
        ORDER BY a.siret
        LIMIT @Take
        """;

    private const string PersonSql = """
        INSERT INTO site_notice_person (notice_id, kind, person, candidate_id, contact_id, siret, mail_id, status, told_at)
        VALUES (@NoticeId, @Kind, @Person, @CandidateId, @ContactId, @Siret, @MailId, @Status, @Now)
        """;

    /// <summary>Holds the notice for the rest of the transaction; none: a later one has replaced it, and that is what people shall hear last.</summary>
    private const string TakeSql = "UPDATE site_notice SET status = status WHERE id = @Id AND status = 'open'";

    private const string DoneSql = "UPDATE site_notice SET status = 'done' WHERE id = @Id AND status = 'open'";

    internal sealed record Notice
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public required string Kind { get; init; }
        public string? Reason { get; init; }
        public LocalDate OldDate { get; init; }
        public LocalDate NewDate { get; init; }
        public Instant SaidAt { get; init; }
        public Instant NotAfter { get; init; }
        public required string SiteName { get; init; }
        public string? Address { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }
    }

    private sealed record Candidate
    {
        public Guid Id { get; init; }
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
        public string? Email { get; init; }
        public required string Language { get; init; }
    }

    private sealed record Contact
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public required string Email { get; init; }
        public required string Language { get; init; }
    }

    public static async Task RunAsync(RegistrationDatabase db, CancellationToken ct)
    {
        foreach (var notice in await OpenAsync(db, ct))
            await TellAsync(notice, db, ct);
    }

    internal static Task<IReadOnlyList<Notice>> OpenAsync(RegistrationDatabase db, CancellationToken ct) => db.QueryAsync<Notice>(OpenSql, null, ct);

    /// <summary>Brings one notice to everyone concerned, as long as it is the latest word about its site.</summary>
    internal static async Task TellAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        try
        {
            while (await CandidatesAsync(notice, db, ct) || await ContactsAsync(notice, db, ct) || await EstablishmentsAsync(notice, db, ct))
            {
                // The next some hundreds.
            }
            await using var tx = await db.BeginAsync(Sweep, ct);
            await tx.ExecuteAsync(DoneSql, new { notice.Id }, ct);
            await tx.CommitAsync(ct);
        }
        catch (Exception exception) when (exception is ChangedMeanwhileException || SqlText.IsDuplicate(exception))
        {
            // Another sweep takes the same people up just now; what is left is found at the next look.
        }
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> CandidatesAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(TakeSql, new { notice.Id }, ct) == 0)
            return false;
        var people = await tx.QueryAsync<Candidate>(CandidatesSql, new { notice.Id, notice.SiteId, notice.SaidAt, Take = Batch }, ct);
        var mails = new List<Mail>();
        var rows = new List<object>();
        foreach (var person in people)
        {
            var mail = CanReach(notice, person.Email, tx.Now) ? NoticeMail.Compose(notice, IsQuiet(notice, tx.Now), "candidate", person.Id, person.Email!, $"{person.FirstName} {person.LastName}", person.FirstName, person.Language) : null;
            if (mail is not null)
                mails.Add(mail);
            rows.Add(Row(notice, "candidate", person.Id.ToString(), tx.Now, mail?.Id, candidate: person.Id));
        }
        await tx.ExecuteAsync(PersonSql, rows, ct);
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
        return people.Count > 0;
    }

    private static async Task<bool> ContactsAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(TakeSql, new { notice.Id }, ct) == 0)
            return false;
        var contacts = await tx.QueryAsync<Contact>(ContactsSql, new { notice.Id, notice.SiteId, Take = Batch }, ct);
        var mails = new List<Mail>();
        var rows = new List<object>();
        foreach (var contact in contacts)
        {
            var mail = CanReach(notice, contact.Email, tx.Now) ? NoticeMail.Compose(notice, IsQuiet(notice, tx.Now), "contact", contact.Id, contact.Email, contact.Name, contact.Name, contact.Language) : null;
            if (mail is not null)
                mails.Add(mail);
            rows.Add(Row(notice, "contact", contact.Id.ToString(), tx.Now, mail?.Id, contact: contact.Id));
        }
        await tx.ExecuteAsync(PersonSql, rows, ct);
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
        return contacts.Count > 0;
    }

    private static async Task<bool> EstablishmentsAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(TakeSql, new { notice.Id }, ct) == 0)
            return false;
        var sirets = await tx.QueryAsync<string>(EstablishmentsSql, new { notice.Id, notice.SiteId, Take = Batch }, ct);
        await tx.ExecuteAsync(PersonSql, sirets.Select(siret => Row(notice, "establishment", siret, tx.Now, null, siret: siret)).ToList(), ct);
        await tx.CommitAsync(ct);
        return sirets.Count > 0;
    }

    /// <summary>Otherwise to be phoned: an address that cannot be one, or news that would come too late by mail.</summary>
    private static bool CanReach(Notice notice, string? email, Instant now) => now < notice.NotAfter && MailAddress.CanReach(email);

    private static bool IsQuiet(Notice notice, Instant now) => now + Urgent < notice.NotAfter;

    private static object Row(Notice notice, string kind, string person, Instant now, Guid? mail, Guid? candidate = null, Guid? contact = null, string? siret = null) => new
    {
        NoticeId = notice.Id,
        Kind = kind,
        Person = person,
        CandidateId = candidate,
        ContactId = contact,
        Siret = siret,
        MailId = mail,
        Status = mail is null ? "to_phone" : "mailed",
        Now = now,
    };
}
