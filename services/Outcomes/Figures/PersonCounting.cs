using JobDating.Outcomes.FollowUp;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>All that counts of one person, with every instant already turned into the day at whose end it is known.</summary>
internal sealed class PersonFacts
{
    public bool? ConsentFollowUp { get; init; }
    public LocalDate? ConsentedOn { get; init; }
    public List<Registration> Registrations { get; } = [];

    /// <summary>Days of the candidates' workshops that were attended.</summary>
    public List<LocalDate> Workshops { get; } = [];
    public List<Held> HeldInterviews { get; } = [];
    public List<Said> Answers { get; } = [];
    public List<(Guid SiteId, LocalDate Day)> Visits { get; } = [];

    /// <summary>SiteDate is null while the site has not been heard of: nobody is prepared there yet.</summary>
    public readonly record struct Registration(Guid SiteId, LocalDate? SiteDate, LocalDate Registered, LocalDate? Cancelled, LocalDate? Received);

    /// <summary>Withdrawn: the day from which it counts no more, for another answer has taken its place; null: it stands.</summary>
    public readonly record struct Said(LocalDate Day, Answer Answer, LocalDate? Withdrawn = null)
    {
        public bool StandsOn(LocalDate day) => Day <= day && !(Withdrawn <= day);
    }

    public readonly record struct Held(Guid SiteId, LocalDate Day, string? Result);
}

/// <summary>
/// On which days each figure of one person switches on or off: pure, from the person's facts to steps. The value at the end of a day D is
/// computed for each day on which anything happened; the steps are the differences.
/// </summary>
internal static class PersonCounting
{
    private static readonly int Count = Enum.GetValues<Figure>().Max(figure => (int)figure) + 1;

    public static List<Step> Steps(PersonFacts person)
    {
        var steps = new List<Step>();
        var days = Days(person);
        if (days.Count == 0)
            return steps;
        var standings = Standings(person, days);
        Scope(steps, person, null, days, standings);
        foreach (var site in person.Registrations.Select(r => r.SiteId).Concat(person.HeldInterviews.Select(i => i.SiteId)).Concat(person.Visits.Select(v => v.SiteId)).Distinct())
            Scope(steps, person, site, days, standings);
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
        days.UnionWith(person.Answers.Select(answer => answer.Day));
        days.UnionWith(person.Answers.Select(answer => answer.Withdrawn).OfType<LocalDate>());
        days.UnionWith(person.Visits.Select(visit => visit.Day));
        if (days.Count > 0 && person.ConsentedOn is { } consented)
            days.Add(consented);
        return [.. days];
    }

    private static Standing[] Standings(PersonFacts person, List<LocalDate> days)
    {
        var standings = new Standing[days.Count];
        for (var i = 0; i < days.Count; i++)
        {
            var news = person.Answers.Exists(answer => answer.Day == days[i] || answer.Withdrawn == days[i]);
            standings[i] = news ? Standing.Of([.. person.Answers.Where(answer => answer.StandsOn(days[i])).Select(answer => answer.Answer)])
                : i > 0 ? standings[i - 1] : Standing.Unknown;
        }
        return standings;
    }

    private static void Scope(List<Step> steps, PersonFacts person, Guid? site, List<LocalDate> days, Standing[] standings)
    {
        var before = new int[Count];
        var now = new int[Count];
        for (var i = 0; i < days.Count; i++)
        {
            Array.Clear(now);
            Fill(now, person, site, days[i], standings[i]);
            for (var figure = 1; figure < Count; figure++)
                if (now[figure] != before[figure])
                    steps.Add(new Step(site ?? Guid.Empty, (Figure)figure, days[i], now[figure] - before[figure]));
            (before, now) = (now, before);
        }
    }

    /// <summary>The figures of one person at the end of <paramref name="day"/>, at one site or (null) in the edition.</summary>
    private static void Fill(int[] figures, PersonFacts person, Guid? site, LocalDate day, Standing standing)
    {
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
        var interviewed = false;
        foreach (var interview in person.HeldInterviews)
        {
            if (interview.Day > day || (site is not null && interview.SiteId != site))
                continue;
            interviewed = true;
            figures[(int)Figure.InterviewsHeld]++;
            if (interview.Result == "conclusive")
                figures[(int)Figure.Conclusive]++;
            else if (interview.Result == "undecided")
                figures[(int)Figure.Undecided]++;
        }
        figures[(int)Figure.MobilityVisits] = person.Visits.Count(visit => visit.Day <= day && (site is null || visit.SiteId == site));
        var asked = received && person.ConsentFollowUp == true && !(person.ConsentedOn > day);
        Set(Figure.Registered, registered);
        Set(Figure.Received, received);
        Set(Figure.Prepared, prepared);
        Set(Figure.CandidatesInterviewed, interviewed);
        Set(Figure.Hires, received && standing.Hired);
        Set(Figure.TrainingEntries, received && standing.InTraining);
        Set(Figure.ToSettle, received && standing.ToSettle);
        Set(Figure.Asked, asked);
        Set(Figure.Answered, asked && standing.Answered);
        if (site is not null)
            return;
        Set(Figure.ReceivedInterviewed, received && interviewed);
        Set(Figure.PreparedInterviewed, prepared && interviewed);
        Set(Figure.PreparedHires, prepared && standing.Hired);

        void Set(Figure figure, bool value) => figures[(int)figure] = value ? 1 : 0;
    }
}
