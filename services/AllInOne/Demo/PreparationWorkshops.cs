using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoWorkshop(string Code, string Name, string Audience, LocalDateTime StartsAt, string Place, int Capacity)
{
    public List<DemoWorkshopAttendance> Attendances { get; } = [];
}

/// <summary>The participant is a candidate's code, or the name of somebody who came for an employer.</summary>
internal sealed record DemoWorkshopAttendance(string Participant, string Structure, bool Attended);

/// <summary>
/// Workshops for candidates in each town, twelve to fourteen seats each, on the working days before its date. Among those who
/// attended, some did not come on the day, and some came to the next town's workshops after their own date: neither are "prepared".
/// </summary>
internal static class PreparationWorkshops
{
    private const int Seated = 12;
    private static readonly string[] Themes = ["Préparer ses entretiens courts", "Se présenter en trois minutes", "Valoriser son expérience"];

    public static List<DemoWorkshop> Hold(Candidates candidates)
    {
        var dice = new Dice("preparation");
        var workshops = new List<DemoWorkshop>();
        for (var i = 0; i < Tour2023.Sites.Length; i++)
        {
            var site = Tour2023.Sites[i];
            var known = dice.Shuffled(candidates.All.Where(c => c.Site == site && c.Registration.CancelledAt is null
                && c.Registration.RegisteredAt.Date <= site.Date.PlusDays(-14)));
            var received = known.Where(c => c.ReceivedAt is not null).ToList();
            var prepared = received.Take(site.Prepared).ToList();
            prepared.ForEach(c => c.Prepared = true);

            var invited = dice.Shuffled(
                prepared.Concat(known.Where(c => c.ReceivedAt is null).Take(2)).Select(c => new DemoWorkshopAttendance(c.Code, "", true))
                .Concat(received.Skip(site.Prepared).Take(site.Prepared / 9).Select(c => new DemoWorkshopAttendance(c.Code, "", false))));
            if (i > 0)
                invited.Add(new(dice.Pick(candidates.ReceivedAt(Tour2023.Sites[i - 1]).Where(c => !c.Prepared).ToList()).Code, "", true));

            var here = Sessions(site, (invited.Count + Seated - 1) / Seated, dice);
            for (var seat = 0; seat < invited.Count; seat++)
                here[seat % here.Count].Attendances.Add(invited[seat]);
            ComeTwice(here, prepared, dice);
            workshops.AddRange(here);
        }

        return workshops;
    }

    private static List<DemoWorkshop> Sessions(TourSite site, int count, Dice dice)
    {
        var starts = new List<LocalDateTime>();
        for (var day = site.Date.PlusDays(-1); starts.Count < count; day = day.PlusDays(-1))
            if (Tour2023.IsWorkingDay(day))
                starts.AddRange([day.At(new(14, 0)), day.At(new(9, 30))]);
        return starts.Take(count).Order()
            .Select((start, n) => new DemoWorkshop($"P-{site.Code}-{n + 1}", Themes[n % Themes.Length], "candidates", start,
                $"Espace emploi, {site.Commune}", Seated + dice.Below(3)))
            .ToList();
    }

    /// <summary>Where a seat is left, some come again to the next session, on another theme.</summary>
    private static void ComeTwice(List<DemoWorkshop> sessions, List<DemoCandidate> prepared, Dice dice)
    {
        foreach (var candidate in prepared.Where(_ => dice.Percent(15)))
        {
            var first = sessions.FindIndex(s => s.Attendances.Any(a => a.Participant == candidate.Code));
            var next = sessions.ElementAtOrDefault(first + 1);
            if (next is not null && next.Attendances.Count < next.Capacity)
                next.Attendances.Add(new(candidate.Code, "", true));
        }
    }
}
