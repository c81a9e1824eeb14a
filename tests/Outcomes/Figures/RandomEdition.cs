using CsCheck;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using NodaTime;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>
/// A small edition made of random numbers, each fact with all its versions: rows that name the same fact again are its next versions, and the
/// last one is how things are. Times crowd where they hurt: around midnights, clock changes and the sites' dates.
/// </summary>
internal sealed record RandomEdition
{
    /// <summary>Zones with the dates around which everything happens: winter, spring, autumn, and what is odd in that zone.</summary>
    private static readonly (string Zone, LocalDate[] Dates)[] _calendars =
    [
        ("Europe/Paris", [new(2023, 3, 14), new(2023, 3, 25), new(2023, 3, 26), new(2023, 10, 28), new(2023, 10, 29), new(2023, 11, 30)]),
        ("America/New_York", [new(2023, 3, 11), new(2023, 3, 12), new(2023, 6, 1), new(2023, 11, 4), new(2023, 11, 5), new(2023, 12, 31)]),
        ("America/Asuncion", [new(2023, 3, 25), new(2023, 3, 26), new(2023, 5, 1), new(2023, 9, 30), new(2023, 10, 1), new(2023, 10, 2)]),
        ("America/St_Johns", [new(2010, 3, 13), new(2010, 3, 14), new(2010, 8, 1), new(2010, 11, 6), new(2010, 11, 7), new(2010, 11, 8)]),
        ("Asia/Beirut", [new(2022, 3, 26), new(2022, 3, 27), new(2022, 6, 1), new(2022, 10, 29), new(2022, 10, 30), new(2022, 10, 31)]),
        ("Pacific/Apia", [new(2011, 9, 23), new(2011, 9, 24), new(2011, 12, 28), new(2011, 12, 29), new(2011, 12, 31), new(2012, 1, 1)]),
    ];

    /// <summary>Minutes from the start of a day.</summary>
    private static readonly int[] _minutes = [-1, 0, 1, 30, 90, 150, 210, 720, 1379, 1410, 1439];

    private static readonly string[] _sirets = ["73282932000074", "73282932000082", "40483304800022", "40483304800030"];

    public sealed record Said(object Fact, int Version);

    public Guid Id { get; } = Guid.CreateVersion7();
    public string Code => $"edition-{Id:N}";

    /// <summary>0, a column of the row below; negative numbers are what is not known.</summary>
    public required int Calendar { get; init; }
    public required int Zones { get; init; }
    public required int[][] SiteRows { get; init; }
    public required int[][] PersonRows { get; init; }
    public required int[][] RegistrationRows { get; init; }
    public required int[][] WorkshopRows { get; init; }
    public required int[][] PreparationRows { get; init; }
    public required int[][] InterviewRows { get; init; }
    public required int[][] AnswerRows { get; init; }
    public required int[][] AttendanceRows { get; init; }
    public required int[][] VisitRows { get; init; }
    public required int[][] PressRows { get; init; }
    public required int[][] OfferRows { get; init; }
    public required int[] AsOf { get; init; }

    /// <summary>Seeds the shuffle.</summary>
    public required int Order { get; init; }

    public static Gen<RandomEdition> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 5], CsCheck.Gen.Int[1, 3], CsCheck.Gen.Int[0, 999].Array[1, 4], CsCheck.Gen.Int[0, 1_000_000]),
        CsCheck.Gen.Select(Rows(2, 1, 6), Rows(3, 1, 8), Rows(5, 0, 14), Rows(3, 0, 5)),
        CsCheck.Gen.Select(Rows(3, 0, 9), Rows(6, 0, 12), Rows(5, 0, 16), Rows(3, 0, 9)),
        CsCheck.Gen.Select(Rows(4, 0, 5), Rows(2, 0, 4), Rows(3, 0, 6)),
        (head, a, b, c) => new RandomEdition
        {
            Calendar = head.Item1,
            Zones = head.Item2,
            AsOf = head.Item3,
            Order = head.Item4,
            SiteRows = a.Item1,
            PersonRows = a.Item2,
            RegistrationRows = a.Item3,
            WorkshopRows = a.Item4,
            PreparationRows = b.Item1,
            InterviewRows = b.Item2,
            AnswerRows = b.Item3,
            AttendanceRows = b.Item4,
            VisitRows = c.Item1,
            PressRows = c.Item2,
            OfferRows = c.Item3,
        });

    private static Gen<int[][]> Rows(int width, int least, int most) => CsCheck.Gen.Int[-300, 999].Array[width].Array[least, most];

    /// <summary>How the edition really is called and lies: its last version. The zones before were other calendars' ones.</summary>
    public string Zone => _calendars[Calendar].Zone;

    public IEnumerable<LocalDate> AsOfDates => AsOf.Select(number => Day(number).PlusDays(number % 5 - 2)).Distinct();

    public List<EditionSaved> Editions() => [.. Enumerable.Range(1, Zones).Select(version => new EditionSaved
    {
        EditionId = Id,
        Version = version,
        Code = Code,
        Name = "Tour",
        TimeZone = version == Zones ? Zone : _calendars[(Calendar + version) % _calendars.Length].Zone,
    })];

    public List<SitesSaved.Site> Sites() => Versions(SiteRows, row => Of(row[0], 4), (row, site, version) =>
        new SitesSaved.Site { Id = Name(1, site), Version = version, Code = $"site-{site}", Name = "Ronchin", Date = Day(row[1]) });

    public List<CandidatesSaved.Candidate> People() => Versions(PersonRows, row => Of(row[0], 5), (row, person, version) => new CandidatesSaved.Candidate
    {
        Id = Name(2, person),
        Version = version,
        Code = $"C{person}",
        LastName = "Lovelace",
        FirstName = "Ada",
        ConsentFollowUp = row[1] < 0 ? null : row[1] % 4 > 0,
        ConsentedOn = row[2] < 0 ? null : Day(row[2]),
        BirthYear = row[2] % 7 == 0 ? null : 1940 + Of(row[1], 40),
        StructureId = row[1] % 3 == 0 ? null : Name(7, Of(row[1], 2)),
    });

    public List<RegistrationsRecorded.Registration> Registrations() => Versions(RegistrationRows, row => (Person(row[0]), Site(row[1])), (row, key, version) => new RegistrationsRecorded.Registration
    {
        CandidateId = key.Item1,
        SiteId = key.Item2,
        Version = version,
        RegisteredAt = Time(row[2]),
        CancelledAt = row[3] % 3 == 0 ? Time(row[3]) : null,
        ReceivedAt = row[4] < 0 ? null : Time(row[4]),
    });

    public List<WorkshopsSaved.Workshop> Workshops() => Versions(WorkshopRows, row => Of(row[0], 3), (row, workshop, version) => new WorkshopsSaved.Workshop
    {
        Id = Name(3, workshop),
        Version = version,
        Code = $"W{workshop}",
        Name = "CV",
        Audience = row[1] < 0 ? "employers" : "candidates",
        StartsAt = Time(row[2]),
    });

    public List<WorkshopAttendancesRecorded.Attendance> Preparations() => WorkshopRows.Length == 0 ? [] : Versions(PreparationRows,
        row => (Name(3, Of(WorkshopRows[Of(row[0], WorkshopRows.Length)][0], 3)), Of(row[1], 6)), (row, key, version) => new WorkshopAttendancesRecorded.Attendance
        {
            WorkshopId = key.Item1,
            Participant = key.Item2 == 5 ? "somebody else" : $"C{key.Item2}",
            CandidateId = key.Item2 == 5 ? null : Person(key.Item2),
            Version = version,
            Attended = row[2] % 4 != 0,
        });

    public List<InterviewsRecorded.Interview> Interviews() => Versions(InterviewRows, row => Of(row[0], 7), (row, interview, version) =>
    {
        var status = ((string[])["held", "held", "held", "booked", "no_show", "cancelled"])[Of(row[4], 6)];
        return new InterviewsRecorded.Interview
        {
            Id = Name(4, interview),
            Version = version,
            SiteId = Site(row[1]),
            Siret = _sirets[Of(row[5], 4)],
            CandidateId = Person(row[2]),
            StartsAt = Time(row[3]),
            Status = status,
            Result = status == "held" && row[5] >= 0 ? ((string[])["conclusive", "not_conclusive", "undecided"])[row[5] % 3] : null,
            SecondInterviewOn = status == "held" && row[3] % 2 == 0 ? Day(row[3]).PlusDays(7) : null,
        };
    });

    /// <summary>Answers have no versions; of two opposite ones by one source about one pair in one instant there is only the first.</summary>
    public List<FollowUpAnswersHandedOver.Row> Answers() => [.. AnswerRows.Select(row => new FollowUpAnswersHandedOver.Row
    {
        Line = 2,
        CandidateId = Person(row[0]),
        AnsweredAt = Time(row[1]),
        Source = ((string[])["candidate", "employer", "staff"])[Of(row[2], 3)],
        Siret = row[3] < 0 ? "" : _sirets[row[3] % 3],
        Situation = ((string[])["hired", "hired", "not_hired", "training", "neither", "unreachable"])[Of(row[4], 6)],
        ContractType = row[2] < 0 ? null : ((string[])["CDI", "CDD", "temp", "aided", "apprenticeship", "business_creation", "other"])[row[2] % 7],
        StartedOn = row[3] % 5 == 0 ? null : Day(row[4]).PlusDays(-Of(row[2], 300)),
        EndedOn = row[0] % 3 == 0 ? null : Day(row[4]).PlusDays(-Of(row[2], 300)).PlusMonths(6).PlusDays(Of(row[0], 5) - 3),
    }).DistinctBy(answer => (answer.CandidateId, answer.AnsweredAt, answer.Source, answer.Siret, answer.Situation is "hired" or "not_hired" ? "about a hire" : answer.Situation))];

    public List<AttendancesRecorded.Attendance> Attendances() => Versions(AttendanceRows, row => (Site(row[0]), Of(row[1], 4)), (row, key, version) => new AttendancesRecorded.Attendance
    {
        SiteId = key.Item1,
        Siret = _sirets[key.Item2],
        Version = version,
        Tables = 1,
        Status = ((string[])["present", "present", "expected", "absent"])[Of(row[2], 4)],
    });

    /// <summary>Who visited where and when is a visit's key; only its outcome changes.</summary>
    public List<MobilityVisitsRecorded.Visit> Visits() => Versions(VisitRows, row => (Site(row[0]), Person(row[1]), Time(row[2])), (row, key, version) => new MobilityVisitsRecorded.Visit
    {
        Id = Name(5, Array.IndexOf(VisitRows, VisitRows.First(other => (Site(other[0]), Person(other[1]), Time(other[2])) == key))),
        SiteId = key.Item1,
        CandidateId = key.Item2,
        VisitedAt = key.Item3,
        Version = version,
        Outcome = row[3] < 0 ? null : "diagnosis",
    });

    public List<PressArticlesSaved.Article> Articles() => Versions(PressRows, row => Of(row[0], 3), (row, article, version) =>
        new PressArticlesSaved.Article { Id = Name(6, article), Version = version, PublishedOn = Day(row[1]), Outlet = "La Voix", Title = $"Tour {article}" });

    /// <summary>An offer whose trade changes, or that goes to another establishment, takes its job family along.</summary>
    public List<OffersSaved.Offer> Offers() => Versions(OfferRows, row => Of(row[0], 4), (row, offer, version) =>
        new OffersSaved.Offer { Id = Name(8, offer), Version = version, Siret = _sirets[Of(row[1], 4)], Title = "Baker", RomeCode = row[2] < 0 ? null : $"{(char)('A' + row[2] % 3)}1102" });

    private static List<T> Versions<TKey, T>(int[][] rows, Func<int[], TKey> key, Func<int[], TKey, int, T> fact) where TKey : notnull =>
        [.. rows.GroupBy(key).SelectMany(same => same.Select((row, index) => fact(row, same.Key, index + 1)))];

    private static int Of(int number, int count) => Math.Abs(number) % count;

    private LocalDate Day(int number) => _calendars[Calendar].Dates[Of(number, 6)];

    private Instant Time(int number) => DateTimeZoneProviders.Tzdb[Zone].AtStartOfDay(Day(number)).ToInstant() + Duration.FromMinutes(_minutes[Of(number / 6, _minutes.Length)]);

    /// <summary>Only sites and people that the edition has are spoken of.</summary>
    private Guid Site(int number) => Name(1, Of(SiteRows[Of(number, SiteRows.Length)][0], 4));

    private Guid Person(int number) => Name(2, Of(PersonRows[Of(number, PersonRows.Length)][0], 5));

    /// <summary>An id that says what it is of, different in each edition.</summary>
    private Guid Name(int kind, int number)
    {
        var bytes = Id.ToByteArray();
        (bytes[0], bytes[1]) = ((byte)(bytes[0] ^ (kind << 4)), (byte)(bytes[1] ^ (number + 1)));
        return new Guid(bytes);
    }
}
