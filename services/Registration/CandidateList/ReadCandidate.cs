using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Schedules;
using NodaTime;

namespace JobDating.Registration.CandidateList;

/// <summary>One candidate with all that hangs on them, for the coordinator's page.</summary>
public sealed record ReadCandidate
{
    private const int LatestActs = 50;

    private const string RowSql = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE id = @Id AND edition_id = @EditionId
        """;

    private const string RegistrationsSql = """
        SELECT r.site_id, s.name AS site_name, s.date, r.version, r.registered_at, r.channel, r.cancelled_at, r.received_at, r.present_from, r.present_until
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id = @Id
        ORDER BY s.date, s.code
        """;

    private const string WorkshopsSql = """
        SELECT w.name, w.starts_at, w.cancelled_at, a.attended
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.edition_id = @EditionId AND a.candidate_id = @Id AND a.withdrawn_at IS NULL
        ORDER BY w.starts_at, w.code
        """;

    private const string WishesSql = """
        SELECT w.rank, o.title, e.company_name
        FROM wish w
        JOIN offer o ON o.id = w.offer_id
        JOIN establishment e ON e.siret = o.siret
        WHERE w.candidate_id = @Id
        ORDER BY w.rank
        """;

    private const string ConsentsSql = """
        SELECT c.purpose, c.given_at, c.withdrawn_at, c.noted_by, w.text, w.language, w.version
        FROM consent c
        JOIN consent_wording w ON w.id = c.wording_id
        WHERE c.candidate_id = @Id
        ORDER BY c.given_at, c.purpose
        """;

    private const string VisitsSql = """
        SELECT s.name AS site_name, v.visited_at, v.outcome
        FROM mobility_visit v
        JOIN site s ON s.id = v.site_id
        WHERE v.candidate_id = @Id
        ORDER BY v.visited_at
        """;

    private const string ActsSql = """
        SELECT happened_at, actor, act, detail
        FROM audit
        WHERE subject_id = @Id
        ORDER BY happened_at DESC, id DESC
        LIMIT @Take
        """;

    private const string NamesSql = "SELECT id, name FROM account WHERE id IN @Ids";

    private const string MailsSql = """
        SELECT to_address, status, ended_at, error
        FROM mail
        WHERE about_id = @Id AND status IN ('refused', 'bounced')
        ORDER BY queued_at DESC
        LIMIT @Take
        """;

    private const string MergedSql = """
        SELECT c.code
        FROM candidate_merge m
        JOIN candidate c ON c.id = m.gone_id
        WHERE m.kept_id = @Id
        ORDER BY c.code
        """;

    public sealed record Registration
    {
        public Guid SiteId { get; init; }
        public required string SiteName { get; init; }
        public LocalDate Date { get; init; }
        public int Version { get; init; }
        public Instant RegisteredAt { get; init; }
        public required string Channel { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }
    }

    public sealed record Workshop
    {
        public required string Name { get; init; }
        public Instant StartsAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public bool Attended { get; init; }

        /// <summary><c>Attended</c>; <c>Off</c>: the workshop was called off; <c>Expected</c>: it has not begun; <c>Missed</c>.</summary>
        public string State(Instant now) => Attended ? "Attended" : CancelledAt is not null ? "Off" : StartsAt > now ? "Expected" : "Missed";
    }

    public sealed record Wish
    {
        public int Rank { get; init; }
        public required string Title { get; init; }
        public required string CompanyName { get; init; }
    }

    public sealed record Consent
    {
        public required string Purpose { get; init; }
        public Instant GivenAt { get; init; }
        public Instant? WithdrawnAt { get; init; }
        public required string NotedBy { get; init; }
        public required string Text { get; init; }
        public required string Language { get; init; }
        public required string Version { get; init; }
    }

    public sealed record Visit
    {
        public required string SiteName { get; init; }
        public Instant VisitedAt { get; init; }
        public string? Outcome { get; init; }
    }

    /// <param name="Actor">The first word is its kind; of an account, <paramref name="Name"/> is whose.</param>
    public sealed record Act(Instant HappenedAt, string Actor, string? Name, string What, string? Detail);

    /// <summary>A message that did not arrive; the error is the other server's own words.</summary>
    public sealed record Mail
    {
        public required string ToAddress { get; init; }
        public required string Status { get; init; }
        public Instant? EndedAt { get; init; }
        public string? Error { get; init; }
    }

    private sealed record ActRow
    {
        public Instant HappenedAt { get; init; }
        public required string Actor { get; init; }
        public required string Act { get; init; }
        public string? Detail { get; init; }
    }

    private sealed record NameRow
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
    }

    internal SaveCandidates.Row Row { get; init; } = null!;
    public required IReadOnlyList<Registration> Registrations { get; init; }
    public required IReadOnlyList<Workshop> Workshops { get; init; }
    public required IReadOnlyList<Wish> Wishes { get; init; }
    public required IReadOnlyList<Consent> Consents { get; init; }
    public required IReadOnlyList<Visit> Visits { get; init; }
    public required IReadOnlyList<ReadSchedule.Interview> Interviews { get; init; }

    /// <summary>Times that wait for this candidate's answer.</summary>
    public required IReadOnlyList<OfferedTime> Offered { get; init; }

    public required IReadOnlyList<Mail> Refused { get; init; }

    /// <summary>When this was read: what is still to come is judged by it.</summary>
    public required Instant Now { get; init; }

    /// <summary>The latest, newest first.</summary>
    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>Of an erased one: which services have erased them.</summary>
    public required IReadOnlyList<Erasures.Part> Erasure { get; init; }

    /// <summary>Codes of the entries that were found to be this person.</summary>
    public required IReadOnlyList<string> Merged { get; init; }

    /// <summary>The candidate of this edition whom <paramref name="id"/> means now: another than that id when it was merged.</summary>
    /// <exception cref="Rejected">404: nobody, somebody of another edition, or somebody who is registered only where this coordinator has no part.</exception>
    public static async Task<ReadCandidate> FindAsync(Database db, CandidatePlaces places, Guid id, CancellationToken ct)
    {
        var row = await db.QueryFirstOrDefaultAsync<SaveCandidates.Row>(RowSql, new { Id = await MergedCandidates.MeantAsync(db, id, ct), EditionId = places.Edition.Id }, ct) ?? throw Unknown();
        var of = new { row.Id, row.EditionId, Take = LatestActs };
        var registrations = await db.QueryAsync<Registration>(RegistrationsSql, of, ct);
        if (places.OwnSites is not null && registrations.Count > 0 && !registrations.Any(registration => places.Has(registration.SiteId)))
            throw Unknown();
        return new ReadCandidate
        {
            Row = row,
            Now = db.Now,
            Registrations = registrations,
            Workshops = await db.QueryAsync<Workshop>(WorkshopsSql, of, ct),
            Wishes = await db.QueryAsync<Wish>(WishesSql, of, ct),
            Consents = await db.QueryAsync<Consent>(ConsentsSql, of, ct),
            Interviews = await ReadSchedule.OfCandidateAsync(db, row.Id, ct),
            Offered = await OfferedTime.OfCandidateAsync(db, row.Id, ct),
            Visits = await db.QueryAsync<Visit>(VisitsSql, of, ct),
            Refused = await db.QueryAsync<Mail>(MailsSql, of, ct),
            Acts = await ActsAsync(db, of, ct),
            Merged = await db.QueryAsync<string>(MergedSql, of, ct),
            Erasure = row.ErasedAt is null ? [] : await Erasures.OfAsync(db, row.Id, ct),
        };
    }

    public static Rejected Unknown() => new(StatusCodes.Status404NotFound, CandidateTexts.Words["Unknown"]);

    private static async Task<IReadOnlyList<Act>> ActsAsync(Database db, object of, CancellationToken ct)
    {
        var acts = await db.QueryAsync<ActRow>(ActsSql, of, ct);
        var names = (await db.QueryAsync<NameRow>(NamesSql, new { Ids = acts.Select(act => Account(act.Actor)).OfType<Guid>().Distinct() }, ct)).ToDictionary(row => row.Id, row => row.Name);
        return [.. acts.Select(act => new Act(act.HappenedAt, act.Actor.Split(' ')[0], Account(act.Actor) is { } id ? names.GetValueOrDefault(id) : null, act.Act, act.Detail))];
    }

    private static Guid? Account(string actor) => actor.Split(' ') is ["account", var text] && Guid.TryParse(text, out var id) ? id : null;
}
