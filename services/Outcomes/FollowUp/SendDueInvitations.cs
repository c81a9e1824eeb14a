using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// The sweep that sends what waits. Each row is claimed, then its mail written, then noted; the mail's file is named by the invitation, so
/// a process killed in between writes the same file again and nobody is asked twice.
/// </summary>
internal static class SendDueInvitations
{
    private const int Batch = 100;
    private static readonly Duration Lease = Duration.FromMinutes(2);

    private const string DueSql = """
        SELECT i.id, p.first_name, p.last_name, p.email, s.name AS site_name, s.date AS site_date, e.name AS edition_name, e.time_zone
        FROM invitation i
        JOIN wave w ON w.id = i.wave_id
        JOIN person p ON p.id = i.candidate_id
        JOIN site s ON s.id = w.site_id
        JOIN edition e ON e.id = w.edition_id
        WHERE i.status = 'waiting' AND i.claimed_until <= @Now AND w.status = 'open' AND p.email IS NOT NULL
        ORDER BY i.created_at, p.code
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE invitation
        SET claimed_by = @Claim, claimed_until = @Until
        WHERE id = @Id AND status = 'waiting' AND claimed_until <= @Now
        """;

    private const string UnreachableSql = "UPDATE invitation SET status = 'no_address' WHERE id = @Id AND status = 'waiting' AND claimed_by = @Claim";

    private const string SentSql = """
        UPDATE invitation
        SET status = 'sent', sent_at = @Now
        WHERE id = @Id AND status = 'waiting' AND claimed_by = @Claim
        """;

    private static readonly Actor Sweep = Actor.Job("send due invitations");

    public sealed record Due
    {
        public Guid Id { get; init; }
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
        public required string Email { get; init; }
        public required string SiteName { get; init; }
        public LocalDate SiteDate { get; init; }
        public required string EditionName { get; init; }
        public required string TimeZone { get; init; }
    }

    public static async Task RunAsync(OutcomesDatabase db, Settings settings, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var due = await db.QueryAsync<Due>(DueSql, new { db.Now, Take = Batch }, ct);
            var now = due.Where(row => WaveCalendar.MaySend(db.Now, DateTimeZoneProviders.Tzdb[row.TimeZone])).ToList();
            if (now.Count == 0)
                return;
            var claim = Guid.CreateVersion7();
            var mine = await ClaimAsync(db, now, claim, ct);
            // The address may have changed since the invitation was made.
            var reachable = mine.Where(invitation => InvitationMail.CanReach(invitation.Email)).ToList();
            foreach (var invitation in reachable)
                await InvitationMail.WriteAsync(settings, invitation, ct);
            await using var tx = await db.BeginAsync(Sweep, ct);
            await tx.ExecuteAsync(SentSql, reachable.Select(invitation => new { invitation.Id, Claim = claim, tx.Now }).ToList(), ct);
            await tx.ExecuteAsync(UnreachableSql, mine.Except(reachable).Select(invitation => new { invitation.Id, Claim = claim }).ToList(), ct);
            await tx.CommitAsync(ct);
        }
    }

    private static async Task<IReadOnlyList<Due>> ClaimAsync(OutcomesDatabase db, IReadOnlyList<Due> due, Guid claim, CancellationToken ct)
    {
        var mine = new List<Due>(due.Count);
        await using var tx = await db.BeginAsync(Sweep, ct);
        foreach (var invitation in due)
            if (await tx.ExecuteAsync(ClaimSql, new { invitation.Id, Claim = claim, Until = tx.Now + Lease, tx.Now }, ct) == 1)
                mine.Add(invitation);
        await tx.CommitAsync(ct);
        return mine;
    }
}
