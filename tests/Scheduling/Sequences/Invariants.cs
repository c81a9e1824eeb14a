using JobDating.Contracts.Registration;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>What must hold whatever happened.</summary>
internal sealed class Invariants(Stage stage)
{
    /// <summary>Two at one table or for one candidate at one time.</summary>
    private const string Doubles = """
        SELECT i.id, o.id AS other, CASE WHEN i.table_id = o.table_id THEN 1 ELSE 0 END AS is_table
        FROM interview i
        JOIN interview o ON (o.table_id = i.table_id OR o.candidate_id = i.candidate_id) AND o.id <> i.id AND o.starts_at < i.ends_at AND i.starts_at < o.ends_at
        WHERE i.status IN ('booked', 'held') AND o.status IN ('booked', 'held')
        """;

    /// <summary>Booked and to come, though who would meet is gone.</summary>
    private const string Orphans = """
        SELECT i.candidate_id, CASE WHEN c.erased_at IS NOT NULL THEN 'erased' WHEN s.status = 'cancelled' THEN 'site cancelled' WHEN a.status = 'absent' THEN 'employer absent' ELSE 'not registered' END AS why
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN site s ON s.id = i.site_id
        JOIN candidate c ON c.id = i.candidate_id
        LEFT JOIN registration r ON r.candidate_id = i.candidate_id AND r.site_id = i.site_id AND r.cancelled_at IS NULL
        LEFT JOIN attendance a ON a.site_id = i.site_id AND a.siret = t.siret
        WHERE i.status = 'booked' AND i.starts_at > @Now AND (c.erased_at IS NOT NULL OR s.status = 'cancelled' OR a.status = 'absent' OR r.candidate_id IS NULL)
        """;

    private const string DoubleOffers = """
        SELECT COUNT(*)
        FROM waiting w
        JOIN waiting o ON (o.table_id = w.table_id OR o.candidate_id = w.candidate_id) AND o.id <> w.id AND o.starts_at < w.ends_at AND w.starts_at < o.ends_at
        WHERE w.status = 'offered' AND o.status = 'offered'
        """;

    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    /// <summary>Pairs that were one person's already when a merge said so: facts.</summary>
    private readonly HashSet<(Guid, Guid)> _facts = [];
    private readonly Listener _listener = new();

    private sealed record Double
    {
        public Guid Id { get; init; }
        public Guid Other { get; init; }
        public bool IsTable { get; init; }
    }

    private sealed record Orphan
    {
        public Guid CandidateId { get; init; }
        public string Why { get; init; } = "";
    }

    public async Task HoldAsync(Step step, bool done, Look before, Look after, Instant now)
    {
        if (!done)
            Assert.True(before.IsSameAs(after), "What was refused has changed something.");
        if (step.Kind == Kind.Resend)
            Assert.True(before.AreBookingsSameAs(after), "What was done before has been done again.");
        // A merge that is heard of again while the erasure is still to come finds who was booked since.
        if (step.Kind == Kind.Stale && stage.Late.Count == 0)
            Assert.True(before.AllInterviews.SequenceEqual(after.AllInterviews), "What was heard before has changed something.");
        await NobodyTwiceAsync(step, after, now);
        await NobodyGoneAsync(now);
        await OffersAsync(step, before, after, now);
        VersionsGrow(before, after);
        var rules = (await stage.Db.QueryAsync<SiteRules>("SELECT * FROM site_rules", null, CancellationToken.None)).ToDictionary(one => one.SiteId);
        var was = before.AllInterviews.ToDictionary(one => one.Id);
        foreach (var one in after.AllInterviews.Where(one => one.Status == "booked" && !(was.TryGetValue(one.Id, out var old) && old.IsAt(one))))
            Fits(step, one, was.GetValueOrDefault(one.Id), after, rules, now);
        await _listener.HearAsync(stage.Db);
        _listener.Knows(after.AllInterviews);
    }

    private async Task NobodyTwiceAsync(Step step, Look after, Instant now)
    {
        var begun = after.AllInterviews.Where(one => one.StartsAt <= now).Select(one => one.Id).ToHashSet();
        foreach (var one in await stage.Db.QueryAsync<Double>(Doubles, null, CancellationToken.None))
        {
            // What had begun when two people turned out to be one happened.
            if (step.Kind is Kind.Merge or Kind.Late && !one.IsTable && begun.Contains(one.Id) && begun.Contains(one.Other))
                _facts.Add((one.Id, one.Other));
            Assert.True(_facts.Contains((one.Id, one.Other)), $"{one.Id} and {one.Other} are at one time {(one.IsTable ? "at one table" : "for one candidate")}.");
        }
    }

    private async Task NobodyGoneAsync(Instant now)
    {
        // That the two are one is still to be heard: until then nothing says to whom the gone one's interviews go.
        var between = stage.Late.OfType<CandidatesMerged>().Select(message => message.GoneId).ToHashSet();
        Assert.Empty((await stage.Db.QueryAsync<Orphan>(Orphans, new { Now = now }, CancellationToken.None)).Where(orphan => !between.Contains(orphan.CandidateId)).Select(orphan => orphan.Why));
    }

    private async Task OffersAsync(Step step, Look before, Look after, Instant now)
    {
        Assert.Equal(0, await stage.Db.QueryFirstOrDefaultAsync<int>(DoubleOffers, null, CancellationToken.None));
        if (step.Kind != Kind.Sweep)
            return;
        var rules = (await stage.Db.QueryAsync<SiteRules>("SELECT * FROM site_rules", null, CancellationToken.None)).ToDictionary(one => one.SiteId);
        foreach (var offer in after.AllWaits.Where(wait => wait.Status == "offered"))
        {
            var rule = rules.GetValueOrDefault(offer.SiteId) ?? SiteRules.Unset(offer.SiteId);
            Assert.True(offer.ExpiresAt > now && offer.ExpiresAt <= offer.StartsAt, "An offer stands that nobody can accept.");
            Assert.DoesNotContain(after.AllInterviews, one => one.Occupies && one.TableId == offer.TableId && one.StartsAt < offer.EndsAt && offer.StartsAt < one.EndsAt);
            if (before.AllWaits.Any(wait => wait.Id == offer.Id && wait.StartsAt == offer.StartsAt))
                continue;
            Assert.True(offer.StartsAt >= now + rule.Notice, "An offer leaves less than the notice.");
            Assert.DoesNotContain(after.AllInterviews, one => one.Occupies && one.CandidateId == offer.CandidateId && one.StartsAt < offer.EndsAt + rule.Gap && offer.StartsAt < one.EndsAt + rule.Gap);
        }
    }

    private static void VersionsGrow(Look before, Look after)
    {
        var now = after.AllInterviews.ToDictionary(one => one.Id);
        foreach (var old in before.AllInterviews)
        {
            Assert.True(now.TryGetValue(old.Id, out var one), "An interview is gone without a trace.");
            Assert.True(one.Version > old.Version || one.Fact == old.Fact, "An interview has changed and its version has not grown.");
            Assert.True(one.Version >= old.Version);
        }
        Assert.All(after.AllInterviews, one => Assert.Contains(one.Status, (string[])["booked", "held", "no_show", "cancelled"]));
    }

    /// <summary>One that was put there by this step: within the hours, and by the rules that stand for whoever did it.</summary>
    private void Fits(Step step, Look.Interview one, Look.Interview? old, Look after, IReadOnlyDictionary<Guid, SiteRules> all, Instant now)
    {
        var rules = all.GetValueOrDefault(one.SiteId) ?? SiteRules.Unset(one.SiteId);
        var site = stage.Sites.First(of => of.Id == one.SiteId);
        var table = after.AllTables.First(of => of.Id == one.TableId);
        var (starts, ends) = (one.StartsAt.InZone(Paris).LocalDateTime, one.EndsAt.InZone(Paris).LocalDateTime);
        Assert.Equal(site.Date, starts.Date);
        Assert.True(starts.TimeOfDay >= (table.OpensAt ?? site.OpensAt) && ends.TimeOfDay <= (table.ClosesAt ?? site.ClosesAt), $"{starts} to {ends} is outside the hours.");
        var others = after.AllInterviews.Where(of => of.Id != one.Id && of.Occupies && of.CandidateId == one.CandidateId).ToList();
        Assert.DoesNotContain(others, of => one.StartsAt < of.EndsAt + rules.Gap && of.StartsAt < one.EndsAt + rules.Gap && !_facts.Contains((one.Id, of.Id)));
        var isMeal = rules.Lunch is { } lunch && starts.TimeOfDay < lunch.EndsAt && lunch.StartsAt < ends.TimeOfDay;
        // A site that moves takes its interviews along: the day changes, who meets whom does not.
        if (step.Kind is Kind.Site)
        {
            Assert.False(isMeal);
            return;
        }
        var team = one.BookedBy is Booker.Coordinator or Booker.Hall;
        Assert.True(team || !isMeal, "In the lunch break.");
        Assert.Equal(table.InterviewMinutes ?? site.InterviewMinutes, one.Minutes);
        Assert.True(table.IsOpen);
        if (rules.OncePerEstablishment)
            Assert.DoesNotContain(others, of => of.SiteId == one.SiteId && of.Siret == one.Siret);
        if (rules.MostPerCandidate is { } most)
            Assert.True(others.Count(of => of.SiteId == one.SiteId) < most, "More interviews than the site allows.");
        if (one.BookedBy is not (Booker.Employer or Booker.Candidate))
            return;
        Assert.True(one.StartsAt > now && one.StartsAt >= now + rules.Notice && !(rules.BookingClosesAt <= now), "Put there by those outside the team when it was too late.");
        if (old is not null)
            Assert.True(old.StartsAt > now && old.StartsAt >= now + (all.GetValueOrDefault(old.SiteId) ?? SiteRules.Unset(old.SiteId)).Notice, "Moved by those outside the team when it was too late.");
    }
}
