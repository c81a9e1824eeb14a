using JobDating.Outcomes.FollowUp;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// On which days each figure of one person switches on or off: pure, from the person's facts to steps. The value at the end of a day D is
/// computed for each day on which anything happened; the steps are the differences.
/// </summary>
internal static class PersonCounting
{
    private static readonly int Count = Enum.GetValues<Figure>().Max(figure => (int)figure) + 1;

    /// <summary>What is counted of a group of people, as of the edition.</summary>
    private static readonly Figure[] _ofGroups =
        [Figure.Registered, Figure.Received, Figure.CandidatesInterviewed, Figure.CandidatesConclusive, Figure.SecondInterviews, Figure.Hires, Figure.TrainingEntries, Figure.Known];

    /// <summary>What the answers that stand on a day make of the person.</summary>
    private readonly record struct Knowledge(Standing Standing, IReadOnlyList<CountedHire> Hires);

    public static List<Step> Steps(PersonFacts person)
    {
        var steps = new List<Step>();
        var days = Days(person);
        if (days.Count == 0)
            return steps;
        var knowledge = KnownOn(person, days);
        var edition = new int[days.Count][];
        for (var i = 0; i < days.Count; i++)
            edition[i] = AtPlace(person, null, days[i], knowledge[i]);
        Add(steps, Group.Edition, days, i => edition[i]);
        foreach (var site in person.Registrations.Select(r => r.SiteId).Concat(person.HeldInterviews.Select(i => i.SiteId)).Concat(person.Visits.Select(v => v.SiteId)).Distinct())
            Add(steps, Group.Site(site), days, i => AtPlace(person, site, days[i], knowledge[i]));
        foreach (var group in (Group[])[Group.Structure(person.StructureId), Group.Age(person.BirthYear, person.Registrations.Min(at => at.SiteDate)?.Year)])
            Add(steps, group, days, i => OfGroup(edition[i], true));
        foreach (var prepared in (bool[])[true, false])
            Add(steps, Group.Prepared(prepared), days, i => OfGroup(edition[i], Has(edition[i], Figure.Received) && Has(edition[i], Figure.Prepared) == prepared));
        AddEmployers(steps, person, days, knowledge);
        AddDaysToHire(steps, person, days, edition, knowledge);
        return steps;
    }

    private static List<LocalDate> Days(PersonFacts person)
    {
        var days = new SortedSet<LocalDate>();
        foreach (var registration in person.Registrations)
        {
            days.Add(registration.Registered);
            if (registration.Cancelled is { } cancelled)
                days.Add(cancelled);
            if (registration.Received is { } received)
                days.Add(received);
        }
        days.UnionWith(person.Workshops);
        days.UnionWith(person.HeldInterviews.Select(interview => interview.Day));
        days.UnionWith(person.OtherAppointments.Select(appointment => appointment.Day));
        days.UnionWith(person.Answers.Select(answer => answer.Day));
        days.UnionWith(person.Answers.Select(answer => answer.Withdrawn).OfType<LocalDate>());
        days.UnionWith(person.Answers.Where(answer => answer.Answer.Situation == "hired").Select(answer => answer.Contract.SixMonths).OfType<LocalDate>());
        days.UnionWith(person.Visits.Select(visit => visit.Day));
        if (days.Count > 0 && person.ConsentedOn is { } consented)
            days.Add(consented);
        if (days.Count > 0 && person.AsksEnded is { } ended)
            days.Add(ended);
        return [.. days];
    }

    private static Knowledge[] KnownOn(PersonFacts person, List<LocalDate> days)
    {
        var knowledge = new Knowledge[days.Count];
        for (var i = 0; i < days.Count; i++)
        {
            if (!person.Answers.Exists(answer => answer.Day == days[i] || answer.Withdrawn == days[i]))
            {
                knowledge[i] = i > 0 ? knowledge[i - 1] : new Knowledge(Standing.Unknown, []);
                continue;
            }
            List<PersonFacts.Said> standing = [.. person.Answers.Where(answer => answer.StandsOn(days[i]))];
            knowledge[i] = new Knowledge(Standing.Of([.. standing.Select(said => said.Answer)]), CountedHire.Of(standing));
        }
        return knowledge;
    }

    private static void Add(List<Step> steps, Group group, List<LocalDate> days, Func<int, int[]> figures)
    {
        var before = new int[Count];
        for (var i = 0; i < days.Count; i++)
        {
            var now = figures(i);
            for (var figure = 1; figure < Count; figure++)
                if (now[figure] != before[figure])
                    steps.Add(new Step(group, (Figure)figure, days[i], now[figure] - before[figure]));
            before = now;
        }
    }

    /// <summary>The figures of one person at the end of <paramref name="day"/>, at one site or (null) in the edition.</summary>
    private static int[] AtPlace(PersonFacts person, Guid? site, LocalDate day, Knowledge known)
    {
        var figures = new int[Count];
        var standing = known.Standing;
        bool registered = false, received = false, prepared = false;
        foreach (var at in person.Registrations)
        {
            if (site is not null && at.SiteId != site)
                continue;
            registered |= at.Registered <= day && !(at.Cancelled <= day);
            if (!(at.Received <= day))
                continue;
            received = true;
            prepared |= person.Workshops.Exists(workshop => workshop <= day && workshop <= at.SiteDate);
        }
        Interviews(figures, person.HeldInterviews.Where(interview => interview.Day <= day && (site is null || interview.SiteId == site)));
        figures[(int)Figure.MobilityVisits] = person.Visits.Count(visit => visit.Day <= day && (site is null || visit.SiteId == site));
        var asked = received && person.ConsentFollowUp == true && !(person.ConsentedOn > day);
        Set(Figure.Registered, registered);
        Set(Figure.Received, received);
        Set(Figure.Prepared, prepared);
        Set(Figure.Hires, received && standing.Hired);
        Set(Figure.TrainingEntries, received && standing.InTraining);
        Set(Figure.ToSettle, received && standing.ToSettle);
        Set(Figure.Asked, asked);
        Set(Figure.Answered, asked && standing.Answered);
        Set(Figure.Known, received && standing.Answered);
        Set(Figure.Refused, received && !standing.Answered && (person.ConsentFollowUp == false || person.AsksEnded <= day));
        if (received && standing.Hired)
            OfHired(figures, person, day, known.Hires);
        if (site is not null)
            return figures;
        var interviewed = Has(figures, Figure.CandidatesInterviewed);
        Set(Figure.ReceivedInterviewed, received && interviewed);
        Set(Figure.PreparedInterviewed, prepared && interviewed);
        Set(Figure.PreparedHires, prepared && standing.Hired);
        return figures;

        void Set(Figure figure, bool value) => PersonCounting.Set(figures, figure, value);
    }

    private static void Interviews(int[] figures, IEnumerable<PersonFacts.Held> held)
    {
        foreach (var interview in held)
        {
            figures[(int)Figure.InterviewsHeld]++;
            Set(figures, Figure.CandidatesInterviewed, true);
            if (interview.SecondAgreed)
                Set(figures, Figure.SecondInterviews, true);
            if (interview.Result == "undecided")
                figures[(int)Figure.Undecided]++;
            if (interview.Result != "conclusive")
                continue;
            figures[(int)Figure.Conclusive]++;
            Set(figures, Figure.CandidatesConclusive, true);
        }
    }

    /// <summary>Of a person hired twice the more lasting contract is taken, and the employer met at the tour before any other.</summary>
    private static void OfHired(int[] figures, PersonFacts person, LocalDate day, IReadOnlyList<CountedHire> hires)
    {
        var lasting = hires.Max(hire => hire.Class);
        Set(figures, Figure.HiresDurable, lasting == ContractClass.Durable);
        Set(figures, Figure.HiresTransition, lasting == ContractClass.Transition);
        var met = hires.Any(hire => person.HeldInterviews.Exists(interview => interview.Day <= day && SameCompany(interview.Siret, hire.Siret)));
        Set(figures, Figure.HiresMet, met);
        Set(figures, Figure.HiresElsewhere, !met && hires.Any(hire => hire.Siret.Length > 0));
        List<CountedHire> over = [.. hires.Where(hire => hire.SixMonths <= day)];
        Set(figures, Figure.SixMonthsOver, over.Count > 0);
        Set(figures, Figure.StillEmployed, over.Exists(hire => hire.Lasted == true));
        Set(figures, Figure.NoLongerEmployed, over.Count > 0 && over.TrueForAll(hire => hire.Lasted == false));
    }

    /// <summary>Those with an appointment at an establishment, and at any that offers jobs of a family; hires by its company of those whom it interviewed.</summary>
    private static void AddEmployers(List<Step> steps, PersonFacts person, List<LocalDate> days, Knowledge[] knowledge)
    {
        var sirets = person.HeldInterviews.Select(interview => interview.Siret).Concat(person.OtherAppointments.Select(appointment => appointment.Siret)).Where(siret => siret.Length > 0).Distinct().ToList();
        foreach (var siret in sirets)
            Add(steps, Group.Employer(siret), days, i => At([siret], i));
        foreach (var family in sirets.SelectMany(siret => person.Families[siret].Select(letter => (letter, siret))).ToLookup(one => one.letter, one => one.siret))
            Add(steps, Group.Family(family.Key), days, i => At([.. family], i));

        int[] At(IReadOnlyCollection<string> those, int i)
        {
            var figures = new int[Count];
            var day = days[i];
            List<PersonFacts.Held> held = [.. person.HeldInterviews.Where(interview => interview.Day <= day && those.Contains(interview.Siret))];
            Interviews(figures, held);
            Set(figures, Figure.Expected, held.Count > 0 || person.OtherAppointments.Exists(appointment => appointment.Day <= day && those.Contains(appointment.Siret)));
            var received = person.Registrations.Exists(at => at.Received <= day);
            Set(figures, Figure.Hires, received && knowledge[i].Hires.Any(hire => held.Exists(interview => SameCompany(interview.Siret, hire.Siret))));
            return figures;
        }
    }

    /// <summary>From the day on which the person was first received to the first day of the earliest hire; those whose first day is not known are in no group.</summary>
    private static void AddDaysToHire(List<Step> steps, PersonFacts person, List<LocalDate> days, int[][] edition, Knowledge[] knowledge)
    {
        var took = new int?[days.Count];
        for (var i = 0; i < days.Count; i++)
            if (Has(edition[i], Figure.Hires) && knowledge[i].Hires.Min(hire => hire.StartedOn) is { } start)
                took[i] = Period.DaysBetween(person.Registrations.Min(at => at.Received <= days[i] ? at.Received : null)!.Value, start);
        foreach (var one in took.OfType<int>().Distinct())
        {
            Add(steps, Group.DaysToHire(one), days, i =>
            {
                var figures = new int[Count];
                Set(figures, Figure.Hires, took[i] == one);
                return figures;
            });
        }
    }

    private static int[] OfGroup(int[] edition, bool member)
    {
        var figures = new int[Count];
        if (member)
            foreach (var figure in _ofGroups)
                figures[(int)figure] = edition[(int)figure];
        return figures;
    }

    private static bool SameCompany(string siret, string other) => siret.Length >= 9 && other.Length >= 9 && siret.AsSpan(0, 9).SequenceEqual(other.AsSpan(0, 9));

    private static bool Has(int[] figures, Figure figure) => figures[(int)figure] > 0;

    private static void Set(int[] figures, Figure figure, bool value) => figures[(int)figure] = value ? 1 : 0;
}
