using JobDating.Platform;
using NodaTime;
using NodaTime.TimeZones;

namespace JobDating.Outcomes.Bilan;

/// <summary>What the bilan page shows beside the figures of <see cref="ReadBilan"/>, as of the same date: a handful of queries over whole sets.</summary>
public sealed record BilanDetails
{
    /// <summary>More press articles than this are counted, not listed.</summary>
    public const int ListedArticles = 100;

    private const string WorkshopsSql = """
        SELECT COUNT(DISTINCT w.id) AS held, COUNT(a.participant) AS participants, COUNT(DISTINCT a.structure) AS structures
        FROM workshop w
        LEFT JOIN workshop_attendance a ON a.workshop_id = w.id AND a.attended = 1
        WHERE w.edition_id = @Id AND w.audience = 'employers' AND w.starts_at < @Until AND w.cancelled_at IS NULL
        """;

    // A company signs once, whichever of its establishments carries the date; the first date counts.
    private const string CharterSql = """
        SELECT company.signed_on, COUNT(*) AS companies
        FROM (
          SELECT siren, MIN(charter_signed_on) AS signed_on
          FROM establishment
          WHERE charter_signed_on <= @AsOf
          GROUP BY siren
        ) company
        GROUP BY company.signed_on
        ORDER BY company.signed_on
        """;

    private const string MobilitySql = """
        SELECT COUNT(*) AS visits, COUNT(DISTINCT candidate_id) AS people,
          COUNT(CASE WHEN outcome = 'accompanied' THEN 1 END) AS accompanied_visits,
          COUNT(DISTINCT CASE WHEN outcome = 'accompanied' THEN candidate_id END) AS accompanied_people,
          COUNT(CASE WHEN outcome = 'diagnosis' THEN 1 END) AS diagnosis_visits,
          COUNT(DISTINCT CASE WHEN outcome = 'diagnosis' THEN candidate_id END) AS diagnosis_people,
          COUNT(CASE WHEN outcome = 'information' THEN 1 END) AS information_visits,
          COUNT(DISTINCT CASE WHEN outcome = 'information' THEN candidate_id END) AS information_people
        FROM mobility_visit
        WHERE edition_id = @Id AND visited_at < @Until
        """;

    private const string PressSql = """
        SELECT published_on, outlet, title, url
        FROM press_article
        WHERE edition_id = @Id AND published_on <= @AsOf
        ORDER BY published_on, outlet, title
        LIMIT @Take
        """;

    public required EmployerWorkshops Workshops { get; init; }

    /// <summary>By year of signature, rising.</summary>
    public required IReadOnlyList<CharterYear> Charter { get; init; }
    public required MobilityVisits Mobility { get; init; }

    /// <summary>By date; at most <see cref="ListedArticles"/>.</summary>
    public required IReadOnlyList<PressArticle> Press { get; init; }

    public int CharterSignatories => Charter.Count == 0 ? 0 : Charter[^1].Cumulative;

    /// <summary>Participants are attendances: somebody at two workshops is two of them. Structures are distinct names.</summary>
    public sealed record EmployerWorkshops
    {
        public int Held { get; init; }
        public int Participants { get; init; }
        public int Structures { get; init; }
    }

    public sealed record CharterYear(int Year, int Companies, int Cumulative);

    /// <summary>Visits, and the distinct people who made them. An outcome that was not noted is in neither of the three.</summary>
    public sealed record MobilityVisits
    {
        public int Visits { get; init; }
        public int People { get; init; }
        public int AccompaniedVisits { get; init; }
        public int AccompaniedPeople { get; init; }
        public int DiagnosisVisits { get; init; }
        public int DiagnosisPeople { get; init; }
        public int InformationVisits { get; init; }
        public int InformationPeople { get; init; }
        public int NotNotedVisits => Visits - AccompaniedVisits - DiagnosisVisits - InformationVisits;
    }

    public sealed record PressArticle
    {
        public LocalDate PublishedOn { get; init; }
        public required string Outlet { get; init; }
        public required string Title { get; init; }
        public string? Url { get; init; }

        /// <summary>Only a web address becomes a link: it came in from outside.</summary>
        public string? Link => WebAddress.Is(Url) ? Url : null;
    }

    private sealed record CharterRow
    {
        public LocalDate SignedOn { get; init; }
        public int Companies { get; init; }
    }

    internal static async Task<BilanDetails> ReadAsync(Database db, ReadBilan.Edition edition, LocalDate asOf, CancellationToken ct)
    {
        var of = new { edition.Id, AsOf = asOf, Until = Until(asOf, DateTimeZoneProviders.Tzdb[edition.TimeZone]), Take = ListedArticles };
        return new BilanDetails
        {
            Workshops = await db.QueryFirstOrDefaultAsync<EmployerWorkshops>(WorkshopsSql, of, ct) ?? new(),
            Charter = Years(await db.QueryAsync<CharterRow>(CharterSql, of, ct)),
            Mobility = await db.QueryFirstOrDefaultAsync<MobilityVisits>(MobilitySql, of, ct) ?? new(),
            Press = await db.QueryAsync<PressArticle>(PressSql, of, ct),
        };
    }

    /// <summary>The next day's 00:00 in the edition's zone: the first instant that is no longer known.</summary>
    internal static Instant Until(LocalDate asOf, DateTimeZone zone) =>
        zone.ResolveLocal(asOf.PlusDays(1).AtMidnight(), Resolvers.LenientResolver).ToInstant();

    private static List<CharterYear> Years(IReadOnlyList<CharterRow> days)
    {
        var years = new List<CharterYear>();
        foreach (var year in days.GroupBy(day => day.SignedOn.Year))
        {
            var companies = year.Sum(day => day.Companies);
            years.Add(new CharterYear(year.Key, companies, companies + (years.Count == 0 ? 0 : years[^1].Cumulative)));
        }
        return years;
    }
}
