using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp;

/// <summary>
/// Each site has its waves from the moment it is known (<see cref="WaveCalendar.Defaults"/>). One that is only planned moves with the site, unless staff gave it
/// another day: then it is not on the day that the site's former date made it due. A site that is cancelled asks nobody: its waves wait as 'cancelled', and are
/// planned again if the site takes place after all.
/// </summary>
internal static class PlanWaves
{
    private const int Batch = 200;

    private const string CancelSql = "UPDATE wave SET status = 'cancelled' WHERE site_id = @SiteId AND status = 'planned'";

    private const string OpenSql = "SELECT id FROM wave WHERE site_id IN @SiteIds AND status = 'open'";

    private const string CloseSql = "UPDATE wave SET status = 'closed' WHERE id IN @Ids AND status = 'open'";

    private const string RestoreSql = "UPDATE wave SET status = 'planned' WHERE site_id = @SiteId AND status = 'cancelled'";

    /// <summary>A missed wave asked nobody, so it too has a new day.</summary>
    private const string MoveSql = """
        UPDATE wave
        SET due_on = @DueOn, status = CASE WHEN status = 'missed' THEN 'planned' ELSE status END
        WHERE site_id = @SiteId AND number = @Number AND status IN ('planned', 'cancelled', 'missed') AND due_on = @Before
        """;

    /// <summary>Nobody was invited by a wave that never opened.</summary>
    private const string DropSql = """
        DELETE FROM wave
        WHERE site_id = @SiteId AND number = @Number AND status IN ('planned', 'cancelled') AND due_on = @Before
        """;

    // Of a site whose date has just changed nothing is planned by the date that was read.
    private const string PlanSql = """
        INSERT INTO wave (id, edition_id, site_id, number, due_on, status)
        SELECT @Id, s.edition_id, s.id, @Number, @DueOn, CASE WHEN EXISTS (SELECT 1 FROM wave c WHERE c.site_id = s.id AND c.status = 'cancelled') THEN 'cancelled' ELSE @Status END
        FROM site s
        WHERE s.id = @SiteId AND s.date = @Date AND NOT EXISTS (SELECT 1 FROM wave w WHERE w.site_id = s.id AND w.number = @Number)
        """;

    /// <summary>Every site planned here has a second wave; one of before had only the first.</summary>
    private const string UnplannedSql = """
        SELECT s.id, s.date
        FROM site s
        WHERE NOT EXISTS (SELECT 1 FROM wave w WHERE w.site_id = s.id AND w.number = 2)
        ORDER BY s.date
        LIMIT @Take
        """;

    /// <summary><c>Before</c>: the date that was known until now; null for a new site.</summary>
    public readonly record struct Site(Guid Id, LocalDate Date, LocalDate? Before, bool Cancelled);

    private sealed record Move(Guid SiteId, int Number, LocalDate Before, LocalDate? DueOn);

    private sealed record Unplanned
    {
        public Guid Id { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <summary>To be called when these sites are written.</summary>
    public static async Task ApplyAsync(Transaction tx, IReadOnlyList<Site> sites, CancellationToken ct)
    {
        var cancelled = sites.Where(site => site.Cancelled).Select(site => new { SiteId = site.Id }).ToList();
        await tx.ExecuteAsync(CancelSql, cancelled, ct);
        await CloseAsync(tx, [.. cancelled.Select(site => site.SiteId)], ct);
        await tx.ExecuteAsync(RestoreSql, sites.Where(site => !site.Cancelled).Select(site => new { SiteId = site.Id }).ToList(), ct);
        var moved = sites.Where(site => site.Before is { } before && before != site.Date).SelectMany(Moves).ToLookup(move => move.DueOn is not null);
        await tx.ExecuteAsync(MoveSql, moved[true].ToList(), ct);
        await tx.ExecuteAsync(DropSql, moved[false].Select(move => new { move.SiteId, move.Number, move.Before }).ToList(), ct);
        await PlanAsync(tx, sites, ct);
    }

    /// <summary>Sites that were known before there were several waves get those they lack; once that is done, it costs one look.</summary>
    public static async Task FillInAsync(OutcomesDatabase db, Actor actor, CancellationToken ct)
    {
        while (await db.QueryAsync<Unplanned>(UnplannedSql, new { Take = Batch }, ct) is { Count: > 0 } sites)
        {
            await using var tx = await db.BeginAsync(actor, ct);
            await PlanAsync(tx, sites.Select(site => new Site(site.Id, site.Date, null, false)), ct);
            await tx.CommitAsync(ct);
            if (sites.Count < Batch)
                return;
        }
    }

    private static async Task PlanAsync(Transaction tx, IEnumerable<Site> sites, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(PlanSql, sites.SelectMany(site => WaveCalendar.Defaults(site.Date).Select(wave => new
            {
                Id = Guid.CreateVersion7(),
                SiteId = site.Id,
                site.Date,
                wave.Number,
                wave.DueOn,
                Status = site.Cancelled ? "cancelled" : "planned",
            })).ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    private static async Task CloseAsync(Transaction tx, IReadOnlyList<Guid> siteIds, CancellationToken ct)
    {
        if (siteIds.Count == 0 || await tx.QueryAsync<Guid>(OpenSql, new { SiteIds = siteIds }, ct) is not { Count: > 0 } open)
            return;
        await tx.ExecuteAsync(CloseSql, new { Ids = open }, ct);
        foreach (var wave in open)
            await TakeBackAsks.OfWaveAsync(tx, wave, ct);
        await tx.AuditAsync("wave", open.Select(id => (id, (string?)"site cancelled")), "wave closed", ct);
    }

    /// <summary>For each wave of the site's former date the day it is due now; null where the new date makes it useless.</summary>
    private static IEnumerable<Move> Moves(Site site)
    {
        var now = WaveCalendar.Defaults(site.Date).ToDictionary(wave => wave.Number, wave => wave.DueOn);
        foreach (var (number, before) in WaveCalendar.Defaults(site.Before!.Value))
            yield return new Move(site.Id, number, before, now.TryGetValue(number, out var due) ? due : null);
    }
}
