using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>
/// Tells those who have an address, 30 days before, that their data will be anonymised, and how to keep them. The 30 days begin when the mail has left; one that was cancelled or never left is
/// written anew. Everybody is noted in the transaction that writes the mail, so a sweep may be lost or doubled.
/// </summary>
internal static class SendNotices
{
    private const int Batch = 100;
    private static readonly Actor Sweep = Actor.Job("retention notices");

    private const string ToTellSql = """
        SELECT r.candidate_id, r.last_contact_at, r.due_on, r.round, e.name AS edition_name, e.time_zone
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        JOIN edition e ON e.id = r.edition_id
        WHERE r.due_on <= @Until AND r.mail_id IS NULL AND c.email IS NOT NULL AND c.erased_at IS NULL
        ORDER BY r.due_on, r.list_key
        LIMIT @Take
        """;

    private const string WrittenSql = "UPDATE retention SET mail_id = @MailId, told_at = NULL WHERE candidate_id = @CandidateId AND mail_id IS NULL AND round = @Round";

    private const string LeftSql = """
        UPDATE retention
        SET told_at = (SELECT m.ended_at FROM mail m WHERE m.id = retention.mail_id)
        WHERE told_at IS NULL AND mail_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM mail m WHERE m.id = retention.mail_id AND m.status IN ('sent', 'refused', 'bounced') AND m.ended_at IS NOT NULL)
        """;

    private const string LostSql = """
        UPDATE retention
        SET mail_id = NULL, round = round + 1
        WHERE told_at IS NULL AND mail_id IS NOT NULL AND EXISTS (SELECT 1 FROM mail m WHERE m.id = retention.mail_id AND m.status IN ('cancelled', 'expired'))
        """;

    private sealed record Row
    {
        public Guid CandidateId { get; init; }
        public Instant LastContactAt { get; init; }
        public LocalDate DueOn { get; init; }
        public int Round { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }
    }

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using (var tx = await db.BeginAsync(Sweep, ct))
        {
            await tx.ExecuteAsync(LostSql, null, ct);
            await tx.ExecuteAsync(LeftSql, null, ct);
            await tx.CommitAsync(ct);
        }
        try
        {
            while (await BatchAsync(db, links, ct))
            {
                // The next hundred.
            }
        }
        catch (ChangedMeanwhileException)
        {
            // Another sweep tells the same people just now; what is left is found at the next look.
        }
    }

    private static async Task<bool> BatchAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        var rows = await tx.QueryAsync<Row>(ToTellSql, new { Until = RetentionRule.TellUntil(tx.Now), Take = Batch }, ct);
        if (rows.Count == 0)
            return false;
        var people = await FindCandidates.ByIdAsync(tx, rows.Select(row => row.CandidateId), ct);
        var issuer = await links.ForAsync(tx, people.Keys, ct);
        var mails = rows.Select(row => Compose(row, people[row.CandidateId], issuer, tx.Now)).ToList();
        if (await tx.ExecuteAsync(WrittenSql, rows.Zip(mails, (row, mail) => new { MailId = mail.Id, row.CandidateId, row.Round }).ToList(), ct) != rows.Count)
            throw new ChangedMeanwhileException();
        await tx.MailAsync(mails, ct);
        await tx.AuditAsync("candidate", rows.Select(row => (row.CandidateId, (string?)null)), "retention notice", ct);
        await tx.CommitAsync(ct);
        return true;
    }

    private static Mail Compose(Row row, SaveCandidates.Row person, PersonalLinks.Issuer links, Instant now)
    {
        var language = person.Language ?? "fr";
        var culture = MailText.Culture(language);
        return new Mail
        {
            Key = $"retention/{row.CandidateId}/{row.Round}",
            To = person.Email!,
            ToName = $"{person.FirstName} {person.LastName}",
            Text = MailText.Compose(RetentionTexts.Words, language, "Notice",
                person.FirstName,
                row.EditionName,
                row.LastContactAt.InZone(DateTimeZoneProviders.Tzdb[row.TimeZone]).Date.ToString("D", culture),
                RetentionRule.NotBefore(now, row.DueOn).ToString("D", culture),
                CandidateLink.Absolute(links, person, now)),
            QuietZone = row.TimeZone,
            Urgency = Urgency.OneOfMany,
            About = "candidate",
            AboutId = row.CandidateId,
        };
    }
}
