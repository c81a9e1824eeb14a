namespace JobDating.AllInOne.Demo.Coming;

/// <summary>
/// Those who have registered in the last four weeks, each with one to five wishes among the employers of their site; one in eight has none yet. The first
/// employers of a site are wanted by most, so there are more wishes for them than rounds. Some come to two sites, some have cancelled.
/// </summary>
internal sealed class ComingCandidates
{
    private const int Weeks = 4;

    private readonly Dice dice = new("candidates to come");
    private readonly ComingTour tour;
    private readonly ComingEmployers employers;
    private readonly ILookup<DemoEstablishment, DemoOffer> offers;

    public ComingCandidates(ComingTour tour, ComingEmployers employers)
    {
        (this.tour, this.employers) = (tour, employers);
        offers = employers.Offers.ToLookup(offer => offer.Establishment);
        var people = new People(dice, new(new("names to come")), tour.Today.PlusYears(-65));
        var drawn = new List<DemoCandidate>();
        for (var i = 0; i < tour.Sites.Count; i++)
            for (var n = 0; n < tour.Sites[i].Registered; n++)
            {
                var candidate = people.Person(Register(tour.Sites[i], tour.Sites.ElementAtOrDefault(i + 1)));
                candidate.Wishes.AddRange(Wish(tour.Sites[i]));
                drawn.Add(candidate);
            }
        All = [.. drawn.OrderBy(c => c.Registrations[0].RegisteredAt)];
        for (var i = 0; i < All.Count; i++)
            All[i].Code = $"C{i + 1:0000}";
    }

    public List<DemoCandidate> All { get; }

    public IEnumerable<DemoCandidate> At(TourSite site) => All.Where(c => c.Registrations.Any(r => r.Site == site && r.CancelledAt is null));

    private List<DemoRegistration> Register(TourSite site, TourSite? next)
    {
        var channel = dice.Below(100) switch { < 45 => "online", < 80 => "prescriber", _ => "staff" };
        var day = tour.Today.PlusDays(-dice.Between(1, 7 * Weeks));
        var at = channel == "online" ? day.At(new(dice.Between(7, 22), dice.Below(60))) : WorkingDays.Until(day).At(new(dice.Between(9, 17), dice.Below(60)));
        var cancelled = day.PlusDays(dice.Between(1, 6)).At(new(dice.Between(9, 17), dice.Below(60)));
        List<DemoRegistration> registrations = [new(site, at, channel, dice.Percent(4) && cancelled.Date < tour.Today ? cancelled : null, null)];
        if (next is not null && dice.Percent(8))
            registrations.Add(new(next, at, channel, null, null));
        return registrations;
    }

    /// <summary>Without an establishment twice: the first is wanted twice as much as the second, three times as much as the third…</summary>
    private IEnumerable<DemoOffer> Wish(TourSite site)
    {
        if (dice.Percent(12))
            return [];
        var left = employers.At(site).Select((establishment, place) => (Establishment: establishment, Weight: 5_040 / (place + 1))).ToList();
        var wishes = new List<DemoOffer>();
        for (var more = dice.Below(10) switch { 0 => 1, < 3 => 2, < 6 => 3, < 8 => 4, _ => 5 }; more > 0; more--)
        {
            var point = dice.Below(left.Sum(one => one.Weight));
            var at = left.FindIndex(one => (point -= one.Weight) < 0);
            wishes.Add(dice.Pick(offers[left[at].Establishment].ToList()));
            left.RemoveAt(at);
        }
        return wishes;
    }
}
