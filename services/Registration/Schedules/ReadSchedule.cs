using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>Interviews with what people need to know of them.</summary>
public static class ReadSchedule
{
    private const string Shown = """
        SELECT i.id, i.version, i.candidate_id, i.site_id, i.siret, i.table_number, i.starts_at, i.minutes, i.status, s.name AS site_name, s.address, s.commune, s.date, s.opens_at, s.closes_at,
          s.status AS site_status, i.edition_id, e.company_name, e.name AS establishment_name
        FROM interview i
        JOIN site s ON s.id = i.site_id
        LEFT JOIN establishment e ON e.siret = i.siret
        """;

    private const string OfCandidatesSql = $"""
        {Shown}
        WHERE i.candidate_id IN @Ids
        ORDER BY i.starts_at, i.table_number
        """;

    private const string OfEstablishmentsSql = $"""
        {Shown}
        WHERE i.siret IN @Sirets AND i.starts_at > @Now
        ORDER BY i.starts_at, i.table_number
        """;

    public sealed record Interview
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }

        /// <summary>Null: the person's data were erased.</summary>
        public Guid? CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public int? TableNumber { get; init; }
        public Instant StartsAt { get; init; }
        public int? Minutes { get; init; }

        /// <summary><c>booked</c>, <c>held</c>, <c>no_show</c> or <c>cancelled</c>.</summary>
        public required string Status { get; init; }
        public required string SiteName { get; init; }
        public string? Address { get; init; }
        public string? Commune { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }

        /// <summary>The site's own: <c>postponed</c>, <c>cancelled</c>, or null.</summary>
        public string? SiteStatus { get; init; }
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }

        public string Employer => CompanyName is null ? Siret : EstablishmentName is null ? CompanyName : $"{CompanyName}, {EstablishmentName}";

        public string? Place => Reading.Place(Address, Commune);

        /// <summary>Neither it nor its site was called off, and it is on the site's date (a site that closes after midnight: or the night after).</summary>
        public bool IsOn(DateTimeZone zone)
        {
            var there = StartsAt.InZone(zone);
            return Status != "cancelled" && SiteStatus != "cancelled"
                && (there.Date == Date || (ClosesAt <= OpensAt && there.Date == Date.PlusDays(1) && there.TimeOfDay < ClosesAt));
        }

        internal Slot Slot => new() { Id = Id, SiteId = SiteId, Siret = Siret, TableNumber = TableNumber, StartsAt = StartsAt };
    }

    public static Task<IReadOnlyList<Interview>> OfCandidateAsync(Database db, Guid id, CancellationToken ct) => db.QueryAsync<Interview>(OfCandidatesSql, new { Ids = (Guid[])[id] }, ct);

    /// <summary>Of many at once; of establishments those to come.</summary>
    public static async Task<(ILookup<Guid, Interview> Candidates, ILookup<string, Interview> Establishments)> OfPeopleAsync(Database db, IEnumerable<Guid> candidates, IEnumerable<string> sirets, CancellationToken ct) =>
        ((await db.QueryAsync<Interview>(OfCandidatesSql, new { Ids = candidates }, ct)).ToLookup(interview => interview.CandidateId!.Value),
            (await db.QueryAsync<Interview>(OfEstablishmentsSql, new { Sirets = sirets, db.Now }, ct)).ToLookup(interview => interview.Siret));

    internal static async Task<ILookup<Guid, Interview>> OfCandidatesAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<Interview>(OfCandidatesSql, new { Ids = ids }, ct)).ToLookup(interview => interview.CandidateId!.Value);

    /// <summary>Those to come.</summary>
    internal static async Task<ILookup<string, Interview>> OfEstablishmentsAsync(Transaction tx, IEnumerable<string> sirets, CancellationToken ct) =>
        (await tx.QueryAsync<Interview>(OfEstablishmentsSql, new { Sirets = sirets, tx.Now }, ct)).ToLookup(interview => interview.Siret);
}
