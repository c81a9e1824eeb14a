using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>
/// An edition's pairs of person and establishment on which two sources disagree, and those that staff has settled, as known by the end of today. The statements only
/// narrow down whose answers are looked at; what contradicts what is decided where the figures decide it, by <see cref="Claim"/> and <see cref="Standing"/>.
/// </summary>
internal static class FindClaims
{
    // Each goes once through the edition's answers; of the sources the last by name is staff.
    private const string ContestedPeopleSql = """
        SELECT candidate_id
        FROM follow_up_answer
        WHERE edition_id = @EditionId AND situation IN ('hired', 'not_hired') AND answered_at < @Until AND withdrawn_at IS NULL
        GROUP BY candidate_id, siret
        HAVING MIN(situation) <> MAX(situation) AND MIN(source) = 'candidate' AND MAX(source) = 'employer'
        """;

    private const string SettledPeopleSql = """
        SELECT candidate_id
        FROM follow_up_answer
        WHERE edition_id = @EditionId AND source = 'staff' AND situation IN ('hired', 'not_hired') AND answered_at < @Until AND withdrawn_at IS NULL
        """;

    private const string AnswersSql = """
        SELECT candidate_id, answered_at, source, siret, situation
        FROM follow_up_answer
        WHERE candidate_id IN @Ids AND situation IN ('hired', 'not_hired') AND answered_at < @Until AND withdrawn_at IS NULL
        """;

    private const string ReceivedSql = """
        SELECT DISTINCT candidate_id
        FROM registration
        WHERE candidate_id IN @Ids AND received_at < @Until
        """;

    /// <param name="Counts">Behind the figure toSettle: the person was received and has no counted hire.</param>
    public sealed record Found(Guid CandidateId, Claim Claim, bool Received, bool Counts)
    {
        /// <summary>Of no other pair; orders those of one instant.</summary>
        public string Code => $"{CandidateId:N}{Claim.Siret}";
    }

    private sealed record AnswerRow
    {
        public Guid CandidateId { get; init; }
        public Instant AnsweredAt { get; init; }
        public required string Source { get; init; }
        public required string Siret { get; init; }
        public required string Situation { get; init; }
    }

    /// <summary>By when the later of the two spoke, then <see cref="Found.Code"/>.</summary>
    public static async Task<IReadOnlyList<Found>> ContestedAsync(Database db, ReadBilan.Edition edition, CancellationToken ct) =>
        [.. (await FindAsync(db, ContestedPeopleSql, edition, ct)).Where(found => found.Claim.Contested)];

    /// <summary>
    /// By when staff spoke, then <see cref="Found.Code"/>. A hire that staff alone has noted, as past editions have them, settles nothing between others and is not here.
    /// </summary>
    public static async Task<IReadOnlyList<Found>> SettledAsync(Database db, ReadBilan.Edition edition, CancellationToken ct) =>
        [.. (await FindAsync(db, SettledPeopleSql, edition, ct)).Where(found => found.Claim.Staff is not null && (found.Claim.Candidate ?? found.Claim.Employer) is not null)];

    /// <summary>One pair, whatever stands of it, from all answers of its person.</summary>
    public static async Task<Found> OneAsync(Database db, ReadBilan.Edition edition, Guid candidateId, string siret, IEnumerable<SaidAnswer> said, CancellationToken ct)
    {
        var until = Until(edition, db.Now);
        var known = said.Where(answer => answer.WithdrawnAt is null && answer.AnsweredAt < until).Select(answer => answer.Counted).ToList();
        var received = (await db.QueryAsync<Guid>(ReceivedSql, new { Ids = new[] { candidateId }, Until = until }, ct)).Count > 0;
        return Of(candidateId, known, received).FirstOrDefault(found => found.Claim.Siret == siret) ?? new Found(candidateId, new Claim(siret, null, null, null), received, false);
    }

    private static async Task<IEnumerable<Found>> FindAsync(Database db, string peopleSql, ReadBilan.Edition edition, CancellationToken ct)
    {
        var until = Until(edition, db.Now);
        var ids = (await db.QueryAsync<Guid>(peopleSql, new { EditionId = edition.Id, Until = until }, ct)).Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var answers = (await db.QueryAsync<AnswerRow>(AnswersSql, new { Ids = ids, Until = until }, ct)).ToLookup(row => row.CandidateId, row => new Answer(row.AnsweredAt, row.Source, row.Siret, row.Situation));
        var received = (await db.QueryAsync<Guid>(ReceivedSql, new { Ids = ids, Until = until }, ct)).ToHashSet();
        return answers.SelectMany(person => Of(person.Key, [.. person], received.Contains(person.Key))).OrderBy(found => found.Claim.At).ThenBy(found => found.Code, StringComparer.Ordinal);
    }

    /// <summary>One person's pairs, from the answers that stand.</summary>
    public static IEnumerable<Found> Of(Guid candidateId, IReadOnlyList<Answer> known, bool received)
    {
        var counts = received && Standing.Of(known).ToSettle;
        return Claim.Of(known).Select(claim => new Found(candidateId, claim, received, counts && claim.Contested));
    }

    /// <summary>The end of today: what the bilan as of today knows.</summary>
    public static Instant Until(ReadBilan.Edition edition, Instant now) => BilanDetails.Until(edition.Today(now), DateTimeZoneProviders.Tzdb[edition.TimeZone]);
}
