namespace JobDating.AllInOne.Demo;

/// <summary>
/// Who became what after each date. At the end of November the hires and training entries are those of the report and three people are
/// still "to settle"; December brings a hire more at each site, two training entries and the settling of one of the three.
/// Hires are drawn alike from the prepared and the others: the scenario claims no effect of the workshops.
/// </summary>
internal sealed class FollowUpStory
{
    /// <summary>How the 144 hires became known; the counts add up to them.</summary>
    private static readonly (HireTold Told, int Times)[] Hires =
    [
        (HireTold.ByCandidateUnnamed, 34), (HireTold.ByCandidate, 30), (HireTold.ByEmployer, 26), (HireTold.ByBoth, 26),
        (HireTold.ByBothOnceUnnamed, 8), (HireTold.ContestedThenSettled, 5), (HireTold.CorrectedByEmployer, 3), (HireTold.Twice, 6),
        (HireTold.AfterTraining, 3), (HireTold.AfterUnansweredCalls, 3),
    ];

    /// <summary>By site: contradictions that nobody has settled yet.</summary>
    private static readonly int[] Unsettled = [0, 1, 0, 1, 0, 1];

    private readonly Dice dice = new("follow-up");
    private readonly Answers answers;
    private readonly List<HireTold> told;

    private FollowUpStory(Employers employers)
    {
        answers = new(new("answers"), employers);
        told = dice.Shuffled(Hires.SelectMany(h => Enumerable.Repeat(h.Told, h.Times)));
    }

    public static List<DemoAnswer> Tell(Candidates candidates, Employers employers)
    {
        var story = new FollowUpStory(employers);
        for (var i = 0; i < Tour2023.Sites.Length; i++)
            story.TellSite(candidates.ReceivedAt(Tour2023.Sites[i]), i);
        return story.answers.All;
    }

    private void TellSite(List<DemoCandidate> received, int siteIndex)
    {
        var site = Tour2023.Sites[siteIndex];
        var hired = DrawHired(received, site);
        foreach (var candidate in hired)
            answers.Hired(candidate, HowTold(candidate));

        var rest = new Queue<DemoCandidate>(dice.Shuffled(received.Where(c => c.AgreesToFollowUp && !hired.Contains(c))));
        for (var n = 0; n < site.Trainings; n++)
            answers.InTraining(rest.Dequeue(), dice.Percent(30));
        for (var n = 0; n < Unsettled[siteIndex]; n++)
            answers.Contested(rest.Dequeue(), siteIndex == 1 ? SettledLater.InDecember : SettledLater.No);
        answers.Contested(rest.Dequeue(), SettledLater.AsNotHired);
        if (siteIndex % 2 == 0)
            answers.Withdrawn(rest.Dequeue());

        // About half of those asked have answered.
        var asked = received.Count(c => c.AgreesToFollowUp);
        var answered = answers.All.Where(a => a.Candidate.Site == site && a.Candidate.AgreesToFollowUp).Select(a => a.Candidate).Distinct().Count();
        var without = Enumerable.Range(0, asked * 51 / 100 - answered).Select(_ => rest.Dequeue()).ToList();
        foreach (var candidate in without)
            answers.WithoutHire(candidate);

        answers.HiredInDecember(siteIndex % 2 == 0 ? without[0] : rest.Dequeue(), siteIndex);
        if (siteIndex is 2 or 5)
            answers.InTrainingInDecember(rest.Dequeue());
        for (var n = asked / 12; n > 0; n--)
            answers.Unreachable(rest.Dequeue());
    }

    /// <summary>The same share of the prepared and of the others; rather those with a conclusive interview.</summary>
    private HashSet<DemoCandidate> DrawHired(List<DemoCandidate> received, TourSite site)
    {
        var fromPrepared = (site.Hires * site.Prepared + site.Received / 2) / site.Received;
        var drawn = dice.Shuffled(received)
            .Select(c => (Candidate: c, Luck: dice.Below(100) + (c.Interviews.Any(i => i.Result == "conclusive") ? 0 : 55)))
            .OrderBy(c => c.Luck).Select(c => c.Candidate).ToList();
        return drawn.Where(c => c.Prepared).Take(fromPrepared)
            .Concat(drawn.Where(c => !c.Prepared).Take(site.Hires - fromPrepared))
            .ToHashSet();
    }

    /// <summary>Who did not agree to be asked is known by the employer's word alone.</summary>
    private HireTold HowTold(DemoCandidate candidate)
    {
        var how = candidate.AgreesToFollowUp ? told.Count - 1 : told.LastIndexOf(HireTold.ByEmployer);
        var kind = told[how];
        told.RemoveAt(how);
        return kind;
    }
}
