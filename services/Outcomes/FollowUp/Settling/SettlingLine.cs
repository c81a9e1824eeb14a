using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>One pair of person and establishment as a list shows it.</summary>
public sealed record SettlingLine
{
    private const string PeopleSql = """
        SELECT id, code, last_name, first_name, erased_at
        FROM person
        WHERE id IN @Ids
        """;

    private const string SitesSql = """
        SELECT r.candidate_id, s.name
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids AND r.received_at IS NOT NULL
        ORDER BY s.date, s.code
        """;

    private const string EstablishmentsSql = """
        SELECT siret, company_name, name
        FROM establishment
        WHERE siret IN @Sirets
        """;

    private const string RecordedSql = """
        SELECT subject_id, happened_at, actor
        FROM audit
        WHERE subject_id IN @Ids AND subject = 'answer'
        """;

    public required Person Who { get; init; }

    /// <summary>Where the person was received, in the order of the dates.</summary>
    public required IReadOnlyList<string> Sites { get; init; }
    public required string Siret { get; init; }

    /// <summary>Null when no establishment of ours has that SIRET, or none was named.</summary>
    public string? Establishment { get; init; }

    /// <summary>The word of each source that stands.</summary>
    public SaidAnswer? Candidate { get; init; }
    public SaidAnswer? Employer { get; init; }
    public SaidAnswer? Staff { get; init; }

    /// <summary>Since when the two disagree, or when staff settled it.</summary>
    public Instant At { get; init; }

    /// <summary>Who wrote staff's word, as the audit has it; null when it came in otherwise.</summary>
    public string? SettledBy { get; init; }

    public bool Received { get; init; }

    public sealed record Person
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public Instant? ErasedAt { get; init; }
    }

    private sealed record SiteRow
    {
        public Guid CandidateId { get; init; }
        public required string Name { get; init; }
    }

    private sealed record EstablishmentRow
    {
        public required string Siret { get; init; }
        public required string CompanyName { get; init; }
        public string? Name { get; init; }
    }

    private sealed record RecordedRow
    {
        public Guid SubjectId { get; init; }
        public Instant HappenedAt { get; init; }
        public required string Actor { get; init; }
    }

    /// <summary>The same pairs in the same order, with all that a list shows of them: one query a table.</summary>
    internal static async Task<IReadOnlyList<SettlingLine>> OfAsync(Database db, IReadOnlyList<FindClaims.Found> found, CancellationToken ct)
    {
        if (found.Count == 0)
            return [];
        var ids = found.Select(one => one.CandidateId).Distinct().ToList();
        var people = (await db.QueryAsync<Person>(PeopleSql, new { Ids = ids }, ct)).ToDictionary(person => person.Id);
        var sites = (await db.QueryAsync<SiteRow>(SitesSql, new { Ids = ids }, ct)).ToLookup(site => site.CandidateId, site => site.Name);
        var establishments = await EstablishmentsAsync(db, found.Select(one => one.Claim.Siret), ct);
        var answers = (await SaidAnswer.OfAsync(db, ids, ct)).Where(answer => answer.WithdrawnAt is null).ToLookup(answer => (answer.CandidateId, (Answer?)answer.Counted));
        var recorded = found.Any(one => one.Claim.Staff is not null)
            ? (await db.QueryAsync<RecordedRow>(RecordedSql, new { Ids = ids }, ct)).ToLookup(row => (row.SubjectId, (Instant?)row.HappenedAt), row => row.Actor)
            : null;
        return [.. found.Select(one => new SettlingLine
        {
            Who = people[one.CandidateId],
            Sites = [.. sites[one.CandidateId]],
            Siret = one.Claim.Siret,
            Establishment = establishments.GetValueOrDefault(one.Claim.Siret),
            Candidate = answers[(one.CandidateId, one.Claim.Candidate)].FirstOrDefault(),
            Employer = answers[(one.CandidateId, one.Claim.Employer)].FirstOrDefault(),
            Staff = answers[(one.CandidateId, one.Claim.Staff)].FirstOrDefault(),
            At = one.Claim.At,
            SettledBy = recorded?[(one.CandidateId, one.Claim.Staff?.AnsweredAt)].FirstOrDefault(),
            Received = one.Received,
        })];
    }

    /// <summary>Those of the pairs whose person or establishment has every word sought, or a word that begins with it.</summary>
    internal static async Task<IReadOnlyList<FindClaims.Found>> SeekAsync(Database db, IReadOnlyList<FindClaims.Found> found, string sought, CancellationToken ct)
    {
        if (FoldedWords.Of(sought) is not { Count: > 0 } words || found.Count == 0)
            return found;
        var people = (await db.QueryAsync<Person>(PeopleSql, new { Ids = found.Select(one => one.CandidateId).Distinct() }, ct)).ToDictionary(person => person.Id);
        var establishments = await EstablishmentsAsync(db, found.Select(one => one.Claim.Siret), ct);
        return [.. found.Where(one =>
        {
            var person = people[one.CandidateId];
            var own = FoldedWords.Of(person.LastName, person.FirstName, person.Code, establishments.GetValueOrDefault(one.Claim.Siret), one.Claim.Siret);
            return words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal)));
        })];
    }

    private static async Task<IReadOnlyDictionary<string, string>> EstablishmentsAsync(Database db, IEnumerable<string> sirets, CancellationToken ct) =>
        (await db.QueryAsync<EstablishmentRow>(EstablishmentsSql, new { Sirets = sirets.Distinct() }, ct)).ToDictionary(row => row.Siret, row => row.Name is null || row.Name == row.CompanyName ? row.CompanyName : $"{row.CompanyName} – {row.Name}");
}
