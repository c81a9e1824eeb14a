using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>Who is registered at a site and has not cancelled.</summary>
public static class ReadRegistered
{
    private const string AllSql = """
        SELECT c.id, c.code, c.last_name, c.first_name, r.present_from, r.present_until
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        """;

    private const string OneSql = """
        SELECT c.id, c.code, c.last_name, c.first_name, r.present_from, r.present_until, CASE WHEN r.cancelled_at IS NULL THEN 0 ELSE 1 END AS has_cancelled
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.site_id = @SiteId AND r.candidate_id = @Id AND c.erased_at IS NULL
        """;

    public sealed record Candidate
    {
        public Guid Id { get; init; }
        public string Code { get; init; } = "";
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";
        public bool HasCancelled { get; init; }
        public LocalTime? PresentFrom { get; init; }
        public LocalTime? PresentUntil { get; init; }

        internal Presence Presence => new(PresentFrom, PresentUntil);

        public string Name => TimetableTexts.Name(LastName, FirstName);

        /// <summary>What the list is sorted by.</summary>
        internal string SortName => FoldedWords.Key(LastName, FirstName);

        /// <summary>Each word sought begins a word of the name or is the code's beginning.</summary>
        internal bool Matches(IReadOnlyList<string> sought) =>
            FoldedWords.Of(LastName, FirstName, Code) is var own && sought.All(word => own.Any(one => one.StartsWith(word, StringComparison.Ordinal)));
    }

    public static Task<IReadOnlyList<Candidate>> AllAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct) => db.QueryAsync<Candidate>(AllSql, new { SiteId = siteId }, ct);

    /// <summary>Also one who has cancelled; null: nobody of that id, or not heard of yet.</summary>
    public static Task<Candidate?> FindAsync(SchedulingDatabase db, Guid siteId, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Candidate>(OneSql, new { SiteId = siteId, Id = id }, ct);

    /// <summary>Also one who has cancelled.</summary>
    /// <exception cref="Rejected">404: nobody of that id was ever registered at this site, or they were erased.</exception>
    public static async Task<Candidate> OneAsync(SchedulingDatabase db, Guid siteId, Guid id, CancellationToken ct) =>
        await FindAsync(db, siteId, id, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, TimetableTexts.Words["Candidate.Unknown"]);
}
