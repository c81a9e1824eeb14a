using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using NodaTime;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>
/// The figures of an edition, counted from IMPORT.md's and DOMAIN.md's sentences over the last version of each fact, one question at a time and
/// without a thought for speed. Shares nothing with what it checks.
/// </summary>
internal sealed partial class NaiveFigures
{
    private readonly RandomEdition _edition;
    private readonly LocalDate _asOf;
    private readonly DateTimeZone _zone;
    private readonly List<SitesSaved.Site> _sites;
    private readonly List<CandidatesSaved.Candidate> _people;
    private readonly List<RegistrationsRecorded.Registration> _registrations;
    private readonly List<Instant> _none = [];
    private readonly Dictionary<Guid, List<Instant>> _preparations;
    private readonly List<InterviewsRecorded.Interview> _expected;
    private readonly List<InterviewsRecorded.Interview> _held;
    private readonly List<FollowUpAnswersHandedOver.Row> _answers;
    private readonly List<AttendancesRecorded.Attendance> _present;
    private readonly List<MobilityVisitsRecorded.Visit> _visits;

    public NaiveFigures(RandomEdition edition, LocalDate asOf)
    {
        (_edition, _asOf, _zone) = (edition, asOf, DateTimeZoneProviders.Tzdb[edition.Zone]);
        _sites = Last(edition.Sites(), site => site.Id, site => site.Version);
        _people = Last(edition.People(), person => person.Id, person => person.Version);
        _registrations = Last(edition.Registrations(), at => (at.CandidateId, at.SiteId), at => at.Version);
        var workshops = Last(edition.Workshops(), workshop => workshop.Id, workshop => workshop.Version);
        _preparations = Last(edition.Preparations(), at => (at.WorkshopId, at.Participant), at => at.Version)
            .Where(at => at.Attended && at.CandidateId is not null)
            .Select(at => (Who: at.CandidateId!.Value, Workshop: workshops.Single(workshop => workshop.Id == at.WorkshopId)))
            .Where(at => at.Workshop.Audience == "candidates" && Known(at.Workshop.StartsAt))
            .GroupBy(at => at.Who).ToDictionary(who => who.Key, who => who.Select(at => at.Workshop.StartsAt).ToList());
        _expected = [.. Last(edition.Interviews(), interview => interview.Id, interview => interview.Version).Where(interview => interview.Status != "cancelled" && Known(interview.StartsAt))];
        _held = [.. _expected.Where(interview => interview.Status == "held")];
        _answers = [.. edition.Answers().Where(answer => Known(answer.AnsweredAt))];
        _present = [.. Last(edition.Attendances(), at => (at.SiteId, at.Siret), at => at.Version).Where(at => at.Status == "present" && Date(at.SiteId) <= asOf)];
        _visits = [.. Last(edition.Visits(), visit => visit.Id, visit => visit.Version).Where(visit => Known(visit.VisitedAt))];
    }

    /// <summary>Every number of the bilan by its place in the JSON.</summary>
    public SortedDictionary<string, string> All()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Scope(all, "total", null);
        all["total.pressArticles"] = $"{Last(_edition.Articles(), article => article.Id, article => article.Version).Count(article => article.PublishedOn <= _asOf)}";
        var sites = _sites.OrderBy(site => site.Date).ThenBy(site => site.Code, StringComparer.Ordinal).ToList();
        for (var i = 0; i < sites.Count; i++)
        {
            all[$"sites[{i}].code"] = sites[i].Code;
            Scope(all, $"sites[{i}]", sites[i].Id);
        }
        var prepared = Received(null).Where(PreparedSomewhere).ToList();
        Group(all, "preparedVersusNot.prepared", prepared);
        Group(all, "preparedVersusNot.notPrepared", [.. Received(null).Except(prepared)]);
        return all;
    }

    private void Scope(SortedDictionary<string, string> all, string at, Guid? site)
    {
        var received = Received(site);
        var prepared = received.Count(who => site is { } here ? PreparedAt(who, here) : PreparedSomewhere(who));
        var held = _held.Where(interview => site is null || interview.SiteId == site).ToList();
        var conclusive = held.Count(interview => interview.Result == "conclusive");
        var hires = received.Count(Hired);
        var asked = received.Where(Asked).ToList();
        var answered = asked.Count(who => Answers(who).Any(answer => answer.Situation != "unreachable"));
        var present = _present.Where(attendance => site is null || attendance.SiteId == site).ToList();
        void Put(string figure, int count) => all[$"{at}.{figure}"] = $"{count}";
        Put("registered", _registrations.Where(r => (site is null || r.SiteId == site) && Known(r.RegisteredAt) && !(r.CancelledAt is { } cancelled && Known(cancelled))).Select(r => r.CandidateId).Distinct().Count());
        Put("received", received.Count);
        Put("prepared", prepared);
        all[$"{at}.preparedRate"] = Rate(prepared, received.Count);
        Put("establishmentsPresent", present.Select(attendance => attendance.Siret).Distinct().Count());
        Put("companiesPresent", present.Select(attendance => attendance.Siret[..9]).Distinct().Count());
        Put("interviewsHeld", held.Count);
        Put("candidatesInterviewed", held.Select(interview => interview.CandidateId).Distinct().Count());
        Put("conclusive", conclusive);
        all[$"{at}.conclusiveRate"] = Rate(conclusive, held.Count);
        Put("hires", hires);
        Put("trainingEntries", received.Count(who => !Hired(who) && Answers(who).Any(answer => answer.Situation == "training")));
        Put("toSettle", received.Count(who => !Hired(who) && Pairs(who).Any(siret => Contested(who, siret) && Staff(who, siret) is null)));
        Put("asked", asked.Count);
        Put("answered", answered);
        all[$"{at}.responseRate"] = Rate(answered, asked.Count);
        all[$"{at}.hireRate"] = Rate(hires, received.Count);
        Put("mobilityVisits", _visits.Count(visit => site is null || visit.SiteId == site));
    }

    private void Group(SortedDictionary<string, string> all, string at, List<Guid> people)
    {
        var hires = people.Count(Hired);
        all[$"{at}.received"] = $"{people.Count}";
        all[$"{at}.candidatesInterviewed"] = $"{people.Count(who => _held.Any(interview => interview.CandidateId == who))}";
        all[$"{at}.hires"] = $"{hires}";
        all[$"{at}.hireRate"] = Rate(hires, people.Count);
    }

    private List<Guid> Received(Guid? site) => [.. _registrations.Where(r => (site is null || r.SiteId == site) && r.ReceivedAt is { } at && Known(at)).Select(r => r.CandidateId).Distinct()];

    private bool PreparedAt(Guid who, Guid site) => _registrations.Any(r => r.CandidateId == who && r.SiteId == site && r.ReceivedAt is { } at && Known(at))
        && _preparations.GetValueOrDefault(who, _none).Any(startsAt => startsAt < EndOf(Date(site)));

    private bool PreparedSomewhere(Guid who) => _sites.Any(site => PreparedAt(who, site.Id));

    private bool Asked(Guid who) => _people.Single(person => person.Id == who) is { ConsentFollowUp: true } person && (person.ConsentedOn is null || person.ConsentedOn <= _asOf);

    private IEnumerable<FollowUpAnswersHandedOver.Row> Answers(Guid who) => _answers.Where(answer => answer.CandidateId == who);

    private bool Hired(Guid who) => Pairs(who).Any(siret => Staff(who, siret) ?? (Claimed(who, siret) && !Contested(who, siret)));

    /// <summary>The establishments, or none in particular, about which somebody said hired or not.</summary>
    private IEnumerable<string> Pairs(Guid who) => Answers(who).Where(answer => answer.Situation is "hired" or "not_hired").Select(answer => answer.Siret).Distinct();

    /// <summary>What staff said last of a pair; null: nothing.</summary>
    private bool? Staff(Guid who, string siret) => Word(who, siret, "staff");

    private bool Claimed(Guid who, string siret) => Word(who, siret, "candidate") == true || Word(who, siret, "employer") == true;

    private bool Contested(Guid who, string siret) =>
        (Word(who, siret, "candidate") == true && Word(who, siret, "employer") == false) || (Word(who, siret, "employer") == true && Word(who, siret, "candidate") == false);

    private bool? Word(Guid who, string siret, string source) => Answers(who)
        .Where(answer => answer.Siret == siret && answer.Source == source && answer.Situation is ("hired" or "not_hired"))
        .OrderBy(answer => answer.AnsweredAt).Select(answer => (bool?)(answer.Situation == "hired")).LastOrDefault();

    private LocalDate Date(Guid site) => _sites.Single(known => known.Id == site).Date;

    private bool Known(Instant instant) => instant < EndOf(_asOf);

    /// <summary>The first 00:00 of the next day, or the first moment after it where the clocks have none.</summary>
    private Instant EndOf(LocalDate day)
    {
        var next = day.PlusDays(1);
        // Apia's left-out day.
        return _zone.AtStartOfDay(_edition.Zone == "Pacific/Apia" && next == new LocalDate(2011, 12, 30) ? next.PlusDays(1) : next).ToInstant();
    }

    /// <summary>Rounded in whole numbers: 10,000 times the rate, half up.</summary>
    private static string Rate(int numerator, int denominator) => denominator == 0 ? "" : $"{(20_000L * numerator + denominator) / (2L * denominator)}";

    private static List<T> Last<T, TKey>(IEnumerable<T> versions, Func<T, TKey> key, Func<T, int> version) where TKey : notnull =>
        [.. versions.GroupBy(key).Select(same => same.MaxBy(version)!)];
}
