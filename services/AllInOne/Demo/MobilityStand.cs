using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoMobilityVisit(DemoCandidate Candidate, LocalDateTime VisitedAt, string Outcome);

/// <summary>The mobility adviser's stand: 750 people of those received, each once and between two interviews; 550 are accompanied afterwards.</summary>
internal static class MobilityStand
{
    private const int Minutes = 10;

    public static List<DemoMobilityVisit> Receive(Candidates candidates)
    {
        var dice = new Dice("mobility");
        return dice.Shuffled(candidates.All.Where(c => c.ReceivedAt is not null)).Take(Tour2023.MobilityVisits)
            .Select((candidate, n) => new DemoMobilityVisit(candidate, FreeMoment(candidate, dice),
                n < Tour2023.Accompanied ? "accompanied" : dice.Percent(55) ? "diagnosis" : "information"))
            .ToList();
    }

    private static LocalDateTime FreeMoment(DemoCandidate candidate, Dice dice)
    {
        var site = candidate.Site;
        var arrival = candidate.ReceivedAt!.Value;
        var opening = site.Date + site.OpensAt;
        var from = arrival > opening ? arrival : opening;
        var span = (int)Period.Between(from, site.Date + site.ClosesAt, PeriodUnits.Minutes).Minutes - Minutes;
        while (true)
        {
            var at = from.PlusMinutes(dice.Between(2, span));
            var until = at.PlusMinutes(Minutes);
            var lunch = until.TimeOfDay > new LocalTime(12, 30) && at.TimeOfDay < new LocalTime(13, 30);
            if (!lunch && candidate.Interviews.All(i => until <= i.StartsAt || at >= i.EndsAt))
                return at;
        }
    }
}
