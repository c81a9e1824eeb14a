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
        SELECT c.id, c.first_name, c.last_name, c.email
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND r.registered_at <= @SaidAt
          AND NOT EXISTS (SELECT 1 FROM site_notice_person p WHERE p.notice_id = @Id AND p.kind = 'candidate' AND p.candidate_id = c.id)
        ORDER BY c.code
        LIMIT @Take
        """;

    /// <summary>Those expected without a contact that mail can reach.</summary>
    private const string EstablishmentsSql = """
        SELECT a.siret
        FROM attendance a
        WHERE a.site_id = @SiteId AND a.status <> 'absent'
          AND NOT EXISTS (SELECT 1 FROM site_notice_person p WHERE p.notice_id = @Id AND p.kind = 'establishment' AND p.siret = a.siret)
        ORDER BY a.siret
        LIMIT @Take
        """;

    private const string PersonSql = """
        INSERT INTO site_notice_person (notice_id, kind, person, candidate_id, contact_id, siret, mail_id, status, told_at)
        VALUES (@NoticeId, @Kind, @Person, @CandidateId, @ContactId, @Siret, @MailId, @Status, @Now)
        """;

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
    }

    public static async Task RunAsync(RegistrationDatabase db, CancellationToken ct)
    {
        foreach (var notice in await db.QueryAsync<Notice>(OpenSql, null, ct))
        {
            try
            {
                while (await CandidatesAsync(notice, db, ct) || await EstablishmentsAsync(notice, db, ct))
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
    }

    /// <summary>Whether there were any.</summary>
    private static async Task<bool> CandidatesAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var people = await tx.QueryAsync<Candidate>(CandidatesSql, new { notice.Id, notice.SiteId, notice.SaidAt, Take = Batch }, ct);
        var mails = new List<Mail>();
        var rows = new List<object>();
        foreach (var person in people)
        {
            // An address that cannot be one is a person to be phoned, and so is whoever comes to be told when it is too late for a mail.
            var mail = tx.Now < notice.NotAfter && MailAddress.CanReach(person.Email)
                ? NoticeMail.Compose(notice, tx.Now + Urgent < notice.NotAfter, "candidate", person.Id, person.Email!, $"{person.FirstName} {person.LastName}", person.FirstName, "fr")
                : null;
            if (mail is not null)
                mails.Add(mail);
            rows.Add(Row(notice, "candidate", person.Id.ToString(), tx.Now, mail?.Id, candidate: person.Id));
        }
        await tx.ExecuteAsync(PersonSql, rows, ct);
        await tx.MailAsync(mails, ct);
        await tx.CommitAsync(ct);
        return people.Count > 0;
    }

    private static async Task<bool> EstablishmentsAsync(Notice notice, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var sirets = await tx.QueryAsync<string>(EstablishmentsSql, new { notice.Id, notice.SiteId, Take = Batch }, ct);
        await tx.ExecuteAsync(PersonSql, sirets.Select(siret => Row(notice, "establishment", siret, tx.Now, null, siret: siret)).ToList(), ct);
        await tx.CommitAsync(ct);
        return sirets.Count > 0;
    }

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
