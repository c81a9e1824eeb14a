using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Prescribers;

/// <summary>The candidates that a structure sent, in the order of their names, with where they are registered, prepared or received.</summary>
public static class OwnCandidates
{
    private const string Found = """
        FROM candidate c
        JOIN candidate_line l ON l.candidate_id = c.id
        WHERE c.structure_id = @StructureId AND c.erased_at IS NULL
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From1 AND w.word < @To1)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string UpSql = $"""
        SELECT c.id, c.code, c.last_name, c.first_name, c.commune, l.name_key
        {Found}
          AND l.name_key > @Key
        ORDER BY l.name_key
        LIMIT @Take
        """;

    private const string DownSql = $"""
        SELECT c.id, c.code, c.last_name, c.first_name, c.commune, l.name_key
        {Found}
          AND l.name_key < @Key
        ORDER BY l.name_key DESC
        LIMIT @Take
        """;

    private const string RegistrationsSql = """
        SELECT r.candidate_id, s.name, s.date, r.cancelled_at, r.received_at
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids
        ORDER BY s.date, s.code
        """;

    private const string PreparedSql = """
        SELECT a.candidate_id, MIN(w.starts_at) AS first_at
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.candidate_id IN @Ids AND a.attended = 1 AND w.audience = 'candidates'
        GROUP BY a.candidate_id
        """;

    private const string ResultsSql = """
        SELECT r.candidate_id, r.result
        FROM candidate_result r
        WHERE r.candidate_id IN @Ids AND r.result IS NOT NULL
          AND EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = r.candidate_id AND c.purpose = 'share_result' AND c.withdrawn_at IS NULL)
        """;

    private const string CountSql = """
        SELECT COUNT(*) AS candidates,
          SUM(CASE WHEN EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = c.id AND r.cancelled_at IS NULL) THEN 1 ELSE 0 END) AS registered,
          SUM(CASE WHEN EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = c.id AND r.received_at IS NOT NULL) THEN 1 ELSE 0 END) AS received
        FROM candidate c
        WHERE c.structure_id = @StructureId AND c.erased_at IS NULL
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Commune { get; init; }
        public required string NameKey { get; init; }
    }

    public sealed record Registration
    {
        public Guid CandidateId { get; init; }
        public required string Name { get; init; }
        public LocalDate Date { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }

        public string State => ReceivedAt is not null ? "received" : CancelledAt is not null ? "cancelled" : "registered";
    }

    private sealed record Preparation
    {
        public Guid CandidateId { get; init; }
        public Instant FirstAt { get; init; }
    }

    private sealed record Known
    {
        public Guid CandidateId { get; init; }
        public required string Result { get; init; }
    }

    public sealed record Totals
    {
        public int Candidates { get; init; }
        public int? Registered { get; init; }
        public int? Received { get; init; }
    }

    /// <summary>
    /// One candidate with their registrations; <c>PreparedAt</c> is when their first preparation workshop began. <c>Result</c>: 'hired' or 'training', where it is known and the
    /// candidate agreed that the structure may know.
    /// </summary>
    public sealed record Line(Row Row, IReadOnlyList<Registration> Registrations, Instant? PreparedAt, string? Result);

    /// <summary>'hired', 'training', or null: not known, or not for the structure to know.</summary>
    public static async Task<string?> ResultAsync(Database db, Guid candidateId, CancellationToken ct) =>
        (await db.QueryAsync<Known>(ResultsSql, new { Ids = new[] { candidateId } }, ct)).FirstOrDefault()?.Result;

    public static async Task<IReadOnlyList<Line>> ReadAsync(Database db, Guid structureId, ListChoice choice, CancellationToken ct)
    {
        var words = choice.Words;
        return await WithAsync(db, await db.QueryAsync<Row>(choice.Descending ? DownSql : UpSql, new
        {
            StructureId = structureId,
            choice.Key,
            choice.Take,
            words.From1,
            words.To1,
            words.From2,
            words.To2,
            words.From3,
            words.To3,
            words.From4,
            words.To4,
        }, ct), ct);
    }

    public static async Task<Totals> CountAsync(Database db, Guid structureId, CancellationToken ct) => (await db.QueryFirstOrDefaultAsync<Totals>(CountSql, new { StructureId = structureId }, ct))!;

    private static async Task<IReadOnlyList<Line>> WithAsync(Database db, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var ids = new { Ids = rows.Select(row => row.Id).ToList() };
        var registrations = (await db.QueryAsync<Registration>(RegistrationsSql, ids, ct)).ToLookup(registration => registration.CandidateId);
        var prepared = (await db.QueryAsync<Preparation>(PreparedSql, ids, ct)).ToDictionary(row => row.CandidateId, row => row.FirstAt);
        var results = (await db.QueryAsync<Known>(ResultsSql, ids, ct)).ToDictionary(row => row.CandidateId, row => row.Result);
        return [.. rows.Select(row => new Line(row, [.. registrations[row.Id]], prepared.TryGetValue(row.Id, out var at) ? at : null, results.GetValueOrDefault(row.Id)))];
    }
}
