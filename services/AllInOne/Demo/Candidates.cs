using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoRegistration(TourSite Site, LocalDateTime RegisteredAt, string Channel, LocalDateTime? CancelledAt, LocalDateTime? ReceivedAt);

internal sealed class DemoCandidate
{
    public string Code { get; set; } = "";
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required LocalDate BirthDate { get; init; }
    public required string Email { get; init; }
    public required string Phone { get; init; }
    public required string Commune { get; init; }
    public required string StructureCode { get; init; }
    /// <summary>yes, no, or empty when the question was not asked.</summary>
    public required string ConsentFollowUp { get; init; }
    public required LocalDate? ConsentedOn { get; init; }
    public required List<DemoRegistration> Registrations { get; init; }

    /// <summary>The registration that held to the end, or the one cancelled when there is no other.</summary>
    public DemoRegistration Registration => Registrations[^1];
    public TourSite Site => Registration.Site;
    public LocalDateTime? ReceivedAt => Registration.ReceivedAt;
    public bool Prepared { get; set; }
    public List<DemoInterview> Interviews { get; } = [];

    /// <summary>Most wanted first; of a tour that is over they are no longer known.</summary>
    public List<DemoOffer> Wishes { get; } = [];

    public bool AgreesToFollowUp => ConsentFollowUp == "yes";
}

/// <summary>
/// The thousand registered, of whom 950 came, one in ten of them without registration; eight more cancelled for good,
/// and five cancelled one site for the next. Nobody is received twice, so the sites add up.
/// </summary>
internal sealed class Candidates
{
    private static readonly int[] CancelledForGood = [1, 2, 1, 1, 1, 2];

    private readonly Dice dice = new("candidates");
    private readonly People people;

    public List<DemoCandidate> All { get; }

    public Candidates()
    {
        // The youngest turned 50 in 2022.
        people = new(dice, new(new("names")), new(1958, 1, 1));
        var drawn = new List<DemoCandidate>();
        for (var i = 0; i < Tour2023.Sites.Length; i++)
        {
            var site = Tour2023.Sites[i];
            var walkIns = (site.Received + 5) / 10;
            for (var n = 0; n < site.Received; n++)
                drawn.Add(n < walkIns ? WalkIn(site) : n == walkIns && i > 0 ? MovedFrom(Tour2023.Sites[i - 1], site) : Expected(site, comes: true));
            for (var n = 0; n < site.NotReceived; n++)
                drawn.Add(Expected(site, comes: false));
            for (var n = 0; n < CancelledForGood[i]; n++)
                drawn.Add(Cancelled(site));
        }

        All = drawn.OrderBy(c => c.Registrations[0].RegisteredAt).ToList();
        for (var i = 0; i < All.Count; i++)
            All[i].Code = $"C{i + 1:0000}";
    }

    public List<DemoCandidate> ReceivedAt(TourSite site) => All.Where(c => c.ReceivedAt is not null && c.Site == site).ToList();

    private DemoCandidate WalkIn(TourSite site)
    {
        var arrival = (site.Date + site.OpensAt).PlusMinutes(dice.Below(180));
        return people.Person([new(site, arrival, "walk_in", null, arrival)]);
    }

    private DemoCandidate Expected(TourSite site, bool comes)
    {
        var (at, channel) = Entry(site, earliest: 42, latest: 1);
        return people.Person([new(site, at, channel, null, comes ? Arrival(site) : null)]);
    }

    private DemoCandidate Cancelled(TourSite site)
    {
        var (at, channel) = Entry(site, earliest: 42, latest: 12);
        return people.Person([new(site, at, channel, site.Date.PlusDays(-dice.Between(1, 9)).At(new(dice.Between(9, 17), dice.Below(60))), null)]);
    }

    private DemoCandidate MovedFrom(TourSite first, TourSite then)
    {
        var (at, channel) = Entry(first, earliest: 35, latest: 12);
        var moved = first.Date.PlusDays(-dice.Between(2, 8)).At(new(dice.Between(9, 17), dice.Below(60)));
        return people.Person([new(first, at, channel, moved, null), new(then, moved, "staff", null, Arrival(then))]);
    }

    private (LocalDateTime At, string Channel) Entry(TourSite site, int earliest, int latest)
    {
        var day = site.Date.PlusDays(-dice.Between(latest, earliest));
        var channel = dice.Below(100) switch { < 38 => "online", < 75 => "prescriber", _ => "staff" };
        if (channel == "online")
            return (day.At(new(dice.Between(7, 22), dice.Below(60))), channel);
        while (!Tour2023.IsWorkingDay(day))
            day = day.PlusDays(-1);
        return (day.At(new(dice.Between(9, 17), dice.Below(60))), channel);
    }

    private LocalDateTime Arrival(TourSite site)
    {
        var minutes = dice.Below(10) switch { < 5 => dice.Between(-20, 90), < 7 => dice.Between(90, 180), _ => dice.Between(255, 360) };
        return (site.Date + site.OpensAt).PlusMinutes(minutes);
    }
}
