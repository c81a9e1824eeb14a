using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.EmployerAnswers;

/// <summary>Whom an establishment found conclusive, with what it has said of each since. Who was erased is not among them.</summary>
public static class ReadConclusive
{
    public const string Hired = "hired";
    public const string NotHired = "not_hired";
    public const string StillDeciding = "still_deciding";

    /// <summary>Whoever was met longer ago is not asked about any more.</summary>
    private static readonly Duration Past = Duration.FromDays(400);

    /// <summary>More conclusive interviews of one establishment than any tour has seen.</summary>
    private const int Most = 1000;

    private const string MetSql = """
        SELECT i.candidate_id, i.edition_id, p.last_name, p.first_name, i.starts_at, s.name AS site_name, e.time_zone
        FROM interview i
        JOIN person p ON p.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        WHERE i.siret = @Siret AND i.starts_at > @Since AND i.status = 'held' AND i.result = 'conclusive' AND p.erased_at IS NULL AND p.code <> ''
        ORDER BY i.starts_at, i.id
        LIMIT @Take
        """;

    /// <summary>In the order in which they were said; of two opposite ones at the same instant the cautious one last, as in <see cref="Standing"/>.</summary>
    private const string SaidSql = """
        SELECT candidate_id, situation
        FROM follow_up_answer
        WHERE candidate_id IN @Ids AND siret = @Siret AND source = 'employer' AND situation IN ('hired', 'not_hired') AND withdrawn_at IS NULL
        ORDER BY answered_at, situation
        """;

    private const string DecidingSql = "SELECT candidate_id FROM still_deciding WHERE siret = @Siret";

    public sealed record Met
    {
        public Guid CandidateId { get; init; }
        public Guid EditionId { get; init; }
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";
        public Instant StartsAt { get; init; }
        public string SiteName { get; init; } = "";
        public string TimeZone { get; init; } = "";

        /// <summary>'hired', 'not_hired' or 'still_deciding'; null: nothing yet.</summary>
        public string? Said { get; init; }

        public string Name => $"{FirstName} {LastName}".Trim();

        public LocalDate Date => StartsAt.InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date;
    }

    private sealed record Answer
    {
        public Guid CandidateId { get; init; }
        public string Situation { get; init; } = "";
    }

    /// <summary>Each person once, by when they were first met: those of whom nothing final is said before the others.</summary>
    internal static async Task<IReadOnlyList<Met>> OfAsync(OutcomesDatabase db, string siret, CancellationToken ct)
    {
        var met = (await db.QueryAsync<Met>(MetSql, new { Siret = siret, Since = db.Now - Past, Take = Most }, ct)).DistinctBy(one => one.CandidateId).ToList();
        var which = new { Ids = met.Select(one => one.CandidateId), Siret = siret };
        var said = (await db.QueryAsync<Answer>(SaidSql, which, ct)).ToLookup(answer => answer.CandidateId, answer => answer.Situation);
        var deciding = (await db.QueryAsync<Guid>(DecidingSql, which, ct)).ToHashSet();
        return [.. met
            .Select(one => one with { Said = said[one.CandidateId].LastOrDefault() ?? (deciding.Contains(one.CandidateId) ? StillDeciding : null) })
            .OrderBy(one => one.Said is Hired or NotHired)];
    }

    /// <summary>Of these people, about whom exactly this was said last: a second press of the button finds the first's work.</summary>
    internal static async Task<IReadOnlySet<(Guid CandidateId, string Said)>> SaidAsync(Transaction tx, string siret, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<Answer>(SaidSql, new { Ids = ids, Siret = siret }, ct)).GroupBy(answer => answer.CandidateId).Select(answers => (answers.Key, answers.Last().Situation)).ToHashSet();
}
