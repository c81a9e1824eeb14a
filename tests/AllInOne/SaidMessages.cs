using JobDating.Contracts.Flow;
using JobDating.Contracts.Outcomes;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using NodaTime;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// Every message there is, twice: as it was said first and as it was said later, with every field that may change changed. Ids are the cast's.
/// </summary>
internal static class SaidMessages
{
    private const string Acme = "73282932000074";
    private static readonly Guid _edition = Id(1), _ronchin = Id(2), _ada = Id(3), _grace = Id(4), _workshop = Id(5), _interview = Id(6), _visit = Id(7), _article = Id(8), _part = Id(9), _otherPart = Id(10), _offer = Id(12), _removedArticle = Id(13), _removedVisit = Id(14), _twin = Id(15), _wait = Id(16), _structure = Id(17);
    private static readonly Instant _then = Instant.FromUtc(2023, 4, 11, 9, 0);
    private static readonly LocalDate _day = new(2023, 4, 11);

    /// <summary>An import's id, whose receipts are counted.</summary>
    public static Guid Import { get; } = Id(11);

    public static IReadOnlyDictionary<Type, (object First, object Later)> All { get; } = new (object First, object Later)[]
    {
        Pair(v => new EditionSaved { EditionId = _edition, Version = v, Code = "2023", Name = $"Tour {v}", TimeZone = v == 1 ? "Europe/Paris" : "Pacific/Auckland" }),
        Pair(v => new SitesSaved { EditionId = _edition, Sites = [new() { Id = _ronchin, Version = v, Code = "ronchin", Name = $"Ronchin {v}", Date = _day.PlusDays(v), OpensAt = new LocalTime(8 + v, 0), ClosesAt = v == 1 ? null : new LocalTime(17, 0), InterviewMinutes = 10 * v, Commune = $"{v}", Status = v == 1 ? null : "postponed" }] }),
        Pair(v => new EstablishmentsSaved { Establishments = [new() { Siret = Acme, Version = v, CompanyName = $"Acme {v}", Name = v == 1 ? "Lille" : null, CharterSignedOn = v == 1 ? null : _day }] }),
        Pair(v => new AttendancesRecorded { EditionId = _edition, Attendances = [new() { SiteId = _ronchin, Siret = Acme, Version = v, Tables = 3 - v, Status = v == 1 ? "expected" : "present" }] }),
        Pair(v => new OffersSaved { EditionId = _edition, Offers = [new() { Id = _offer, Version = v, Siret = Acme, Title = $"Baker {v}", RomeCode = v == 1 ? "D1102" : "H2101", ContractType = v == 1 ? null : "CDI", Positions = v, WithdrawnAt = v == 1 ? _then : null }] }),
        Pair(v => new CandidatesSaved { EditionId = _edition, Candidates = [new() { Id = _ada, Version = v, Code = "C1", LastName = $"Lovelace {v}", FirstName = "Ada", Email = $"{v}@example.org", ConsentFollowUp = v == 2, ConsentedOn = v == 2 ? _day : null, Language = v == 1 ? null : "en", Phone = v == 1 ? null : "+33639980001", BirthYear = 1960 + v, StructureId = v == 1 ? null : _structure }] }),
        Pair(v => new StructuresSaved { EditionId = _edition, Structures = [new() { Id = _structure, Version = v, Code = "S1", Name = $"Mission {v}", Kind = v == 1 ? null : "mission" }] }),
        Pair(v => new WishesChanged { EditionId = _edition, Lists = [new() { CandidateId = _ada, Version = v, Wishes = v == 1 ? [new() { Rank = 1, OfferId = _offer, Siret = Acme }, new() { Rank = 2, OfferId = _otherPart, Siret = Acme }] : [new() { Rank = 1, OfferId = _otherPart, Siret = Acme }] }] }),
        Pair(v => new CandidatesErased { EditionId = _edition, Candidates = [new() { Id = _grace, Version = v + 1, Code = "C2", ErasedAt = _then, BirthYear = 1965, StructureId = _structure, ConsentFollowUp = v == 2, ConsentedOn = v == 2 ? _day : null }] }),
        Pair(v => new CandidatesMerged { EditionId = _edition, KeptId = _ada, GoneId = _twin, KeptVersion = v, GoneVersion = v }),
        Pair(v => new RegistrationsRecorded { EditionId = _edition, Registrations = [new() { CandidateId = _ada, SiteId = _ronchin, Version = v, RegisteredAt = _then, CancelledAt = v == 1 ? _then : null, ReceivedAt = v == 1 ? null : _then }] }),
        Pair(v => new WorkshopsSaved { EditionId = _edition, Workshops = [new() { Id = _workshop, Version = v, Code = "W1", Name = $"CV {v}", Audience = v == 1 ? "employers" : "candidates", StartsAt = _then + Duration.FromDays(v), CancelledAt = v == 1 ? _then : null }] }),
        Pair(v => new WorkshopAttendancesRecorded { EditionId = _edition, Attendances = [new() { WorkshopId = _workshop, Participant = "C1", CandidateId = v == 1 ? null : _ada, Version = v, Structure = $"{v}", Attended = v == 2 }] }),
        Pair(v => new PressArticlesSaved { EditionId = _edition, Articles = [new() { Id = _article, Version = v, PublishedOn = _day, Outlet = "La Voix", Title = "Tour", Url = $"https://example.org/{v}" }] }),
        Pair(v => new MobilityVisitsRecorded { EditionId = _edition, Visits = [new() { Id = _visit, SiteId = _ronchin, CandidateId = _ada, VisitedAt = _then, Version = v, Outcome = v == 1 ? null : "diagnosis" }] }),
        Pair(v => new PressArticlesRemoved { EditionId = _edition, Articles = [new() { Id = _removedArticle, Version = v + 1 }] }),
        Pair(v => new MobilityVisitsRemoved { EditionId = _edition, Visits = [new() { Id = _removedVisit, Version = v + 1, CandidateId = _ada }] }),
        Pair(v => new InterviewsRecorded { EditionId = _edition, Interviews = [new() { Id = _interview, Version = v, SiteId = _ronchin, Siret = Acme, CandidateId = v == 1 ? _grace : _ada, StartsAt = _then, Minutes = v, Table = v, By = v == 1 ? "candidate" : null, Status = v == 1 ? "booked" : "held", Result = v == 1 ? null : "conclusive", SecondInterviewOn = v == 1 ? null : _day }] }),
        Pair(v => new TimesOffered { EditionId = _edition, Waits = [new() { Id = _wait, Version = v, SiteId = _ronchin, Siret = Acme, CandidateId = v == 1 ? _twin : _ada, By = "candidate", Offered = v == 1 ? new() { StartsAt = _then, Table = 1, ExpiresAt = _then } : null }] }),
        Pair(v => new AttendancesFound { EditionId = _edition, Attendances = [new() { SiteId = _ronchin, Siret = Acme, Version = v, Status = v == 1 ? "absent" : "present" }] }),
        Pair(v => new ResultsKnown { EditionId = _edition, People = [new() { CandidateId = _ada, Version = v, Result = v == 1 ? null : "hired", KnownOn = v == 1 ? null : _day, LastAnswerAt = v == 1 ? null : _then }] }),
        // A question of a day: it has no later version.
        Pair(v => new HiresAsked { EditionId = _edition, AskedOn = _day, AnswerBy = _then, Sirets = [Acme], IsReminder = v == 2 }),
        // A question of a day: it has no later version.
        Pair(v => new ResultsMissing { EditionId = _edition, SiteId = _ronchin, AskedOn = _day, AnswerBy = _then, Sirets = [Acme] }),
        Pair(v => new AccessChanged { SubjectId = _ada, Revision = v }),
        Pair(v => new PeopleErased { Service = "scheduling", DoneAt = _then, CandidateIds = v == 1 ? [_grace] : [_grace, _twin] }),
        Pair(v => new PersonalDataAsked { RequestId = _part, CandidateIds = [_ada], Language = v == 1 ? "fr" : "en", TimeZone = "Europe/Paris" }),
        Pair(v => new PersonalDataGiven { RequestId = _part, Service = "outcomes", GivenAt = _then, Files = [new() { Name = "outcomes.txt", Text = $"{v}" }] }),
        // Rows that an import hands over are no facts with versions: what comes late is another import's, of other rows.
        Pair(v => new InterviewsHandedOver
        {
            ImportId = Import, EditionId = _edition, FileName = "interviews.csv", FirstLine = 2, Columns = ["result"],
            Rows = [new() { Line = 2, Code = "I1", SiteId = _ronchin, Siret = Acme, Table = 1, CandidateId = _ada, StartsAt = _then, Minutes = 10, Status = "held", Result = "conclusive" }],
        }),
        Pair(v => new FollowUpAnswersHandedOver
        {
            ImportId = Import, EditionId = _edition, FileName = "followups.csv", FirstLine = 2, Columns = ["contract_type"],
            Rows = [new() { Line = 2, CandidateId = _ada, AnsweredAt = _then, Source = "candidate", Siret = Acme, Situation = "hired", ContractType = "CDI" }],
        }),
        Pair(v => new PartTaken
        {
            Flow = Import, MessageId = _part, Service = "outcomes", FileName = "interviews.csv", Written = 7, Unchanged = 2, Said = [new() { MessageId = _otherPart, Service = "outcomes" }],
            Findings = [new() { FileName = "interviews.csv", Line = 2, Column = "table", Value = "I1", Rule = "TableOverlapStored", Arguments = ["I0"], IsNotice = true }],
        }),
    }.ToDictionary(pair => pair.First.GetType());

    private static (object, object) Pair(Func<int, object> message) => (message(1), message(2));

    private static Guid Id(int number) => new(number, 0, 7, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
