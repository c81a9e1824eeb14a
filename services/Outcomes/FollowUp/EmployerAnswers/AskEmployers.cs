using JobDating.Contracts.Outcomes;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.EmployerAnswers;

/// <summary>
/// The sweep that, once for each open wave, has those employers asked who found somebody of its site conclusive and have not yet said what came of it. Who reads the mail is Registration's
/// to know; it is told in the transaction that notes it, so a sweep may be lost, late or doubled.
/// </summary>
internal static class AskEmployers
{
    private const int MostWaves = 1000;
    private const int InOneMessage = 500;

    private const string WavesSql = """
        SELECT w.id, w.edition_id, w.site_id, w.due_on, e.time_zone
        FROM wave w
        JOIN edition e ON e.id = w.edition_id
        WHERE w.status = 'open' AND w.paused_at IS NULL AND w.employers_asked_at IS NULL
        ORDER BY w.due_on, w.id
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE wave
        SET employers_asked_at = @Now
        WHERE id = @Id AND status = 'open' AND paused_at IS NULL AND employers_asked_at IS NULL
        """;

    private const string EmployersSql = """
        SELECT DISTINCT i.siret
        FROM interview i
        JOIN person p ON p.id = i.candidate_id
        WHERE i.site_id = @SiteId AND i.status = 'held' AND i.result = 'conclusive' AND p.erased_at IS NULL AND p.version > 0
          AND NOT EXISTS (SELECT 1 FROM follow_up_answer a
            WHERE a.candidate_id = i.candidate_id AND a.siret = i.siret AND a.source = 'employer' AND a.situation IN ('hired', 'not_hired') AND a.withdrawn_at IS NULL)
        ORDER BY i.siret
        """;

    private static readonly Actor Sweep = Actor.Job("ask employers");

    private sealed record Wave
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public LocalDate DueOn { get; init; }
        public string TimeZone { get; init; } = "";
    }

    public static async Task RunAsync(OutcomesDatabase db, CancellationToken ct)
    {
        foreach (var wave in await db.QueryAsync<Wave>(WavesSql, new { Take = MostWaves }, ct))
        {
            var zone = DateTimeZoneProviders.Tzdb[wave.TimeZone];
            await using var tx = await db.BeginAsync(Sweep, ct);
            if (await tx.ExecuteAsync(ClaimSql, new { wave.Id, tx.Now }, ct) == 0)
                continue;
            foreach (var some in (await tx.QueryAsync<string>(EmployersSql, new { wave.SiteId }, ct)).Chunk(InOneMessage))
                await tx.PublishAsync(new HiresAsked
                {
                    EditionId = wave.EditionId,
                    AskedOn = tx.Now.InZone(zone).Date,
                    AnswerBy = WaveCalendar.Ends(wave.DueOn, zone),
                    Sirets = some,
                }, ct);
            await tx.AuditAsync("wave", wave.Id, "employers asked", null, ct);
            await tx.CommitAsync(ct);
        }
    }
}
