using JobDating.Contracts.Registration;
using NodaTime;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>What is counted of groups, and of the hired: again from the sentences, one person and one question at a time.</summary>
internal sealed partial class NaiveFigures
{
    /// <summary>Kind, key and figure with their count; zeros are left out.</summary>
    public SortedDictionary<string, int> Groups()
    {
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var everybody = _people.Select(person => person.Id).ToList();
        Hired(all, "Edition/", null);
        foreach (var site in _sites)
            Hired(all, $"Site/{site.Id:N}", site.Id);
        foreach (var who in everybody)
        {
            People(all, $"Structure/{Person(who).StructureId?.ToString("N") ?? "?"}", who);
            People(all, $"Age/{Band(who)}", who);
            if (Received(null).Contains(who))
                People(all, PreparedSomewhere(who) ? "Prepared/1" : "Prepared/0", who);
            foreach (var siret in _expected.Where(interview => interview.CandidateId == who).Select(interview => interview.Siret).Distinct())
                Employer(all, $"Employer/{siret}", who, [siret]);
            foreach (var family in Last(_edition.Offers(), offer => offer.Id, offer => offer.Version).Where(offer => offer.RomeCode is not null).GroupBy(offer => offer.RomeCode![..1]))
                Employer(all, $"Family/{family.Key}", who, [.. family.Select(offer => offer.Siret)]);
            if (Received(null).Contains(who) && Counted(who).Select(siret => Started(who, siret)).Min() is { } start)
                Add(all, $"DaysToHire/{Period.DaysBetween(ReceivedOn(who), start)}", "Hires", true);
        }
        foreach (var zero in all.Where(figure => figure.Value == 0).Select(figure => figure.Key).ToList())
            all.Remove(zero);
        return all;
    }

    private static void Add(SortedDictionary<string, int> all, string group, string figure, bool counts) => all[$"{group}/{figure}"] = all.GetValueOrDefault($"{group}/{figure}") + (counts ? 1 : 0);

    private void People(SortedDictionary<string, int> all, string group, Guid who)
    {
        var received = Received(null).Contains(who);
        Add(all, group, "Registered", _registrations.Any(at => at.CandidateId == who && Known(at.RegisteredAt) && !(at.CancelledAt is { } cancelled && Known(cancelled))));
        Add(all, group, "Received", received);
        Add(all, group, "CandidatesInterviewed", _held.Any(interview => interview.CandidateId == who));
        Add(all, group, "CandidatesConclusive", _held.Any(interview => interview.CandidateId == who && interview.Result == "conclusive"));
        Add(all, group, "SecondInterviews", _held.Any(interview => interview.CandidateId == who && interview.SecondInterviewOn is not null));
        Add(all, group, "Hires", received && Hired(who));
        Add(all, group, "TrainingEntries", received && !Hired(who) && Answers(who).Any(answer => answer.Situation == "training"));
        Add(all, group, "Known", received && Answers(who).Any(answer => answer.Situation != "unreachable"));
    }

    private void Employer(SortedDictionary<string, int> all, string group, Guid who, List<string> sirets)
    {
        var held = _held.Where(interview => interview.CandidateId == who && sirets.Contains(interview.Siret)).ToList();
        Add(all, group, "Expected", _expected.Any(interview => interview.CandidateId == who && sirets.Contains(interview.Siret)));
        Add(all, group, "CandidatesInterviewed", held.Count > 0);
        Add(all, group, "CandidatesConclusive", held.Exists(interview => interview.Result == "conclusive"));
        Add(all, group, "SecondInterviews", held.Exists(interview => interview.SecondInterviewOn is not null));
        Add(all, group, "Hires", Received(null).Contains(who) && Counted(who).Any(siret => siret != "" && held.Exists(interview => interview.Siret[..9] == siret[..9])));
        foreach (var _ in held)
            Add(all, group, "InterviewsHeld", true);
        foreach (var interview in held)
            Add(all, group, interview.Result == "conclusive" ? "Conclusive" : "Undecided", interview.Result is "conclusive" or "undecided");
    }

    private void Hired(SortedDictionary<string, int> all, string group, Guid? site)
    {
        foreach (var who in _people.Select(person => person.Id))
        {
            var held = _held.Where(interview => interview.CandidateId == who && (site is null || interview.SiteId == site)).ToList();
            Add(all, group, "CandidatesConclusive", held.Exists(interview => interview.Result == "conclusive"));
            Add(all, group, "SecondInterviews", held.Exists(interview => interview.SecondInterviewOn is not null));
        }
        foreach (var who in Received(site))
        {
            var answered = Answers(who).Any(answer => answer.Situation != "unreachable");
            Add(all, group, "Known", answered);
            Add(all, group, "Refused", !answered && Person(who).ConsentFollowUp == false);
            var counted = Counted(who).ToList();
            if (counted.Count == 0)
                continue;
            var met = counted.Exists(siret => siret != "" && _held.Any(interview => interview.CandidateId == who && interview.Siret[..9] == siret[..9]));
            Add(all, group, "HiresMet", met);
            Add(all, group, "HiresElsewhere", !met && counted.Exists(siret => siret != ""));
            var lasting = counted.Select(siret => Lasting(who, siret)).ToList();
            Add(all, group, "HiresDurable", lasting.Contains("durable"));
            Add(all, group, "HiresTransition", !lasting.Contains("durable") && lasting.Contains("transition"));
            var over = counted.Where(siret => Started(who, siret) is { } start && SixMonthsAfter(start) <= _asOf).ToList();
            Add(all, group, "SixMonthsOver", over.Count > 0);
            Add(all, group, "StillEmployed", over.Exists(siret => Lasted(who, siret) == true));
            Add(all, group, "NoLongerEmployed", over.Count > 0 && over.TrueForAll(siret => Lasted(who, siret) == false));
        }
    }

    private CandidatesSaved.Candidate Person(Guid who) => _people.Single(person => person.Id == who);

    /// <summary>The establishments, or none in particular, at which the person counts as hired.</summary>
    private IEnumerable<string> Counted(Guid who) => Pairs(who).Where(siret => Staff(who, siret) ?? (Claimed(who, siret) && !Contested(who, siret)));

    private IEnumerable<FollowUpAnswersHandedOver.Row> Words(Guid who, string siret) =>
        from source in (string[])["staff", "employer", "candidate"]
        let last = Answers(who).Where(answer => answer.Siret == siret && answer.Source == source && answer.Situation is "hired" or "not_hired" && answer.Siret == siret && answer.Source == source).MaxBy(answer => answer.AnsweredAt)
        where last?.Situation == "hired"
        select last;

    private LocalDate? Started(Guid who, string siret) => Words(who, siret).Select(word => word.StartedOn).FirstOrDefault(start => start is not null);

    private string? Lasting(Guid who, string siret) => Words(who, siret).Select(word => word.ContractType switch
    {
        "CDI" or "business_creation" => "durable",
        "aided" => "transition",
        null or "other" => null,
        _ when word.StartedOn is not { } start || word.EndedOn is not { } end || end < start => null,
        _ => word.EndedOn >= SixMonthsAfter(word.StartedOn.Value).PlusDays(-1) ? "durable" : "transition",
    }).FirstOrDefault(known => known is not null);

    private bool? Lasted(Guid who, string siret)
    {
        var start = Started(who, siret)!.Value;
        var over = SixMonthsAfter(start);
        var words = Words(who, siret).ToList();
        if (words.Exists(word => DayOf(word.AnsweredAt) >= over && !(word.EndedOn < over.PlusDays(-1))))
            return true;
        return words.Exists(word => word.EndedOn < over.PlusDays(-1))
            || Answers(who).Any(answer => answer.Source == "candidate" && answer.Situation is ("neither" or "training") && DayOf(answer.AnsweredAt) >= start && DayOf(answer.AnsweredAt) < over) ? false : null;
    }

    /// <summary>The first day after six whole months.</summary>
    private static LocalDate SixMonthsAfter(LocalDate start)
    {
        var month = new LocalDate(start.Year, start.Month, 1).PlusMonths(6);
        return start.Day <= month.Calendar.GetDaysInMonth(month.Year, month.Month) ? month.PlusDays(start.Day - 1) : month.PlusMonths(1);
    }

    /// <summary>The first day at whose end it was known.</summary>
    private LocalDate DayOf(Instant instant)
    {
        var day = instant.InZone(_zone).Date.PlusDays(-2);
        while (instant >= EndOf(day))
            day = day.PlusDays(1);
        return day;
    }

    private LocalDate ReceivedOn(Guid who) => _registrations.Where(at => at.CandidateId == who && at.ReceivedAt is { } received && Known(received)).Min(at => DayOf(at.ReceivedAt!.Value));

    private string Band(Guid who)
    {
        var dates = _registrations.Where(at => at.CandidateId == who).Select(at => Date(at.SiteId)).ToList();
        if (Person(who).BirthYear is not { } born || dates.Count == 0)
            return "?";
        return (dates.Min().Year - born) switch { < 50 => "0", < 55 => "50", < 60 => "55", < 65 => "60", _ => "65" };
    }
}
