using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Planning;

/// <summary>A plan of a site: its row of <c>site_plan</c>; statuses and counts are explained in the migration.</summary>
public sealed record PlanRecord
{
    private const string Columns = """
        SELECT id, edition_id, site_id, status, step, asked_at, seconds, seed, keep_minutes, stop_asked, CASE WHEN is_rest = 1 THEN 1 ELSE 0 END AS is_rest, made_at, published_at, candidates, wishes, with_interview, with_interview_bound,
          wishes_met, wish_weight, wish_weight_bound, waiting_minutes, idle_rounds, fixed_count, kept, added, moved, dropped
        FROM site_plan
        """;

    private const string FindSql = Columns + "\nWHERE id = @Id";

    private const string LatestSql = Columns + "\nWHERE site_id = @SiteId\nORDER BY asked_at DESC\nLIMIT @Take";

    private const string InsertSql = """
        INSERT INTO site_plan (id, edition_id, site_id, status, asked_at, asked_by, seconds, seed, keep_minutes, is_rest, stop_asked, claimed_until, candidates, wishes, with_interview, with_interview_bound,
          wishes_met, wish_weight, wish_weight_bound, waiting_minutes, idle_rounds, fixed_count, kept, added, moved, dropped)
        SELECT @Id, @EditionId, @SiteId, 'waiting', @Now, @AskedBy, @Seconds, @Seed, @KeepMinutes, @IsRest, 0, @Now, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        WHERE NOT EXISTS (SELECT 1 FROM site_plan WHERE id = @Id)
          AND NOT EXISTS (SELECT 1 FROM site_plan WHERE site_id = @SiteId AND status IN ('waiting', 'making'))
        """;

    /// <summary>What an earlier plan would have done is of no use any more; one that was published keeps its counts.</summary>
    private const string ReplaceSql = "UPDATE site_plan SET status = 'replaced' WHERE site_id = @SiteId AND status IN ('draft', 'failed') AND id <> @Id";

    private const string ForgetInterviewsSql = "DELETE FROM site_plan_interview WHERE plan_id IN (SELECT id FROM site_plan WHERE site_id = @SiteId AND id <> @Id)";

    private const string ForgetUnmetSql = "DELETE FROM site_plan_unmet WHERE plan_id IN (SELECT id FROM site_plan WHERE site_id = @SiteId AND id <> @Id)";

    private const string StopSql = "UPDATE site_plan SET stop_asked = 1 WHERE id = @Id AND status IN ('waiting', 'making')";

    private const string PublishSql = "UPDATE site_plan SET status = 'published', published_at = @Now WHERE id = @Id AND status = 'draft'";

    public Guid Id { get; init; }
    public Guid EditionId { get; init; }
    public Guid SiteId { get; init; }
    public string Status { get; init; } = "";

    /// <summary>While it is made: 'reading', 'matching', 'timing'.</summary>
    public string? Step { get; init; }
    public Instant AskedAt { get; init; }
    public int Seconds { get; init; }
    public int Seed { get; init; }
    public int KeepMinutes { get; init; }
    public bool StopAsked { get; init; }

    /// <summary>Of the rest of the day: see the migration.</summary>
    public bool IsRest { get; init; }
    public Instant? MadeAt { get; init; }
    public Instant? PublishedAt { get; init; }
    public int Candidates { get; init; }
    public int Wishes { get; init; }
    public int WithInterview { get; init; }
    public int WithInterviewBound { get; init; }
    public int WishesMet { get; init; }
    public int WishWeight { get; init; }
    public int WishWeightBound { get; init; }
    public int WaitingMinutes { get; init; }
    public int IdleRounds { get; init; }
    public int FixedCount { get; init; }
    public int Kept { get; init; }
    public int Added { get; init; }
    public int Moved { get; init; }
    public int Dropped { get; init; }

    /// <summary>What begins so soon is promised: it stays, and nothing new is put there.</summary>
    internal Duration Promised => Duration.FromMinutes(KeepMinutes);

    /// <summary>The same while it is made. Whoever re-plans a day that goes on looks at the draft first, and for so long it can be published as it is.</summary>
    internal Duration PromisedWhenMade => IsRest ? Promised + _timeToLook : Promised;

    private static readonly Duration _timeToLook = Duration.FromMinutes(5);

    public bool IsBeingMade => Status is "waiting" or "making";

    public static Task<PlanRecord?> FindAsync(Database db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<PlanRecord>(FindSql, new { Id = id }, ct);

    public static Task<PlanRecord?> FindAsync(Transaction tx, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<PlanRecord>(FindSql, new { Id = id }, ct);

    /// <summary>The site's plan: the one that was asked for last.</summary>
    public static Task<PlanRecord?> LatestAsync(Database db, Guid siteId, CancellationToken ct) => db.QueryFirstOrDefaultAsync<PlanRecord>(LatestSql, new { SiteId = siteId, Take = 1 }, ct);

    /// <summary>Asks for a plan. Nothing happens when this very one was asked for before, or another of the site is being made.</summary>
    public static async Task AskAsync(Transaction tx, Guid id, CoordinatedSite.Site site, int seconds, int keepMinutes, CancellationToken ct, bool isRest = false)
    {
        try
        {
            if (await tx.ExecuteAsync(InsertSql, new { Id = id, site.EditionId, SiteId = site.Id, tx.Now, AskedBy = tx.Actor.ToString(), Seconds = seconds, Seed = 1, KeepMinutes = keepMinutes, IsRest = isRest }, ct) == 0)
                return;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(ReplaceSql, new { Id = id, SiteId = site.Id }, ct);
        await tx.ExecuteAsync(ForgetInterviewsSql, new { Id = id, SiteId = site.Id }, ct);
        await tx.ExecuteAsync(ForgetUnmetSql, new { Id = id, SiteId = site.Id }, ct);
    }

    public static Task StopAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(StopSql, new { Id = id }, ct);

    /// <summary>False: it is no draft (any more). Whoever gets true is the only one, until the transaction ends.</summary>
    public static async Task<bool> PublishAsync(Transaction tx, Guid id, CancellationToken ct) => await tx.ExecuteAsync(PublishSql, new { Id = id, tx.Now }, ct) == 1;
}
