using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoAnswer(
    DemoCandidate Candidate, LocalDateTime AnsweredAt, string Source, string Situation, string Siret, DemoContract? Contract = null);

internal sealed record DemoContract(string Type, LocalDate? StartedOn, LocalDate? EndedOn);

internal enum HireTold
{
    /// <summary>The candidate says so and does not name the employer.</summary>
    ByCandidateUnnamed,
    ByCandidate,
    ByEmployer,
    ByBoth,
    /// <summary>Both say so, the candidate without naming the employer: two claims, one hire.</summary>
    ByBothOnceUnnamed,
    /// <summary>The employer denied what the candidate said; staff settled it as a hire.</summary>
    ContestedThenSettled,
    /// <summary>The employer first said no, later yes.</summary>
    CorrectedByEmployer,
    /// <summary>Two employers one after the other: one hire.</summary>
    Twice,
    AfterTraining,
    AfterUnansweredCalls,
}

internal enum SettledLater { No, InDecember, AsNotHired }

/// <summary>The answers themselves: each telling is one or more rows in the order in which they became known, from three weeks after the date on.</summary>
internal sealed class Answers(Dice dice, Employers employers)
{
    private static readonly LocalDate LastDay = Tour2023.AsOf.PlusDays(-1);

    private readonly Contracts contracts = new(dice);
    private readonly HashSet<string> sirens = employers.Attendances.Select(a => a.Establishment.Company.Siren).ToHashSet();
    private readonly FictitiousSiret elsewhere = new(new("hired elsewhere"));
    private bool lastMinuteTold;

    public List<DemoAnswer> All { get; } = [];

    public void Hired(DemoCandidate candidate, HireTold told)
    {
        var at = Moments(candidate, 3);
        var siret = EmployerOf(candidate);
        var contract = contracts.Draw(candidate.Site.Date, at[0].Date);
        switch (told)
        {
            case HireTold.ByCandidateUnnamed:
                // One person answers on the evening of the last day that counts.
                var lastMinute = candidate.Site == Tour2023.Sites[^1] && !lastMinuteTold;
                lastMinuteTold |= lastMinute;
                Say(candidate, lastMinute ? Tour2023.AsOf.At(new(23, 50)) : at[0], "candidate", "hired", "",
                    dice.Percent(20) ? contract with { Type = "business_creation", EndedOn = null } : contract);
                break;
            case HireTold.ByCandidate:
                Say(candidate, at[0], "candidate", "hired", dice.Percent(25) ? Elsewhere() : siret, contract);
                break;
            case HireTold.ByEmployer:
                Say(candidate, at[0], "employer", "hired", siret, contract);
                break;
            case HireTold.ByBoth:
                var candidateFirst = dice.Percent(50);
                Say(candidate, at[0], candidateFirst ? "candidate" : "employer", "hired", siret, contract);
                Say(candidate, at[1], candidateFirst ? "employer" : "candidate", "hired", siret, contract);
                break;
            case HireTold.ByBothOnceUnnamed:
                Say(candidate, at[0], "candidate", "hired", "", contract);
                Say(candidate, at[1], "employer", "hired", siret, contract);
                break;
            case HireTold.ContestedThenSettled:
                Say(candidate, at[0], "candidate", "hired", siret, contract);
                Say(candidate, at[1], "employer", "not_hired", siret);
                Say(candidate, at[2], "staff", "hired", siret, contract);
                break;
            case HireTold.CorrectedByEmployer:
                Say(candidate, at[0], "candidate", "hired", siret, contract);
                Say(candidate, at[1], "employer", "not_hired", siret);
                Say(candidate, at[2], "employer", "hired", siret, contract);
                break;
            case HireTold.Twice:
                Say(candidate, at[0], "candidate", "hired", siret, contracts.Temporary(candidate.Site));
                Say(candidate, at[2], "candidate", "hired", Elsewhere(), contracts.Draw(at[1].Date, at[2].Date));
                break;
            case HireTold.AfterTraining:
                Say(candidate, at[0], "candidate", "training", "", Training(at[0].Date));
                Say(candidate, at[2], "employer", "hired", siret, contracts.Draw(at[1].Date, at[2].Date));
                break;
            case HireTold.AfterUnansweredCalls:
                Say(candidate, at[0], "staff", "unreachable", "");
                Say(candidate, at[1], "candidate", "hired", siret, contract);
                break;
        }
    }

    public void InTraining(DemoCandidate candidate, bool firstNothing)
    {
        var at = Moments(candidate, 2);
        if (firstNothing)
            Say(candidate, at[0], "candidate", "neither", "");
        Say(candidate, at[1], "candidate", "training", "", Training(at[1].Date));
    }

    /// <summary>The candidate says hired, the employer says no.</summary>
    public void Contested(DemoCandidate candidate, SettledLater settled)
    {
        var at = Moments(candidate, 3);
        var siret = EmployerOf(candidate);
        var contract = contracts.Draw(candidate.Site.Date, at[0].Date);
        Say(candidate, at[0], "candidate", "hired", siret, contract);
        Say(candidate, at[1], "employer", "not_hired", siret);
        if (settled == SettledLater.AsNotHired)
            Say(candidate, at[2], "staff", "not_hired", siret);
        if (settled == SettledLater.InDecember)
            Say(candidate, new(2023, 12, 12, 10, 15), "staff", "hired", siret, contract);
    }

    /// <summary>The candidate said hired, and later that nothing came of it.</summary>
    public void Withdrawn(DemoCandidate candidate)
    {
        var at = Moments(candidate, 2);
        var siret = EmployerOf(candidate);
        Say(candidate, at[0], "candidate", "hired", siret, contracts.Draw(candidate.Site.Date, at[0].Date));
        Say(candidate, at[1], "candidate", "not_hired", siret);
    }

    public void WithoutHire(DemoCandidate candidate)
    {
        var at = Moments(candidate, 3);
        var way = dice.Below(100);
        if (way < 8)
            Say(candidate, at[0], "employer", "not_hired", EmployerOf(candidate));
        else if (way < 14)
            Say(candidate, at[0], "staff", "neither", "");
        else
            Say(candidate, at[0], "candidate", "neither", "");
        if (way is >= 14 and < 26)
            Say(candidate, at[1], "employer", "not_hired", EmployerOf(candidate));
        if (way is >= 26 and < 40)
            Say(candidate, at[2], "candidate", "neither", "");
    }

    public void Unreachable(DemoCandidate candidate)
    {
        foreach (var at in Moments(candidate, dice.Between(1, 3)))
            Say(candidate, at, "staff", "unreachable", "");
    }

    /// <summary>Known too late for the report, the first of them by ten minutes.</summary>
    public void HiredInDecember(DemoCandidate candidate, int siteIndex)
    {
        var at = siteIndex == Tour2023.Sites.Length - 1
            ? new LocalDateTime(2023, 12, 1, 0, 10)
            : Tour2023.WorkingDayFrom(new LocalDate(2023, 12, 4).PlusDays(2 * siteIndex)).At(new(dice.Between(9, 17), dice.Below(60)));
        Say(candidate, at, "candidate", "hired", EmployerOf(candidate), contracts.Draw(new(2023, 11, 2), at.Date));
    }

    public void InTrainingInDecember(DemoCandidate candidate)
    {
        var at = new LocalDateTime(2023, 12, dice.Between(4, 8), dice.Between(9, 17), dice.Below(60));
        Say(candidate, at, "candidate", "training", "", Training(at.Date));
    }

    private void Say(DemoCandidate candidate, LocalDateTime at, string source, string situation, string siret, DemoContract? contract = null) =>
        All.Add(new(candidate, at, source, situation, siret, contract));

    /// <summary>Where a conclusive interview was held, else any; who had none left a CV with somebody who was there.</summary>
    private string EmployerOf(DemoCandidate candidate) =>
        (candidate.Interviews.Where(i => i.Status == "held").OrderBy(i => i.Result == "conclusive" ? 0 : 1).FirstOrDefault()?.Attendance
            ?? dice.Pick(employers.PresentAt(candidate.Site))).Establishment.Siret;

    /// <summary>An employer who did not take part in the tour.</summary>
    private string Elsewhere()
    {
        var siren = elsewhere.NextSiren();
        return sirens.Contains(siren) ? Elsewhere() : FictitiousSiret.Of(siren, 1);
    }

    private DemoContract Training(LocalDate known)
    {
        var start = Tour2023.WorkingDayFrom(known.PlusDays(-dice.Between(-10, 12)));
        return new("", start, start.PlusMonths(dice.Between(2, 9)));
    }

    /// <summary>Different moments on working days, in order.</summary>
    private List<LocalDateTime> Moments(DemoCandidate candidate, int count)
    {
        var first = candidate.Site.Date.PlusDays(21);
        var span = Period.DaysBetween(first, LastDay);
        var moments = new SortedSet<LocalDateTime>();
        while (moments.Count < count)
        {
            var day = first.PlusDays(dice.Below(span));
            if (Tour2023.IsWorkingDay(day))
                moments.Add(day.At(new(dice.Between(9, 18), dice.Below(60))));
        }

        return [.. moments];
    }
}
