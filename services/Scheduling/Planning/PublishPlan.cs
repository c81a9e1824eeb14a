using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Planning;

/// <summary>
/// Turns a draft into bookings while employers go on booking: one transaction, all or nothing. It waits for the turn of every table and candidate concerned, checks that
/// what it changes is as it was, and writes under the guards of booking itself.
/// </summary>
public static class PublishPlan
{
    private const int MostInAMessage = 500;

    private const string ChangesSql = """
        SELECT number, act, interview_id, candidate_id, table_id, starts_at, minutes, from_table_id, from_starts_at, version
        FROM site_plan_interview
        WHERE plan_id = @Id AND act <> 'kept'
        ORDER BY number
        """;

    private const string DropSql = """
        UPDATE interview
        SET version = version + 1, status = 'cancelled'
        WHERE id = @InterviewId AND status = 'booked' AND booked_by = 'plan' AND version = @Version
        """;

    /// <summary>All that move are lifted first, so that two may change places; nobody outside this transaction ever sees one lifted.</summary>
    private const string LiftSql = """
        UPDATE interview
        SET version = version + 1, status = 'lifted'
        WHERE id = @InterviewId AND status = 'booked' AND booked_by = 'plan' AND version = @Version
        """;

    private const string SetDownSql = """
        UPDATE interview
        SET status = 'booked', table_id = @TableId, starts_at = @StartsAt, minutes = @Minutes, ends_at = @EndsAt
        WHERE id = @InterviewId AND status = 'lifted'
          AND NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
        """;

    private const string InsertSql = """
        INSERT INTO interview (id, version, edition_id, code, site_id, table_id, candidate_id, starts_at, minutes, ends_at, status, booked_by)
        SELECT @InterviewId, 1, @EditionId, @Code, @SiteId, @TableId, @CandidateId, @StartsAt, @Minutes, @EndsAt, 'booked', 'plan'
        WHERE NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
        """;

    /// <summary>Publishes, or finds that it was done before.</summary>
    /// <exception cref="Rejected">404: no such plan. 409: it is not made yet, or another has replaced it.</exception>
    /// <exception cref="PlanOutdatedException">Something it was made from has changed. Nothing was written; a plan from the present state is a matter of seconds.</exception>
    public static async Task ApplyAsync(Transaction tx, Guid id, CancellationToken ct)
    {
        if (!await PlanRecord.PublishAsync(tx, id, ct))
        {
            var there = await PlanRecord.FindAsync(tx, id, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, PlanTexts.Words["Plan.Unknown"]);
            if (there.Status != "published")
                throw new Rejected(StatusCodes.Status409Conflict, PlanTexts.Words["Plan.NoDraft"]);
            return;
        }
        var plan = (await PlanRecord.FindAsync(tx, id, ct))!;
        var changes = await tx.QueryAsync<PlanLine>(ChangesSql, new { Id = id }, ct);
        var placed = changes.Where(line => line.Act is PlanLine.Moved or PlanLine.Added).ToList();
        // Whoever was erased meanwhile can be dropped, not placed.
        if (!await Turn.TakeAsync(tx, changes.Select(line => line.TableId).Concat(changes.Select(line => line.FromTableId).OfType<Guid>()), placed.Select(line => line.CandidateId), ct))
            throw new PlanOutdatedException();
        var now = await ReadPlanState.RunAsync(tx, plan, plan.Promised, ct);
        if (!PlanCheck.Holds(now, changes))
            throw new PlanOutdatedException();
        var gap = now.Rules.Gap;
        var rows = changes.Select(line => new { line.InterviewId, line.Act, line.Version, plan.EditionId, Code = BookInterview.CodeOf(line.InterviewId), plan.SiteId, line.TableId, line.CandidateId, line.StartsAt, line.Minutes, line.EndsAt, GapStart = line.StartsAt - gap, GapEnd = line.EndsAt + gap }).ToLookup(row => row.Act);
        await AllAsync(tx, DropSql, [.. rows[PlanLine.Dropped]], ct);
        await AllAsync(tx, LiftSql, [.. rows[PlanLine.Moved]], ct);
        await AllAsync(tx, SetDownSql, [.. rows[PlanLine.Moved]], ct);
        await AllAsync(tx, InsertSql, [.. rows[PlanLine.Added]], ct);
        await SayAsync(tx, plan, now, changes, ct);
        await tx.AuditAsync("plan", id, "plan published", $"{plan.Added} added, {plan.Moved} moved, {plan.Dropped} dropped", ct);
    }

    /// <exception cref="PlanOutdatedException">Not every one of them could be written as planned.</exception>
    private static async Task AllAsync<T>(Transaction tx, string sql, IReadOnlyList<T> rows, CancellationToken ct)
    {
        if (rows.Count > 0 && await tx.ExecuteAsync(sql, rows, ct) != rows.Count)
            throw new PlanOutdatedException();
    }

    private static async Task SayAsync(Transaction tx, PlanRecord plan, PlanState now, IReadOnlyList<PlanLine> changes, CancellationToken ct)
    {
        var tables = now.Tables.ToDictionary(table => table.TableId);
        var codes = now.Interviews.ToDictionary(interview => interview.Id, interview => interview.Code);
        var rows = changes.Select(line => new RecordInterviews.Row
        {
            Id = line.InterviewId,
            Version = (line.Version ?? 0) + 1,
            EditionId = plan.EditionId,
            Code = codes.GetValueOrDefault(line.InterviewId) ?? BookInterview.CodeOf(line.InterviewId),
            SiteId = plan.SiteId,
            TableId = line.TableId,
            Siret = tables[line.TableId].Siret,
            TableNumber = tables[line.TableId].Number,
            CandidateId = line.CandidateId,
            StartsAt = line.StartsAt,
            Minutes = line.Minutes,
            Status = line.Act == PlanLine.Dropped ? "cancelled" : "booked",
        }).ToList();
        foreach (var part in rows.Chunk(MostInAMessage))
            await SayInterviews.ApplyAsync(tx, plan.EditionId, part, Booker.Plan, ct);
        foreach (var of in changes.GroupBy(line => line.Act))
            await tx.AuditAsync("interview", of.Select(line => (line.InterviewId, (string?)Booker.Plan)), of.Key switch { PlanLine.Added => "interview booked", PlanLine.Moved => "interview moved", _ => "interview cancelled" }, ct);
    }
}

/// <summary>409: what the draft was made from has changed.</summary>
public sealed class PlanOutdatedException() : Rejected(StatusCodes.Status409Conflict, PlanTexts.Words["Plan.Outdated"]);
