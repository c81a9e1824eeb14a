using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoInterview(DemoCandidate Candidate, DemoAttendance Attendance, int Table, LocalDateTime StartsAt, string Status)
{
    public string Code { get; set; } = "";
    public string Result { get; set; } = "";
    public LocalDate? SecondInterviewOn { get; set; }
    public LocalDateTime EndsAt => StartsAt.PlusMinutes(Tour2023.InterviewMinutes);
}

/// <summary>
/// The interviews of one site, in slots of ten minutes with the lunch hour left free. Nobody and no table has two at once; who came has a first
/// one soon after arriving and a pause between two. Those who registered and did not come leave a no-show behind, others cancel or leave early.
/// </summary>
internal sealed class Timetable
{
    private static readonly LocalTime LunchFrom = new(12, 30);
    private static readonly LocalTime LunchUntil = new(13, 30);

    private readonly Dice dice;
    private readonly TourSite site;
    private readonly List<LocalDateTime> slots;
    private readonly List<DemoAttendance> tables;
    private readonly HashSet<(string Siret, int Table, int Slot)> taken = [];
    private readonly HashSet<(DemoCandidate Candidate, int Slot)> busy = [];
    private readonly HashSet<(DemoCandidate Candidate, string Siret)> met = [];

    private Timetable(TourSite site, Employers employers)
    {
        this.site = site;
        dice = new($"interviews, {site.Code}");
        slots = Slots(site);
        // An establishment with more tables is asked for more often.
        tables = employers.PresentAt(site).SelectMany(a => Enumerable.Repeat(a, a.Tables)).ToList();
    }

    public static List<DemoInterview> Hold(Candidates candidates, Employers employers)
    {
        var all = Tour2023.Sites.SelectMany(site => new Timetable(site, employers).Fill(candidates)
            .OrderBy(i => i.StartsAt).ThenBy(i => i.Attendance.Establishment.Siret, StringComparer.Ordinal).ThenBy(i => i.Table)).ToList();
        for (var i = 0; i < all.Count; i++)
            all[i].Code = $"I{i + 1:0000}";
        return all;
    }

    private List<DemoInterview> Fill(Candidates candidates)
    {
        var received = candidates.ReceivedAt(site).OrderBy(c => c.ReceivedAt).ThenBy(c => c.Code, StringComparer.Ordinal).ToList();
        var absent = candidates.All.Where(c => c.Site == site && c.ReceivedAt is null && c.Registration.CancelledAt is null).ToList();
        var held = Wishes(received).Select(candidate => Book(candidate, "held")).ToList();
        var others = absent.Where(_ => dice.Percent(60)).Select(candidate => Book(candidate, "no_show"))
            .Concat(dice.Shuffled(received).Take(3).Select(candidate => Book(candidate, "no_show")))
            .Concat(dice.Shuffled(received).Take(4).Select(candidate => Book(candidate, "cancelled")))
            .ToList();
        Judge(held);
        return [.. held, .. others];
    }

    /// <summary>Who has an interview, once for each, in order of arrival: nearly everybody one, many two, some three or four.</summary>
    private IEnumerable<DemoCandidate> Wishes(List<DemoCandidate> received)
    {
        var interviewed = dice.Shuffled(received).Take(received.Count - (received.Count * 7 + 50) / 100).ToList();
        var wishes = interviewed.ToDictionary(c => c, _ => 1);
        for (var more = site.Held - interviewed.Count; more > 0;)
        {
            var candidate = dice.Pick(interviewed);
            if (wishes[candidate] == 4)
                continue;
            wishes[candidate]++;
            more--;
        }

        return received.Where(wishes.ContainsKey).SelectMany(c => Enumerable.Repeat(c, wishes[c]));
    }

    private DemoInterview Book(DemoCandidate candidate, string status)
    {
        var earliest = (candidate.ReceivedAt ?? site.Date + site.OpensAt).PlusMinutes(candidate.ReceivedAt is null ? dice.Below(300) : dice.Between(5, 60));
        foreach (var attendance in dice.Shuffled(tables))
        {
            var siret = attendance.Establishment.Siret;
            if (met.Contains((candidate, siret)))
                continue;
            for (var slot = slots.FindIndex(s => s >= earliest); slot >= 0 && slot < slots.Count; slot++)
            {
                if (busy.Contains((candidate, slot - 1)) || busy.Contains((candidate, slot)) || busy.Contains((candidate, slot + 1)))
                    continue;
                var table = Enumerable.Range(1, attendance.Tables).FirstOrDefault(t => !taken.Contains((siret, t, slot)));
                if (table == 0)
                    continue;
                taken.Add((siret, table, slot));
                busy.Add((candidate, slot));
                met.Add((candidate, siret));
                var interview = new DemoInterview(candidate, attendance, table, slots[slot], status);
                candidate.Interviews.Add(interview);
                return interview;
            }
        }

        throw new InvalidOperationException($"No slot is left at {site.Name} for {candidate.Code}.");
    }

    private void Judge(List<DemoInterview> held)
    {
        var judged = dice.Shuffled(held);
        for (var i = 0; i < judged.Count; i++)
        {
            judged[i].Result = i < site.Conclusive ? "conclusive" : dice.Percent(4) ? "undecided" : "not_conclusive";
            if (i < site.Conclusive && dice.Percent(85))
                judged[i].SecondInterviewOn = Tour2023.WorkingDayFrom(site.Date.PlusDays(dice.Between(2, 21)));
        }
    }

    private static List<LocalDateTime> Slots(TourSite site)
    {
        var slots = new List<LocalDateTime>();
        for (var start = site.OpensAt; start.PlusMinutes(Tour2023.InterviewMinutes) <= site.ClosesAt; start = start.PlusMinutes(Tour2023.InterviewMinutes))
            if (start.PlusMinutes(Tour2023.InterviewMinutes) <= LunchFrom || start >= LunchUntil)
                slots.Add(site.Date + start);
        return slots;
    }
}
