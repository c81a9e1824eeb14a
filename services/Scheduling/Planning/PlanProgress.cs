using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>What whoever makes a plan writes of it, under its claim: steps, best values, and the draft in the end.</summary>
internal static class PlanProgress
{
    /// <summary>How long a claim lasts without a word: whoever was killed leaves the plan to be made anew after it.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(30);

    private const string NextSql = """
        SELECT id
        FROM site_plan
        WHERE status IN ('waiting', 'making') AND claimed_until <= @Now
        ORDER BY asked_at
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE site_plan
        SET claimed_by = @Claim, claimed_until = @Until, status = 'making', step = 'reading'
        WHERE id = @Id AND status IN ('waiting', 'making') AND claimed_until <= @Now
        """;

    private const string StepSql = """
        UPDATE site_plan
        SET step = @Step, claimed_until = @Until, candidates = @Candidates, wishes = @Wishes, with_interview = @WithInterview, with_interview_bound = @WithInterviewBound,
          wishes_met = @WishesMet, wish_weight = @WishWeight, wish_weight_bound = @WishWeightBound, waiting_minutes = @WaitingMinutes, idle_rounds = @IdleRounds
        WHERE id = @Id AND claimed_by = @Claim AND status = 'making'
        """;

    private const string StopAskedSql = "SELECT COUNT(*) FROM site_plan WHERE id = @Id AND stop_asked = 1";

    private const string InsertInterviewSql = """
        INSERT INTO site_plan_interview (plan_id, number, act, interview_id, candidate_id, table_id, starts_at, minutes, from_table_id, from_starts_at, version)
        VALUES (@PlanId, @Number, @Act, @InterviewId, @CandidateId, @TableId, @StartsAt, @Minutes, @FromTableId, @FromStartsAt, @Version)
        """;

    private const string InsertUnmetSql = """
        INSERT INTO site_plan_unmet (plan_id, number, candidate_id, siret, rank, why)
        VALUES (@PlanId, @Number, @CandidateId, @Siret, @Rank, @Why)
        """;

    private const string DraftSql = """
        UPDATE site_plan
        SET status = 'draft', step = NULL, claimed_by = NULL, made_at = @Now, fixed_count = @Fixed, kept = @Kept, added = @Added, moved = @Moved, dropped = @Dropped
        WHERE id = @Id AND claimed_by = @Claim AND status = 'making'
        """;

    private const string FailedSql = "UPDATE site_plan SET status = 'failed', step = NULL, claimed_by = NULL WHERE id = @Id AND claimed_by = @Claim AND status = 'making'";

    /// <summary>Those that wait, or that somebody left.</summary>
    public static Task<IReadOnlyList<Guid>> NextAsync(Database db, CancellationToken ct) => db.QueryAsync<Guid>(NextSql, new { db.Now, Take = 10 }, ct);

    /// <summary>The claim; null when somebody else was quicker.</summary>
    public static async Task<Guid?> ClaimAsync(Database db, Guid id, CancellationToken ct)
    {
        var claim = Guid.CreateVersion7();
        await using var tx = await db.BeginAsync(Actor.Job("plan"), ct);
        if (await tx.ExecuteAsync(ClaimSql, new { Id = id, Claim = claim, Until = tx.Now + Lease, tx.Now }, ct) != 1)
            return null;
        await tx.CommitAsync(ct);
        return claim;
    }

    /// <summary>Notes the step and the best so far.</summary>
    /// <returns>Whether it shall stop: it was asked to, or the claim is somebody else's.</returns>
    public static async Task<bool> NoteAsync(Database db, Guid id, Guid claim, string step, PlanRequest request, PlanProposal? best, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("plan"), ct);
        var mine = await NoteAsync(tx, id, claim, step, request, best, ct);
        await tx.CommitAsync(ct);
        return !mine || await db.QueryFirstOrDefaultAsync<int>(StopAskedSql, new { Id = id }, ct) > 0;
    }

    /// <summary>The draft, all of it in one transaction.</summary>
    /// <exception cref="ChangedMeanwhileException">The claim is somebody else's now; nothing was written.</exception>
    public static async Task DraftAsync(Database db, Guid id, Guid claim, PlanQuestion question, PlanProposal proposal, CancellationToken ct)
    {
        var (lines, unmet) = (question.Lines(proposal), question.Unmet(proposal));
        int Count(string act) => lines.Count(line => line.Act == act);
        await using var tx = await db.BeginAsync(Actor.Job("plan"), ct);
        if (!await NoteAsync(tx, id, claim, "timing", question.Request, proposal, ct))
            throw new ChangedMeanwhileException();
        await tx.ExecuteAsync(InsertInterviewSql, lines.Select(line => new { PlanId = id, line.Number, line.Act, line.InterviewId, line.CandidateId, line.TableId, line.StartsAt, line.Minutes, line.FromTableId, line.FromStartsAt, line.Version }).ToList(), ct);
        await tx.ExecuteAsync(InsertUnmetSql, unmet.Select(line => new { PlanId = id, line.Number, line.CandidateId, line.Siret, line.Rank, line.Why }).ToList(), ct);
        await tx.ExecuteAsync(DraftSql, new
        {
            Id = id,
            Claim = claim,
            tx.Now,
            Fixed = question.Request.Present.Count(interview => interview.IsFixed),
            Kept = Count(PlanLine.Kept),
            Added = Count(PlanLine.Added),
            Moved = Count(PlanLine.Moved),
            Dropped = Count(PlanLine.Dropped),
        }, ct);
        await tx.CommitAsync(ct);
    }

    public static async Task FailedAsync(Database db, Guid id, Guid claim, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("plan"), ct);
        await tx.ExecuteAsync(FailedSql, new { Id = id, Claim = claim }, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task<bool> NoteAsync(Transaction tx, Guid id, Guid claim, string step, PlanRequest request, PlanProposal? best, CancellationToken ct) => await tx.ExecuteAsync(StepSql, new
    {
        Id = id,
        Claim = claim,
        Step = step,
        Until = tx.Now + Lease,
        Candidates = request.Candidates.Count,
        Wishes = request.Wishes.Count,
        WithInterview = best?.Value.WithInterview ?? 0,
        WithInterviewBound = best?.Bound.WithInterview ?? 0,
        WishesMet = best?.Value.Wishes ?? 0,
        WishWeight = (int)(best?.Value.Weight ?? 0),
        WishWeightBound = (int)(best?.Bound.Weight ?? 0),
        WaitingMinutes = (int)(best?.Value.WaitingMinutes ?? 0),
        IdleRounds = best?.Value.IdleRounds ?? 0,
    }, ct) == 1;
}
