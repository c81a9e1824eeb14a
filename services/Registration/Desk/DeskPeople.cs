using JobDating.Platform;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Prints;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>The people whom a desk looks for, with what it needs to know of each: a few queries for a few people.</summary>
public static class DeskPeople
{
    /// <summary>More than these are not shown: whoever finds more types another letter.</summary>
    public const int Most = 8;

    /// <summary>Fewer letters find half the list.</summary>
    private const int FewestLetters = 2;

    private const string Columns = "c.id, c.code, c.last_name, c.first_name, c.commune, c.birth_date, c.birth_year, r.registered_at, r.cancelled_at, r.received_at";

    /// <summary>Who is registered here comes first.</summary>
    private const string FoundSql = $"""
        SELECT {Columns}
        FROM (SELECT DISTINCT candidate_id FROM candidate_word WHERE edition_id = @EditionId AND word >= @From1 AND word < @To1) f
        JOIN candidate c ON c.id = f.candidate_id
        JOIN candidate_line l ON l.candidate_id = c.id
        LEFT JOIN registration r ON r.candidate_id = c.id AND r.site_id = @SiteId
        WHERE c.erased_at IS NULL
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM candidate_word w WHERE w.candidate_id = c.id AND w.word >= @From4 AND w.word < @To4)
        ORDER BY CASE WHEN r.candidate_id IS NULL THEN 1 ELSE 0 END, l.name_key
        LIMIT @Take
        """;

    private const string ByIdSql = $"""
        SELECT {Columns}
        FROM candidate c
        LEFT JOIN registration r ON r.candidate_id = c.id AND r.site_id = @SiteId
        WHERE c.id IN @Ids AND c.edition_id = @EditionId AND c.erased_at IS NULL
        """;

    private const string OfSiteSql = $"""
        SELECT {Columns}
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.edition_id = @EditionId AND r.site_id = @SiteId AND c.erased_at IS NULL
        """;

    private const string ByCodeSql = "SELECT id FROM candidate WHERE edition_id = @EditionId AND code = @Code";

    /// <summary>Names begin so; the code that follows in the key makes it longer.</summary>
    private const string NamesakesSql = """
        SELECT candidate_id, name_key
        FROM candidate_line
        WHERE edition_id = @EditionId AND ((name_key >= @Key AND name_key < @KeyEnd) OR (name_key >= @Turned AND name_key < @TurnedEnd))
        ORDER BY name_key
        LIMIT @Take
        """;

    private const string ElsewhereSql = """
        SELECT r.candidate_id, s.name
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id IN @Ids AND r.site_id <> @SiteId AND r.cancelled_at IS NULL
        ORDER BY s.date, s.code
        """;

    private const string EntriesSql = """
        SELECT id, candidate_id, door
        FROM desk_act
        WHERE candidate_id IN @Ids AND site_id = @SiteId AND answer = 'received' AND undone_at IS NULL
        """;

    private const string InterviewsSql = """
        SELECT i.candidate_id, i.siret, i.table_number, i.starts_at, i.minutes, i.status, e.company_name, e.name AS establishment_name
        FROM interview i
        LEFT JOIN establishment e ON e.siret = i.siret
        WHERE i.candidate_id IN @Ids AND i.site_id = @SiteId AND i.status <> 'cancelled' AND i.starts_at >= @Begins AND i.starts_at < @Ends
        ORDER BY i.starts_at, i.table_number
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Commune { get; init; }
        public LocalDate? BirthDate { get; init; }
        public int? BirthYear { get; init; }

        /// <summary>Here; null: not registered at this site. So are the next two.</summary>
        public Instant? RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }

        public string Name => $"{LastName} {FirstName}";
        public int? BornIn => BirthDate?.Year ?? BirthYear;

        /// <summary><c>received</c>, <c>cancelled</c>, <c>expected</c>, or <c>elsewhere</c>: in the edition but not registered here.</summary>
        public string State => RegisteredAt is null ? "elsewhere" : ReceivedAt is not null ? "received" : CancelledAt is not null ? "cancelled" : "expected";
    }

    /// <summary>The check-in that holds.</summary>
    public sealed record Entry
    {
        public Guid Id { get; init; }
        public Guid CandidateId { get; init; }
        public string? Door { get; init; }
    }

    public sealed record Interview
    {
        public Guid CandidateId { get; init; }
        public required string Siret { get; init; }
        public int? TableNumber { get; init; }
        public Instant StartsAt { get; init; }
        public int? Minutes { get; init; }

        /// <summary><c>booked</c>, <c>held</c> or <c>no_show</c>.</summary>
        public required string Status { get; init; }
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }

        public string Employer => CompanyName is null ? Siret : EstablishmentName is null ? CompanyName : $"{CompanyName}, {EstablishmentName}";

        internal Instant Until => StartsAt + Duration.FromMinutes(Minutes ?? 10);

        /// <summary>Booked and not over yet.</summary>
        public bool IsToCome(Instant now) => Status == "booked" && Until > now;
    }

    /// <param name="Elsewhere">The other sites where they are registered.</param>
    /// <param name="Interviews">Of this site's day, in their order.</param>
    public sealed record Person(Row Row, Entry? Entry, IReadOnlyList<string> Elsewhere, IReadOnlyList<Interview> Interviews);

    /// <param name="Note">Why nobody was looked for; null: they were.</param>
    public sealed record Found(IReadOnlyList<Person> People, bool More, string? Note);

    private sealed record Named
    {
        public Guid CandidateId { get; init; }
        public required string Name { get; init; }
    }

    private sealed record Line
    {
        public Guid CandidateId { get; init; }
        public required string NameKey { get; init; }
    }

    /// <summary>By the beginnings of names, of telephone or e-mail, by code, or by what a scanner reads from a badge.</summary>
    internal static async Task<Found> SearchAsync(Database db, DeskSite site, string sought, CancellationToken ct)
    {
        if (BadgeCode.TryParse(sought, out var badge))
            return badge.EditionCode != site.EditionCode ? new([], false, DeskTexts.Words["Badge.Other", badge.EditionCode])
                : await db.QueryFirstOrDefaultAsync<Guid>(ByCodeSql, new { site.EditionId, Code = badge.CandidateCode }, ct) is var id && await OneAsync(db, site, id, ct) is { } person ? new([person], false, null)
                : new([], false, DeskTexts.Words["Badge.Unknown"]);
        var words = new SoughtWords(sought);
        if (words.From1.Length < FewestLetters)
            return new([], false, DeskTexts.Words["Find.Short"]);
        var rows = await db.QueryAsync<Row>(FoundSql, words.With(new { site.EditionId, SiteId = site.Id, Take = Most + 1 }), ct);
        return new(await WithAsync(db, site, [.. rows.Take(Most)], ct), rows.Count > Most, null);
    }

    /// <summary>Whom that id means now; null: nobody of the edition, or somebody whose data were erased.</summary>
    internal static async Task<Person?> OneAsync(Database db, DeskSite site, Guid id, CancellationToken ct) =>
        (await ByIdAsync(db, site, [await MergedCandidates.MeantAsync(db, id, ct)], ct)).FirstOrDefault();

    /// <summary>Everybody in the edition who is called so, in whichever order the two names were written.</summary>
    internal static async Task<IReadOnlyList<Person>> NamesakesAsync(Database db, DeskSite site, string lastName, string firstName, CancellationToken ct)
    {
        var (key, turned) = (FoldedWords.Key(lastName, firstName) + " ", FoldedWords.Key(firstName, lastName) + " ");
        var lines = await db.QueryAsync<Line>(NamesakesSql, new { site.EditionId, Key = key, KeyEnd = $"{key}\uFFFF", Turned = turned, TurnedEnd = $"{turned}\uFFFF", Take = 200 }, ct);
        // The key ends in the code, which is one word: "anne marie" is not "anne".
        var ids = lines.Where(line => line.NameKey[..(line.NameKey.LastIndexOf(' ') + 1)] is var name && (name == key || name == turned)).Select(line => line.CandidateId).Take(Most).ToList();
        return await ByIdAsync(db, site, ids, ct);
    }

    /// <summary>Everybody who is registered at the site, cancelled or not: some thousands at most.</summary>
    internal static async Task<IReadOnlyList<Person>> OfSiteAsync(Database db, DeskSite site, CancellationToken ct)
    {
        const int together = 500;
        var people = new List<Person>();
        foreach (var some in (await db.QueryAsync<Row>(OfSiteSql, new { site.EditionId, SiteId = site.Id }, ct)).Chunk(together))
            people.AddRange(await WithAsync(db, site, some, ct));
        return people;
    }

    internal static async Task<IReadOnlyList<Person>> ByIdAsync(Database db, DeskSite site, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await WithAsync(db, site, await db.QueryAsync<Row>(ByIdSql, new { Ids = ids, site.EditionId, SiteId = site.Id }, ct), ct);

    private static async Task<IReadOnlyList<Person>> WithAsync(Database db, DeskSite site, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        var of = new { Ids = rows.Select(row => row.Id).ToList(), SiteId = site.Id, Begins = site.DayBegins, Ends = site.DayEnds };
        var elsewhere = (await db.QueryAsync<Named>(ElsewhereSql, of, ct)).ToLookup(named => named.CandidateId, named => named.Name);
        var entries = (await db.QueryAsync<Entry>(EntriesSql, of, ct)).ToLookup(entry => entry.CandidateId);
        var interviews = (await db.QueryAsync<Interview>(InterviewsSql, of, ct)).ToLookup(interview => interview.CandidateId);
        return [.. rows.Select(row => new Person(row, row.ReceivedAt is null ? null : entries[row.Id].FirstOrDefault(), [.. elsewhere[row.Id]], [.. interviews[row.Id]]))];
    }
}
