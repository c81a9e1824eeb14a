using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>What people were told about a site, how far that has come, and who is left to be phoned.</summary>
public static class SiteNotices
{
    public const int Most = 500;

    private const string LatestSql = """
        SELECT id, kind, reason, old_date, new_date, said_at, status
        FROM site_notice
        WHERE site_id = @SiteId
        ORDER BY number DESC
        LIMIT @Take
        """;

    /// <summary>A mail that did not arrive leaves its person to be phoned.</summary>
    private const string CountsSql = """
        SELECT
          SUM(CASE WHEN p.status = 'mailed' AND COALESCE(m.status, '') NOT IN ('refused', 'bounced', 'expired') THEN 1 ELSE 0 END) AS mailed,
          SUM(CASE WHEN p.status = 'to_phone' OR p.status = 'mailed' AND m.status IN ('refused', 'bounced', 'expired') THEN 1 ELSE 0 END) AS to_phone,
          SUM(CASE WHEN p.status = 'phoned' THEN 1 ELSE 0 END) AS phoned
        FROM site_notice_person p
        LEFT JOIN mail m ON m.id = p.mail_id
        WHERE p.notice_id = @NoticeId
        """;

    private const string ToPhoneSql = """
        SELECT p.kind, p.person AS person_key, p.status, c.last_name, c.first_name, COALESCE(c.phone, t.phone, (SELECT MIN(o.phone) FROM partner_contact o WHERE o.siret = p.siret)) AS phone, COALESCE(e.company_name, t.name) AS partner
        FROM site_notice_person p
        LEFT JOIN candidate c ON c.id = p.candidate_id
        LEFT JOIN establishment e ON e.siret = p.siret
        LEFT JOIN partner_contact t ON t.id = p.contact_id
        LEFT JOIN mail m ON m.id = p.mail_id
        WHERE p.notice_id = @NoticeId AND (p.status IN ('to_phone', 'phoned') OR p.status = 'mailed' AND m.status IN ('refused', 'bounced', 'expired'))
        ORDER BY CASE WHEN p.status = 'phoned' THEN 1 ELSE 0 END, p.kind, COALESCE(c.last_name, e.company_name, t.name), c.first_name, p.person
        LIMIT @Take
        """;

    private const string PhonedSql = """
        UPDATE site_notice_person
        SET status = @Status, told_at = @Now
        WHERE notice_id = @NoticeId AND kind = @Kind AND person = @Person
        """;

    public sealed record Notice
    {
        public Guid Id { get; init; }
        public required string Kind { get; init; }
        public string? Reason { get; init; }
        public LocalDate OldDate { get; init; }
        public LocalDate NewDate { get; init; }
        public Instant SaidAt { get; init; }
        public required string Status { get; init; }
    }

    public sealed record Counts
    {
        public int Mailed { get; init; }
        public int ToPhone { get; init; }
        public int Phoned { get; init; }
    }

    public sealed record Person
    {
        public required string Kind { get; init; }

        /// <summary>A candidate's id, a contact's id or an establishment's SIRET, by kind.</summary>
        public required string PersonKey { get; init; }
        public required string Status { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public string? Phone { get; init; }

        /// <summary>The company's or contact's name, where it is no candidate.</summary>
        public string? Partner { get; init; }
    }

    /// <summary>The latest notice with its counts, or null: nothing was ever told.</summary>
    public static async Task<(Notice Notice, Counts Counts)?> LatestAsync(Guid siteId, RegistrationDatabase db, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Notice>(LatestSql, new { SiteId = siteId, Take = 1 }, ct) is { } notice
            ? (notice, (await db.QueryFirstOrDefaultAsync<Counts>(CountsSql, new { NoticeId = notice.Id }, ct))!)
            : null;

    public static Task<IReadOnlyList<Person>> ToPhoneAsync(Guid noticeId, RegistrationDatabase db, CancellationToken ct) => db.QueryAsync<Person>(ToPhoneSql, new { NoticeId = noticeId, Take = Most }, ct);

    /// <summary>Somebody was told by phone, or it turns out not. False: there is no such person on this notice.</summary>
    public static async Task<bool> NoteAsync(Actor actor, Guid noticeId, string kind, string person, bool phoned, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        if (await tx.ExecuteAsync(PhonedSql, new { NoticeId = noticeId, Kind = kind, Person = person, Status = phoned ? "phoned" : "to_phone", tx.Now }, ct) == 0)
            return false;
        await tx.CommitAsync(ct);
        return true;
    }
}
