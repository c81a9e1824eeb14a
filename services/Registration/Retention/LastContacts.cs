using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>
/// When candidates last had to do with us. What counts: they registered, cancelled, were received at a site, attended a workshop, saw the mobility adviser, held an interview, booked or moved one
/// themselves, gave or withdrew a consent, answered what they were asked after the event, or did anything on their own page. A question without an answer, a mail of ours, and what an employer or the
/// team did alone do not count; whoever is registered at a site to come is in contact until its day. Of whom nothing of that is known, the day counts on which their data came here.
/// </summary>
internal static class LastContacts
{
    private const string ContactsSql = """
        SELECT candidate_id, 'registered' AS kind, MAX(registered_at) AS happened_at FROM registration WHERE candidate_id IN @Ids GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'cancelled' AS kind, MAX(cancelled_at) AS happened_at FROM registration WHERE candidate_id IN @Ids AND cancelled_at IS NOT NULL GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'received' AS kind, MAX(received_at) AS happened_at FROM registration WHERE candidate_id IN @Ids AND received_at IS NOT NULL GROUP BY candidate_id
        UNION ALL
        SELECT a.candidate_id, 'workshop' AS kind, MAX(w.starts_at) AS happened_at
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.edition_id = @EditionId AND a.candidate_id IN @Ids AND a.attended = 1
        GROUP BY a.candidate_id
        UNION ALL
        SELECT candidate_id, 'stand' AS kind, MAX(visited_at) AS happened_at FROM mobility_visit WHERE candidate_id IN @Ids GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'interview' AS kind, MAX(starts_at) AS happened_at FROM interview WHERE candidate_id IN @Ids AND status = 'held' GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'booked' AS kind, MAX(changed_at) AS happened_at FROM interview WHERE candidate_id IN @Ids AND last_by = 'candidate' GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'consent' AS kind, MAX(given_at) AS happened_at FROM consent WHERE candidate_id IN @Ids GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'consent' AS kind, MAX(withdrawn_at) AS happened_at FROM consent WHERE candidate_id IN @Ids AND withdrawn_at IS NOT NULL GROUP BY candidate_id
        UNION ALL
        SELECT candidate_id, 'answer' AS kind, answered_at AS happened_at FROM candidate_answered WHERE candidate_id IN @Ids
        """;

    private const string OwnSql = "SELECT actor, MAX(happened_at) AS happened_at FROM audit WHERE actor IN @Actors GROUP BY actor";

    private const string GoneSql = "SELECT gone_id, kept_id FROM candidate_merge WHERE kept_id IN @Ids";

    private const string ExpectedSql = """
        SELECT r.candidate_id, MAX(s.date) AS date
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids AND r.cancelled_at IS NULL AND s.date > @Over AND COALESCE(s.status, '') <> 'cancelled'
        GROUP BY r.candidate_id
        """;

    private const string EnteredSql = "SELECT subject_id AS candidate_id, MIN(happened_at) AS happened_at FROM audit WHERE subject_id IN @Ids GROUP BY subject_id";

    /// <param name="Kind"><c>registered</c>, <c>cancelled</c>, <c>received</c>, <c>workshop</c>, <c>stand</c>, <c>interview</c>, <c>booked</c>, <c>consent</c>, <c>answer</c>, <c>own</c>, <c>expected</c>, <c>entered</c>.</param>
    public readonly record struct Contact(Instant At, string Kind);

    private sealed record Row
    {
        public Guid CandidateId { get; init; }
        public string Kind { get; init; } = "";
        public Instant HappenedAt { get; init; }
    }

    private sealed record ActorRow
    {
        public required string Actor { get; init; }
        public Instant HappenedAt { get; init; }
    }

    private sealed record MergeRow
    {
        public Guid GoneId { get; init; }
        public Guid KeptId { get; init; }
    }

    private sealed record ExpectedRow
    {
        public Guid CandidateId { get; init; }
        public LocalDate Date { get; init; }
    }

    /// <param name="people">Candidates of one edition, none of them erased.</param>
    public static async Task<IReadOnlyDictionary<Guid, Contact>> ReadAsync(Transaction tx, Guid editionId, DateTimeZone zone, IReadOnlyCollection<SaveCandidates.Row> people, CancellationToken ct)
    {
        var of = new { EditionId = editionId, Ids = people.Select(person => person.Id).ToList(), Over = RetentionRule.Over(tx.Now) };
        var last = new Dictionary<Guid, Contact>();
        foreach (var row in await tx.QueryAsync<Row>(ContactsSql, of, ct))
            Note(row.CandidateId, row.HappenedAt, row.Kind);
        // What somebody did under an entry that was merged into theirs is theirs.
        var actors = people.Select(person => (person.Id, KeptId: person.Id))
            .Concat((await tx.QueryAsync<MergeRow>(GoneSql, of, ct)).Select(merge => (Id: merge.GoneId, merge.KeptId)))
            .ToDictionary(one => Actor.Link(Role.Candidate, one.Id.ToString()).ToString(), one => one.KeptId);
        foreach (var row in await tx.QueryAsync<ActorRow>(OwnSql, new { Actors = actors.Keys.ToList() }, ct))
            Note(actors[row.Actor], row.HappenedAt, "own");
        foreach (var row in await tx.QueryAsync<ExpectedRow>(ExpectedSql, of, ct))
            Note(row.CandidateId, zone.AtStartOfDay(row.Date).ToInstant(), "expected");
        foreach (var person in people)
            if (person.ConsentedOn is { } on)
                Note(person.Id, zone.AtStartOfDay(on).ToInstant(), "consent");
        var unknown = people.Where(person => !last.ContainsKey(person.Id)).Select(person => person.Id).ToList();
        if (unknown.Count > 0)
            foreach (var row in await tx.QueryAsync<Row>(EnteredSql, new { Ids = unknown }, ct))
                Note(row.CandidateId, row.HappenedAt, "entered");
        return last;

        void Note(Guid id, Instant at, string kind)
        {
            if (!last.TryGetValue(id, out var known) || at > known.At)
                last[id] = new Contact(at, kind);
        }
    }
}
