using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// The sweep that hands over what waits: in one transaction an invitation is noted as sent and its mail queued, so nobody is asked twice and
/// nobody is forgotten. What becomes of the mail shows on the mail.
/// </summary>
internal static class SendDueInvitations
{
    private const int Batch = 100;

    private const string DueSql = """
        SELECT i.id, i.candidate_id, p.first_name, p.last_name, p.email, s.name AS site_name, s.date AS site_date, w.due_on, e.name AS edition_name, e.time_zone
        FROM invitation i
        JOIN wave w ON w.id = i.wave_id
        JOIN person p ON p.id = i.candidate_id
        JOIN site s ON s.id = w.site_id
        JOIN edition e ON e.id = w.edition_id
        WHERE i.status = 'waiting' AND w.status = 'open' AND p.email IS NOT NULL
        ORDER BY i.created_at, p.code
        LIMIT @Take
        """;

    private const string EndSql = """
        UPDATE invitation
        SET status = @Status, sent_at = CASE WHEN @Status = 'sent' THEN @Now ELSE NULL END
        WHERE id = @Id AND status = 'waiting'
        """;

    private static readonly Actor Sweep = Actor.Job("send due invitations");

    public sealed record Due
    {
        public Guid Id { get; init; }
        public Guid CandidateId { get; init; }
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
        public required string Email { get; init; }
        public required string SiteName { get; init; }
        public LocalDate SiteDate { get; init; }
        public LocalDate DueOn { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }
    }

    public static async Task RunAsync(OutcomesDatabase db, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var due = await db.QueryAsync<Due>(DueSql, new { db.Now, Take = Batch }, ct);
            var now = due.Where(row => WaveCalendar.MaySend(db.Now, DateTimeZoneProviders.Tzdb[row.TimeZone])).ToList();
            if (now.Count == 0)
                return;
            await using var tx = await db.BeginAsync(Sweep, ct);
            var mails = new List<Mail>(now.Count);
            foreach (var invitation in now)
            {
                // The address may have changed since the invitation was made; another instance may have been quicker.
                var reached = MailAddress.CanReach(invitation.Email);
                if (await tx.ExecuteAsync(EndSql, new { invitation.Id, Status = reached ? "sent" : "no_address", tx.Now }, ct) == 1 && reached)
                    mails.Add(InvitationMail.Compose(invitation));
            }
            await tx.MailAsync(mails, ct);
            await tx.CommitAsync(ct);
        }
    }
}
