using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Facts;

/// <summary>
/// What becomes of bookings when their site is cancelled or moved to another date. Cancelled: they are cancelled; a site that takes place after all has none of them back.
/// Moved: each goes to the same local time of the new day, where it fits the hours and its candidate is free; one that does not stays booked where it was, and the
/// timetable lists it as to review.
/// </summary>
internal static class SiteChanges
{
    private const string MoveSql = """
        UPDATE interview
        SET version = version + 1, starts_at = @StartsAt, ends_at = @EndsAt
        WHERE id = @Id AND status = 'booked' AND version = @Version
          AND NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
        """;

    /// <summary>Takes the turn of whoever is concerned. Before the sites are written.</summary>
    public static Task BeginAsync(Transaction tx, IReadOnlyCollection<Guid> cancelled, IReadOnlyCollection<Guid> moved, CancellationToken ct) =>
        Sides.TakeSitesAsync(tx, [.. cancelled, .. moved], ct);

    /// <summary>Does it. After the sites are written.</summary>
    public static async Task ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> cancelled, IReadOnlyCollection<Guid> moved, CancellationToken ct)
    {
        if (cancelled.Count > 0)
            await CancelByFact.ApplyAsync(tx, await Future.AtSitesAsync(tx, cancelled, ct), Booker.Coordinator, "site cancelled", ct);
        if (moved.Count > 0)
            await MoveAsync(tx, moved, ct);
    }

    private static async Task MoveAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct)
    {
        var rows = await Future.AtSitesAsync(tx, siteIds, ct);
        if (rows.Count == 0)
            return;
        await Sides.TakeCandidatesAsync(tx, rows.Select(row => row.CandidateId), ct);
        var places = (await ReadPlaces.AtAsync(tx, siteIds, ct)).ToDictionary(place => place.TableId);
        var moved = new List<RecordInterviews.Row>();
        foreach (var old in rows)
        {
            // Its edition has not been heard of: nobody knows the zone, so nothing could have been booked by hand either.
            if (!places.TryGetValue(old.TableId, out var place))
                continue;
            var row = old with { Version = old.Version + 1, StartsAt = SameTime(old.StartsAt, place) };
            if (row.StartsAt == old.StartsAt || row.StartsAt <= tx.Now || Fit.Misfit(place, row.StartsAt, row.Minutes) is "OtherDay" or "OutsideHours" or "Lunch" or "HoursUnknown")
                continue;
            var gap = place.Rules.Gap;
            if (await tx.ExecuteAsync(MoveSql, new { row.Id, old.Version, row.TableId, row.CandidateId, row.StartsAt, row.EndsAt, GapStart = row.StartsAt - gap, GapEnd = row.EndsAt + gap }, ct) == 1)
                moved.Add(row);
        }
        if (moved.Count == 0)
            return;
        await CancelByFact.SayAsync(tx, moved, Booker.Coordinator, ct);
        await tx.AuditAsync("interview", moved.Select(row => (row.Id, (string?)"site moved")), "interview moved", ct);
    }

    /// <summary>The same local time on the site's day; of a site that closes after midnight, an hour before opening is the next day's.</summary>
    internal static Instant SameTime(Instant startsAt, Place place) => place.At(startsAt.InZone(place.Zone).TimeOfDay);
}
