using System.Globalization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>A time that is offered to somebody who waits, until it expires.</summary>
public sealed record OfferedTime
{
    private const string Columns = """
        SELECT o.id, o.version, o.edition_id, o.siret, o.candidate_id, o.asked_by, o.starts_at, o.table_number, o.expires_at, o.status, s.name AS site_name, d.name AS edition_name, d.time_zone,
          e.company_name, e.name AS establishment_name
        FROM offered_time o
        JOIN site s ON s.id = o.site_id
        JOIN edition d ON d.id = o.edition_id
        LEFT JOIN establishment e ON e.siret = o.siret
        WHERE o.expires_at > @Now
        """;

    private const string OpenSql = $"{Columns} AND o.status = 'open' ORDER BY o.expires_at, o.id LIMIT @Take";

    private const string OfCandidateSql = $"{Columns} AND o.candidate_id = @CandidateId AND o.asked_by = 'candidate' ORDER BY o.starts_at";

    private const string ToPhoneSql = $"{Columns} AND o.status = 'to_phone' AND o.site_id = @SiteId ORDER BY o.expires_at";

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid EditionId { get; init; }
    public required string Siret { get; init; }
    public Guid CandidateId { get; init; }

    /// <summary><c>candidate</c> or <c>employer</c>: who waits.</summary>
    public required string AskedBy { get; init; }
    public Instant StartsAt { get; init; }
    public int TableNumber { get; init; }

    /// <summary>The last moment to accept.</summary>
    public Instant ExpiresAt { get; init; }

    /// <summary>As the table explains; never <c>gone</c>.</summary>
    public required string Status { get; init; }
    public required string SiteName { get; init; }
    public required string EditionName { get; init; }
    public required string TimeZone { get; init; }
    public string? CompanyName { get; init; }
    public string? EstablishmentName { get; init; }

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    public string Employer => CompanyName is null ? Siret : EstablishmentName is null ? CompanyName : $"{CompanyName}, {EstablishmentName}";

    /// <summary>jeudi 11 avril 2024 à 10h20</summary>
    internal string Moment(Instant at, CultureInfo culture) => ScheduleTexts.Words.In(culture, "Moment", ScheduleLines.Day(at.InZone(Zone).Date, culture), ScheduleLines.Time(at, Zone, culture));

    /// <summary>Nobody was told of them yet.</summary>
    internal static Task<IReadOnlyList<OfferedTime>> OpenAsync(Transaction tx, int take, CancellationToken ct) => tx.QueryAsync<OfferedTime>(OpenSql, new { tx.Now, Take = take }, ct);

    /// <summary>To this candidate, who waits.</summary>
    public static Task<IReadOnlyList<OfferedTime>> OfCandidateAsync(Database db, Guid candidateId, CancellationToken ct) => db.QueryAsync<OfferedTime>(OfCandidateSql, new { db.Now, CandidateId = candidateId }, ct);

    /// <summary>To people whom no mail reaches, at this site.</summary>
    public static Task<IReadOnlyList<OfferedTime>> ToPhoneAsync(Database db, Guid siteId, CancellationToken ct) => db.QueryAsync<OfferedTime>(ToPhoneSql, new { db.Now, SiteId = siteId }, ct);
}
