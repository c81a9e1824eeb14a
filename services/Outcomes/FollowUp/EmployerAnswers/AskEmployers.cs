using JobDating.Contracts.Outcomes;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.EmployerAnswers;

/// <summary>
/// The sweep that, once for each open wave, has those employers asked who found somebody of its site conclusive and have not yet said what came of it; and a week later, once, reminds those
/// who have said nothing since of anybody. Who reads the mail is Registration's to know; it is told in the transaction that notes it, so a sweep may be lost, late or doubled.
/// </summary>
internal static class AskEmployers
{
    private const int MostWaves = 1000;
    private const int InOneMessage = 500;

    private const string WavesSql = """
        SELECT w.id, w.edition_id, w.site_id, w.due_on, w.employers_asked_at, e.time_zone
        FROM wave w
        JOIN edition e ON e.id = w.edition_id
        WHERE w.status = 'open' AND w.paused_at IS NULL AND w.employers_reminded_at IS NULL
        ORDER BY w.due_on, w.id
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE wave
        SET employers_asked_at = @Now
        WHERE id = @Id AND status = 'open' AND paused_at IS NULL AND employers_asked_at IS NULL
        """;

    private const string ClaimReminderSql = """
        UPDATE wave
        SET employers_reminded_at = @Now
        WHERE id = @Id AND status = 'open' AND paused_at IS NULL AND employers_asked_at IS NOT NULL AND employers_reminded_at IS NULL
        """;

    private const string Employers = """
        SELECT DISTINCT i.siret
        FROM interview i
        JOIN person p ON p.id = i.candidate_id
        WHERE i.site_id = @SiteId AND i.status = 'held' AND i.result = 'conclusive' AND p.erased_at IS NULL AND p.code <> ''
          AND NOT EXISTS (SELECT 1 FROM follow_up_answer a
            WHERE a.candidate_id = i.candidate_id AND a.siret = i.siret AND a.source = 'employer' AND a.situation IN ('hired', 'not_hired') AND a.withdrawn_at IS NULL)
        """;

    private const string EmployersSql = $"""
        {Employers}
        ORDER BY i.siret
        """;

    private const string SilentSql = $"""
        {Employers}
          AND NOT EXISTS (SELECT 1 FROM follow_up_answer s WHERE s.siret = i.siret AND s.source = 'employer' AND s.answered_at >= @AskedAt)
          AND NOT EXISTS (SELECT 1 FROM still_deciding d WHERE d.siret = i.siret AND d.said_at >= @AskedAt)
        ORDER BY i.siret
        """;

    private static readonly Actor Sweep = Actor.Job("ask employers");

    private sealed record Wave
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public LocalDate DueOn { get; init; }
        public Instant? EmployersAskedAt { get; init; }
        public string TimeZone { get; init; } = "";
    }

    public static async Task RunAsync(OutcomesDatabase db, CancellationToken ct)
    {
        foreach (var wave in await db.QueryAsync<Wave>(WavesSql, new { Take = MostWaves }, ct))
        {
            var zone = DateTimeZoneProviders.Tzdb[wave.TimeZone];
            if (wave.EmployersAskedAt is not { } asked)
                await AskAsync(db, wave, zone, ct);
            else if (WaveCalendar.MayRemindEmployers(asked, db.Now, zone))
                await RemindAsync(db, wave, asked, zone, ct);
        }
    }

    private static async Task AskAsync(OutcomesDatabase db, Wave wave, DateTimeZone zone, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(ClaimSql, new { wave.Id, tx.Now }, ct) == 0)
            return;
        await SayAsync(tx, wave, zone, await tx.QueryAsync<string>(EmployersSql, new { wave.SiteId }, ct), isReminder: false, ct);
        await tx.AuditAsync("wave", wave.Id, "employers asked", null, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task RemindAsync(OutcomesDatabase db, Wave wave, Instant asked, DateTimeZone zone, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(ClaimReminderSql, new { wave.Id, tx.Now }, ct) == 0)
            return;
        await SayAsync(tx, wave, zone, await tx.QueryAsync<string>(SilentSql, new { wave.SiteId, AskedAt = asked }, ct), isReminder: true, ct);
        await tx.AuditAsync("wave", wave.Id, "employers reminded", null, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task SayAsync(Transaction tx, Wave wave, DateTimeZone zone, IEnumerable<string> sirets, bool isReminder, CancellationToken ct)
    {
        foreach (var some in sirets.Chunk(InOneMessage))
            await tx.PublishAsync(new HiresAsked
            {
                EditionId = wave.EditionId,
                AskedOn = tx.Now.InZone(zone).Date,
                AnswerBy = WaveCalendar.Ends(wave.DueOn, zone),
                Sirets = some,
                IsReminder = isReminder,
            }, ct);
    }
}
