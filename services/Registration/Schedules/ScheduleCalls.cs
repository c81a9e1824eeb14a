using JobDating.Platform;

namespace JobDating.Registration.Schedules;

/// <summary>Whose timetable changed, or to whom a time is offered, and whom no mail reaches: to be phoned by whoever looks after a site that they come to.</summary>
public static class ScheduleCalls
{
    public const int Most = 500;

    private const string CallsSql = """
        SELECT n.id, n.version, n.kind, n.candidate_id, n.siret, n.known, COALESCE(e.company_name, CONCAT(c.first_name, ' ', c.last_name)) AS name,
          COALESCE(c.phone, (SELECT MIN(o.phone) FROM partner_contact o WHERE o.siret = n.siret)) AS phone
        FROM schedule_news n
        LEFT JOIN candidate c ON c.id = n.candidate_id
        LEFT JOIN establishment e ON e.siret = n.siret
        WHERE n.status = 'to_phone' AND n.edition_id = @EditionId
          AND (n.candidate_id IN (SELECT r.candidate_id FROM registration r WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL)
            OR n.siret IN (SELECT a.siret FROM attendance a WHERE a.site_id = @SiteId AND a.status <> 'absent'))
        ORDER BY n.kind, COALESCE(c.last_name, e.company_name), c.first_name, n.person
        LIMIT @Take
        """;

    /// <summary>Not when it has changed again since the page was read.</summary>
    private const string PhonedSql = "DELETE FROM schedule_news WHERE id = @Id AND version = @Version AND status = 'to_phone'";

    /// <summary>Whoever waits: the candidate, or the employer with any of its numbers.</summary>
    private const string WaitersSql = """
        SELECT o.id, c.first_name, c.last_name, c.phone, (SELECT MIN(p.phone) FROM partner_contact p WHERE p.siret = o.siret) AS employer_phone
        FROM offered_time o
        LEFT JOIN candidate c ON c.id = o.candidate_id
        WHERE o.id IN @Ids
        """;

    private const string OfferPhonedSql = "UPDATE offered_time SET status = 'phoned' WHERE id = @Id AND version = @Version AND status = 'to_phone'";

    private sealed record Waiter
    {
        public Guid Id { get; init; }
        public string? FirstName { get; init; }
        public string? LastName { get; init; }
        public string? Phone { get; init; }
        public string? EmployerPhone { get; init; }
    }

    public sealed record Call
    {
        public Guid Id { get; init; }
        public int Version { get; init; }

        /// <summary><c>candidate</c> or <c>establishment</c>.</summary>
        public required string Kind { get; init; }
        public Guid? CandidateId { get; init; }
        public string? Siret { get; init; }
        public required string Name { get; init; }
        public string? Phone { get; init; }

        /// <summary>The timetable as they know it (JSON), whatever the site; empty: it is about an offer.</summary>
        internal string Known { get; init; } = "";

        /// <summary>What stands now at the site, to be said.</summary>
        public IReadOnlyList<ReadSchedule.Interview> Interviews { get; init; } = [];

        /// <summary>What is offered to them, to be said instead; null: their timetable changed.</summary>
        public OfferedTime? Offer { get; init; }
    }

    /// <summary>None once the site's day is over. Whose timetable changed at other sites only is called by those who look after these.</summary>
    public static async Task<IReadOnlyList<Call>> ReadAsync(Sites.ReadSite.Site site, RegistrationDatabase db, CancellationToken ct)
    {
        if (db.Now >= site.EndOfDay)
            return [];
        var offers = await OffersAsync(site, db, ct);
        var calls = await db.QueryAsync<Call>(CallsSql, new { site.EditionId, SiteId = site.Id, Take = Most }, ct);
        if (calls.Count == 0)
            return offers;
        var (candidates, establishments) = await ReadSchedule.OfPeopleAsync(db, calls.Select(call => call.CandidateId).OfType<Guid>(), calls.Select(call => call.Siret).OfType<string>(), ct);
        return [.. offers, .. calls.Select(call => call with
        {
            Interviews = [.. (call.CandidateId is { } id ? candidates[id] : establishments[call.Siret!]).Where(interview => interview.SiteId == site.Id && interview.StartsAt > db.Now && interview.IsOn(site.Zone))],
        }).Where(call => ScheduleChange.Of(Slot.Read(call.Known).Where(slot => slot.SiteId == site.Id), call.Interviews.Select(interview => interview.Slot), db.Now) is not null)];
    }

    /// <summary>As many as are read.</summary>
    public static async Task<int> CountAsync(Sites.ReadSite.Site site, RegistrationDatabase db, CancellationToken ct) => (await ReadAsync(site, db, ct)).Count;

    /// <summary>Somebody was told by phone. False: they are not on the list, or it has changed since that version.</summary>
    public static async Task<bool> PhonedAsync(Actor actor, Call call, RegistrationDatabase db, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        if (await tx.ExecuteAsync(call.Offer is null ? PhonedSql : OfferPhonedSql, new { call.Id, call.Version }, ct) == 0)
            return false;
        await tx.CommitAsync(ct);
        return true;
    }

    /// <summary>They cannot wait, so they come first; the one that ends first before the others.</summary>
    private static async Task<IReadOnlyList<Call>> OffersAsync(Sites.ReadSite.Site site, RegistrationDatabase db, CancellationToken ct)
    {
        var offers = await OfferedTime.ToPhoneAsync(db, site.Id, ct);
        if (offers.Count == 0)
            return [];
        var waiters = (await db.QueryAsync<Waiter>(WaitersSql, new { Ids = offers.Select(offer => offer.Id) }, ct)).ToDictionary(waiter => waiter.Id);
        return [.. offers.Where(offer => waiters.ContainsKey(offer.Id)).Select(offer => waiters[offer.Id] is var waiter && offer.AskedBy == "candidate"
            ? new Call { Id = offer.Id, Version = offer.Version, Kind = ScheduleNews.Candidate, CandidateId = offer.CandidateId, Name = $"{waiter.FirstName} {waiter.LastName}", Phone = waiter.Phone, Offer = offer }
            : new Call { Id = offer.Id, Version = offer.Version, Kind = ScheduleNews.Establishment, Siret = offer.Siret, Name = offer.Employer, Phone = waiter.EmployerPhone, Offer = offer })];
    }
}
