using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>The candidate who answers, by personal link, on the telephone or on paper, and what they may be asked.</summary>
public sealed record Respondent
{
    private const string FindSql = """
        SELECT p.id, p.edition_id, p.asks_ended_at, e.time_zone
        FROM person p
        JOIN edition e ON e.id = p.edition_id
        WHERE p.id = @Id AND p.erased_at IS NULL
        """;

    private const string WavesSql = """
        SELECT w.id, w.status, w.due_on, s.name AS site_name, s.date AS site_date
        FROM registration r
        JOIN wave w ON w.site_id = r.site_id
        JOIN site s ON s.id = w.site_id
        WHERE r.candidate_id = @Id AND r.received_at IS NOT NULL AND w.status IN ('open', 'closed')
        ORDER BY w.due_on, s.date
        """;

    private const string SaidSql = """
        SELECT a.answered_at, a.siret, a.situation, a.contract_type, a.started_on, a.ended_on, a.wave_id, n.company_name, n.name AS establishment_name
        FROM follow_up_answer a
        LEFT JOIN establishment n ON n.siret = a.siret
        WHERE a.candidate_id = @Id AND a.source = 'candidate' AND a.withdrawn_at IS NULL AND a.situation <> 'unreachable'
        ORDER BY a.answered_at
        """;

    private const string MetSql = """
        SELECT m.siret, n.company_name, n.name AS establishment_name, MAX(m.is_conclusive) AS was_conclusive
        FROM (
          SELECT siret, CASE WHEN result = 'conclusive' THEN 1 ELSE 0 END AS is_conclusive FROM interview WHERE candidate_id = @Id AND status = 'held'
          UNION ALL
          SELECT siret, 0 FROM follow_up_answer WHERE candidate_id = @Id AND source = 'candidate' AND siret <> '' AND withdrawn_at IS NULL) m
        LEFT JOIN establishment n ON n.siret = m.siret
        GROUP BY m.siret, n.company_name, n.name
        ORDER BY was_conclusive DESC, n.company_name, m.siret
        """;

    public Guid Id { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>They do not want to be asked any more; null: they may be.</summary>
    public Instant? AsksEndedAt { get; init; }
    public string TimeZone { get; init; } = "";

    internal DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <summary>A round at a site where the candidate was received, open or closed.</summary>
    public sealed record Wave
    {
        public Guid Id { get; init; }
        public string Status { get; init; } = "";
        public LocalDate DueOn { get; init; }
        public string SiteName { get; init; } = "";
        public LocalDate SiteDate { get; init; }

        internal bool IsOpen(DateTimeZone zone, Instant now) => Status == "open" && now < WaveCalendar.Ends(DueOn, zone);

        /// <summary>The last day on which it may be answered, where nobody closes it before.</summary>
        internal LocalDate LastDay(DateTimeZone zone) => WaveCalendar.Ends(DueOn, zone).InZone(zone).Date.PlusDays(-1);
    }

    /// <summary>An answer of the candidate's that stands.</summary>
    public sealed record Said
    {
        public Instant AnsweredAt { get; init; }
        public string Siret { get; init; } = "";

        /// <summary>'hired', 'not_hired', 'training' or 'neither'.</summary>
        public string Situation { get; init; } = "";
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
        public Guid? WaveId { get; init; }
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }

        /// <summary>More than the first tap said.</summary>
        internal bool IsDetailed => ContractType is not null || StartedOn is not null || EndedOn is not null || Siret.Length > 0;
    }

    /// <summary>An establishment that the candidate has met at the tour, or named before.</summary>
    public sealed record Employer
    {
        public string Siret { get; init; } = "";
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }

        /// <summary>1 where an interview with them was conclusive.</summary>
        public int WasConclusive { get; init; }
    }

    /// <summary>Null: not heard of yet, or erased.</summary>
    internal static Task<Respondent?> FindAsync(OutcomesDatabase db, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Respondent>(FindSql, new { Id = id }, ct);

    /// <summary>Their pages are their own: a shared computer keeps none of them.</summary>
    /// <exception cref="Rejected">404: not heard of yet, or erased.</exception>
    internal static async Task<Respondent> OfAsync(HttpContext http, OutcomesDatabase db, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return (Caller.Of(http).Candidate is { } id ? await FindAsync(db, id, ct) : null)
            ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
    }

    internal Task<IReadOnlyList<Wave>> WavesAsync(OutcomesDatabase db, CancellationToken ct) => db.QueryAsync<Wave>(WavesSql, new { Id }, ct);

    /// <summary>Those that may be answered now.</summary>
    internal async Task<IReadOnlyList<Wave>> OpenWavesAsync(Transaction tx, CancellationToken ct) =>
        [.. (await tx.QueryAsync<Wave>(WavesSql, new { Id }, ct)).Where(wave => wave.IsOpen(Zone, tx.Now))];

    internal Task<IReadOnlyList<Said>> SaidAsync(OutcomesDatabase db, CancellationToken ct) => db.QueryAsync<Said>(SaidSql, new { Id }, ct);

    /// <summary>Those with whom it went well first.</summary>
    internal Task<IReadOnlyList<Employer>> MetAsync(OutcomesDatabase db, CancellationToken ct) => db.QueryAsync<Employer>(MetSql, new { Id }, ct);
}
