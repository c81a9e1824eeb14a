using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.WaitingList;

/// <summary>
/// The sweep of the waiting list, each minute. Offers that nobody answered expire; those whose time is gone go back to their place in the list; and each time that is free for an
/// employer and a candidate of whom one waits for the other, however it became so, is offered to whoever asked first. A sweep may be lost, doubled or late: each offer is one guarded update.
/// </summary>
internal static class OfferFreedTimes
{
    private const string ExpireSql = """
        UPDATE waiting
        SET status = 'expired', version = version + 1, ended_at = @Now
        WHERE status = 'offered' AND expires_at <= @Now
        """;

    /// <summary>The time was taken, or its table is closed or nobody sits there any more.</summary>
    private const string GoneSql = """
        SELECT id, version
        FROM waiting
        WHERE status = 'offered' AND (
          NOT EXISTS (SELECT 1 FROM interview_table t JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret WHERE t.id = waiting.table_id AND t.is_open = 1 AND a.status <> 'absent')
          OR EXISTS (SELECT 1 FROM interview i WHERE i.table_id = waiting.table_id AND i.status IN ('booked', 'held') AND i.starts_at < waiting.ends_at AND i.ends_at > waiting.starts_at)
          OR EXISTS (SELECT 1 FROM interview i WHERE i.candidate_id = waiting.candidate_id AND i.status IN ('booked', 'held') AND i.starts_at < waiting.ends_at AND i.ends_at > waiting.starts_at))
        """;

    private const string BackSql = """
        UPDATE waiting
        SET status = 'waiting', version = version + 1, table_id = NULL, starts_at = NULL, ends_at = NULL, expires_at = NULL
        WHERE id = @Id AND version = @Version AND status = 'offered'
        """;

    /// <summary>Also at a site that does not take place, and of who cancelled their registration.</summary>
    private const string OverSql = """
        SELECT id, version
        FROM waiting
        WHERE status IN ('waiting', 'offered') AND (
          site_id IN (SELECT id FROM site WHERE date < @Yesterday OR status = 'cancelled')
          OR NOT EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = waiting.candidate_id AND r.site_id = waiting.site_id AND r.cancelled_at IS NULL)
          OR EXISTS (SELECT 1 FROM interview i JOIN interview_table t ON t.id = i.table_id
            WHERE i.candidate_id = waiting.candidate_id AND i.site_id = waiting.site_id AND t.siret = waiting.siret AND i.status IN ('booked', 'held')))
        """;

    private const string EndSql = """
        UPDATE waiting
        SET status = 'over', version = version + 1, ended_at = @Now
        WHERE id = @Id AND version = @Version AND ended_at IS NULL
        """;

    private const string WaitingSql = """
        SELECT w.id, w.site_id, w.siret, w.candidate_id, w.asked_by, w.only_table_id, r.present_from, r.present_until
        FROM waiting w
        JOIN candidate c ON c.id = w.candidate_id
        JOIN registration r ON r.candidate_id = w.candidate_id AND r.site_id = w.site_id
        WHERE w.status = 'waiting' AND c.erased_at IS NULL
        ORDER BY w.asked_at, w.id
        LIMIT @Take
        """;

    private const string OfferedSql = "SELECT table_id, candidate_id, starts_at, ends_at FROM waiting WHERE status = 'offered'";

    private const string BusySql = """
        SELECT candidate_id, starts_at, ends_at
        FROM interview
        WHERE candidate_id IN @Ids AND status IN ('booked', 'held') AND ends_at > @Now
        """;

    private const string OfferSql = """
        UPDATE waiting
        SET status = 'offered', version = version + 1, table_id = @TableId, starts_at = @StartsAt, ends_at = @EndsAt, expires_at = @ExpiresAt
        WHERE id = @Id AND status = 'waiting'
          AND NOT EXISTS (SELECT 1 FROM waiting o WHERE o.status = 'offered' AND (o.table_id = @TableId OR o.candidate_id = @CandidateId) AND o.starts_at < @EndsAt AND o.ends_at > @StartsAt)
        """;

    /// <summary>More than ever wait at once; what a sweep leaves the next one takes.</summary>
    private const int Most = 5000;

    private static readonly Actor Sweep = Actor.Job("waiting");

    private sealed record Wait
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public Guid CandidateId { get; init; }
        public string AskedBy { get; init; } = "";
        public Guid? OnlyTableId { get; init; }
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }
    }

    private sealed record Taken
    {
        public Guid? TableId { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }

        public FreedTime.Span Span => new(StartsAt, EndsAt);
    }

    public static async Task RunAsync(SchedulingDatabase db, CancellationToken ct)
    {
        await using (var tx = await db.BeginAsync(Sweep, ct))
        {
            await tx.ExecuteAsync(ExpireSql, new { tx.Now }, ct);
            await tx.CommitAsync(ct);
        }
        await EachAsync(db, GoneSql, BackSql, ct);
        await EachAsync(db, OverSql, EndSql, ct);
        var waits = await db.QueryAsync<Wait>(WaitingSql, new { Take = Most }, ct);
        if (waits.Count == 0)
            return;
        var timetables = (await ReadTimetable.OfSitesAsync(db, [.. waits.Select(wait => wait.SiteId).Distinct()], [.. waits.Select(wait => wait.Siret).Distinct()], ct)).ToDictionary(timetable => timetable.Site.Id);
        var busy = (await db.QueryAsync<Taken>(BusySql, new { Ids = waits.Select(wait => wait.CandidateId).Distinct(), db.Now }, ct)).ToLookup(taken => taken.CandidateId);
        var offered = (await db.QueryAsync<Taken>(OfferedSql, null, ct)).ToList();
        foreach (var wait in waits)
        {
            if (!timetables.TryGetValue(wait.SiteId, out var timetable))
                continue;
            var candidate = busy[wait.CandidateId].Concat(offered.Where(taken => taken.CandidateId == wait.CandidateId)).Select(taken => taken.Span).ToList();
            var offer = FreedTime.First(timetable.Tables.Where(table => table.Siret == wait.Siret && (wait.OnlyTableId ?? table.Id) == table.Id), candidate, offered.ToLookup(taken => taken.TableId ?? Guid.Empty, taken => taken.Span), db.Now, new Presence(wait.PresentFrom, wait.PresentUntil));
            if (offer is not null && await OfferAsync(db, wait, offer, ct))
                offered.Add(new Taken { TableId = offer.TableId, CandidateId = wait.CandidateId, StartsAt = offer.StartsAt, EndsAt = offer.EndsAt });
        }
    }

    /// <summary>Changes those that are found, each unless another sweep, or they themselves, were quicker, and says so.</summary>
    private static async Task EachAsync(SchedulingDatabase db, string findSql, string changeSql, CancellationToken ct)
    {
        foreach (var wait in await db.QueryAsync<Wait>(findSql, new { Yesterday = db.Now.InUtc().Date.PlusDays(-1) }, ct))
        {
            await using var tx = await db.BeginAsync(Sweep, ct);
            if (await tx.ExecuteAsync(changeSql, new { wait.Id, wait.Version, tx.Now }, ct) == 0)
                continue;
            await SayWaits.ApplyAsync(tx, [wait.Id], ct);
            await tx.CommitAsync(ct);
        }
    }

    /// <summary>Whether it is offered: with both sides' turn, nothing stands in the way of booking it now.</summary>
    private static async Task<bool> OfferAsync(SchedulingDatabase db, Wait wait, FreedTime.Offer offer, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (!await Turn.TakeAsync(tx, [offer.TableId], [wait.CandidateId], ct) || await Place.FindAsync(tx, offer.TableId, ct) is not { } place)
            return false;
        try
        {
            await ReadStanding.CheckAsync(tx, place, wait.CandidateId, offer.StartsAt, wait.AskedBy, except: null, ct);
        }
        catch (Rejected)
        {
            return false;
        }
        if (!(await FreeTimes.ReadAsync(tx, place, wait.CandidateId, except: null, ct)).Any(free => free.BothAreFree && free.Round.StartsAt == offer.StartsAt)
            || await tx.ExecuteAsync(OfferSql, new { wait.Id, offer.TableId, wait.CandidateId, offer.StartsAt, offer.EndsAt, offer.ExpiresAt }, ct) == 0)
            return false;
        await SayWaits.ApplyAsync(tx, [wait.Id], ct);
        await tx.AuditAsync("candidate", wait.CandidateId, "time offered to who waits", wait.AskedBy, ct);
        await tx.CommitAsync(ct);
        return true;
    }
}
