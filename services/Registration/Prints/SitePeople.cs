using System.Globalization;
using System.Runtime.CompilerServices;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Prints;

/// <summary>The people of a site in the order of their names, for paper: those registered and not cancelled, walk-ins included.</summary>
public static class SitePeople
{
    private const string SiteSql = """
        SELECT s.id, s.edition_id, s.code, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at, e.code AS edition_code, e.name AS edition_name
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id = @Id
        """;

    private const string NamesSql = """
        SELECT c.id, c.last_name, c.first_name, c.code
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.edition_id = @EditionId AND r.site_id = @Id AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        """;

    private const string PeopleSql = """
        SELECT c.id, c.code, c.last_name, c.first_name, c.phone, c.email, s.name AS structure, r.received_at
        FROM candidate c
        JOIN registration r ON r.candidate_id = c.id AND r.site_id = @SiteId
        LEFT JOIN structure s ON s.id = c.structure_id
        WHERE c.id IN @Ids
        """;

    public sealed record Site
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public string Code { get; init; } = "";
        public required string Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public required string EditionCode { get; init; }
        public required string EditionName { get; init; }
    }

    public sealed record Name
    {
        public Guid Id { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public required string Code { get; init; }
    }

    public sealed record Person
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public string? Structure { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    /// <exception cref="Rejected">404: no such site.</exception>
    public static async Task<Site> FindAsync(RegistrationDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Site>(SiteSql, new { Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, PrintTexts.Words["Site.Unknown"]);

    /// <summary>Who is in the range, in the reader's alphabet, which no engine sorts by: names are small, so all of a site's are read.</summary>
    public static async Task<IReadOnlyList<Name>> NamesAsync(RegistrationDatabase db, Site site, NameRange range, CancellationToken ct)
    {
        var names = await db.QueryAsync<Name>(NamesSql, new { site.EditionId, site.Id }, ct);
        var culture = CultureInfo.CurrentCulture;
        var order = StringComparer.Create(culture, CompareOptions.IgnoreCase);
        return [.. names.Where(name => range.Has(name.LastName, culture)).OrderBy(name => name.LastName, order).ThenBy(name => name.FirstName, order).ThenBy(name => name.Code, StringComparer.Ordinal)];
    }

    /// <summary>All that is printed of them, in the order of the names, a page of them at a time.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Person>> PagesAsync(RegistrationDatabase db, Site site, IReadOnlyList<Name> names, int size, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 25;
        foreach (var some in names.Chunk(size * together))
        {
            var people = (await db.QueryAsync<Person>(PeopleSql, new { SiteId = site.Id, Ids = some.Select(name => name.Id) }, ct)).ToDictionary(person => person.Id);
            // Who was erased or moved since the names were read leaves a gap, not an error.
            foreach (var page in some.Chunk(size))
                yield return [.. page.Where(name => people.ContainsKey(name.Id)).Select(name => people[name.Id])];
        }
    }
}
