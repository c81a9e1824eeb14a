using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// The sweep that opens waves that are due, closes those that are over, and makes one invitation for each person an open wave asks. What is paused neither opens
/// nor asks. Every step is a guarded write: the sweep may be lost, late, doubled or killed half way.
/// </summary>
internal static class OpenDueWaves
{
    private const int Batch = 2000;

    private const string WavesSql = """
        SELECT w.id, w.site_id, w.due_on, w.status, w.paused_at, e.time_zone
        FROM wave w
        JOIN edition e ON e.id = w.edition_id
        WHERE w.status IN ('planned', 'open') AND w.due_on <= @Latest
        """;

    private const string StatusSql = """
        UPDATE wave
        SET status = @To, opened_at = CASE WHEN @To = 'open' THEN @Now ELSE opened_at END
        WHERE id = @Id AND status = @From AND due_on = @DueOn AND (@To = 'closed' OR paused_at IS NULL)
        """;

    /// <summary>Whom a wave asks and has not invited yet.</summary>
    internal const string Uninvited = """
        FROM registration r
        JOIN person p ON p.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.received_at <= @Now
          AND p.erased_at IS NULL AND p.asks_ended_at IS NULL AND p.consent_follow_up = 1 AND (p.consented_on IS NULL OR p.consented_on <= @Today)
          AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.wave_id = @WaveId AND i.candidate_id = r.candidate_id)
        """;

    private const string UninvitedSql = $"""
        SELECT p.id, p.code, p.email, r.received_at
        {Uninvited}
          AND r.received_at >= @After AND (r.received_at > @After OR p.code > @Code)
        ORDER BY r.received_at, p.code
        LIMIT @Take
        """;

    private const string InviteSql = """
        INSERT INTO invitation (id, wave_id, candidate_id, status, created_at, claimed_until)
        SELECT @Id, @WaveId, @CandidateId, @Status, @Now, @Now
        WHERE NOT EXISTS (SELECT 1 FROM invitation WHERE wave_id = @WaveId AND candidate_id = @CandidateId)
        """;

    private static readonly Actor _sweep = Actor.Job("open due waves");
    private static readonly Instant _before = Instant.FromUtc(1900, 1, 1, 0, 0);

    private sealed record Wave
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public LocalDate DueOn { get; init; }
        public required string Status { get; init; }
        public Instant? PausedAt { get; init; }
        public required string TimeZone { get; init; }
    }

    private sealed record Person
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public string? Email { get; init; }
        public Instant ReceivedAt { get; init; }
    }

    public static async Task RunAsync(OutcomesDatabase db, CancellationToken ct)
    {
        await PlanWaves.FillInAsync(db, _sweep, ct);
        // A day later than here it is already in some zone; each wave is then judged by its own.
        var latest = db.Now.InUtc().Date.PlusDays(1);
        foreach (var wave in await db.QueryAsync<Wave>(WavesSql, new { Latest = latest }, ct))
        {
            var today = db.Now.InZone(DateTimeZoneProviders.Tzdb[wave.TimeZone]).Date;
            if (wave.Status == "open" && WaveCalendar.IsOver(wave.DueOn, today))
                await MoveAsync(db, wave, "closed", ct);
            else if (wave.PausedAt is not null)
                continue;
            else if (wave.Status == "open")
                await InviteAsync(db, wave, today, ct);
            else if (WaveCalendar.Decide(wave.DueOn, today) is var decision and not WaveCalendar.Decision.Wait)
            {
                var open = decision == WaveCalendar.Decision.Open;
                if (await MoveAsync(db, wave, open ? "open" : "missed", ct) && open)
                    await InviteAsync(db, wave, today, ct);
            }
        }
    }

    private static async Task<bool> MoveAsync(OutcomesDatabase db, Wave wave, string to, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(_sweep, ct);
        var moved = await tx.ExecuteAsync(StatusSql, new { wave.Id, From = wave.Status, To = to, wave.DueOn, tx.Now }, ct) == 1;
        if (moved)
            await tx.AuditAsync("wave", wave.Id, $"wave {to}", null, ct);
        await tx.CommitAsync(ct);
        return moved;
    }

    private static async Task InviteAsync(OutcomesDatabase db, Wave wave, LocalDate today, CancellationToken ct)
    {
        var (after, code) = (_before, "");
        while (await db.QueryAsync<Person>(UninvitedSql, new { wave.SiteId, WaveId = wave.Id, db.Now, Today = today, After = after, Code = code, Take = Batch }, ct) is { Count: > 0 } people)
        {
            await using var tx = await db.BeginAsync(_sweep, ct);
            try
            {
                await tx.ExecuteAsync(InviteSql, people.Select(person => new
                {
                    Id = Guid.CreateVersion7(),
                    WaveId = wave.Id,
                    CandidateId = person.Id,
                    Status = MailAddress.CanReach(person.Email) ? "waiting" : "no_address",
                    tx.Now,
                }).ToList(), ct);
                await tx.CommitAsync(ct);
            }
            catch (Exception exception) when (SqlText.IsDuplicate(exception))
            {
                // Another instance invites the same people at this moment; whom it leaves, the next sweep finds.
                return;
            }
            if (people.Count < Batch)
                return;
            (after, code) = (people[^1].ReceivedAt, people[^1].Code);
        }
    }
}
