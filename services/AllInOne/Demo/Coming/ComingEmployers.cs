namespace JobDating.AllInOne.Demo.Coming;

/// <summary>Forty establishments: most were there in 2023, six are new. Each comes to one site or two; at each site a few are wanted by most.</summary>
internal sealed class ComingEmployers
{
    private const int Returning = 34;

    /// <summary>Those whom most want have one table each, so that not everybody gets a place there.</summary>
    private const int Wanted = 3;

    private static readonly string[] NewNames = ["Serres du Héron", "Imprimerie Papier Fin", "Ressourcerie des Quais", "Crèches Petit Beffroi", "Optique de la Lys", "Vélos Delamarque"];

    private readonly Dice dice = new("employers to come");

    public ComingEmployers(ComingTour tour)
    {
        var before = new Employers();
        var all = dice.Shuffled(before.Attendances.Where(a => a.Present).Select(a => a.Establishment).DistinctBy(e => e.Company)).Take(Returning)
            .Concat(NewOnes(before.Establishments.Select(e => e.Company.Siren).ToHashSet())).ToList();
        var seats = all.ToDictionary(establishment => establishment, _ => 0);
        foreach (var site in tour.Sites)
            foreach (var (establishment, place) in dice.Shuffled(all).OrderBy(establishment => seats[establishment]).Take(site.Establishments).Select((establishment, place) => (establishment, place)).ToList())
            {
                seats[establishment]++;
                Attendances.Add(new(site, establishment, place < Wanted || dice.Percent(70) ? 1 : 2, Present: false));
            }
        foreach (var establishment in all)
            foreach (var job in dice.Shuffled(establishment.Company.Trade.Jobs).Take(dice.Between(1, 3)))
                Offers.Add(new($"O{Offers.Count + 1:000}", establishment, job, dice.Between(1, 4)));
    }

    /// <summary>At each site in the order of how many want them.</summary>
    public List<DemoAttendance> Attendances { get; } = [];

    public List<DemoOffer> Offers { get; } = [];

    public IEnumerable<DemoEstablishment> Establishments => Attendances.Select(a => a.Establishment).Distinct();

    public List<DemoEstablishment> At(TourSite site) => [.. Attendances.Where(a => a.Site == site).Select(a => a.Establishment)];

    private List<DemoEstablishment> NewOnes(HashSet<string> known)
    {
        var sirets = new FictitiousSiret(new("sirens to come"));
        return [.. NewNames.Select(name =>
        {
            var siren = sirets.NextSiren();
            while (!known.Add(siren))
                siren = sirets.NextSiren();
            var company = new DemoCompany(siren, name, dice.Pick(Trades.All), null);
            var commune = dice.Pick(Names.Communes);
            return new DemoEstablishment(FictitiousSiret.Of(siren, 1), company, $"{company.Trade.PlaceOfWork} {commune}", commune);
        })];
    }
}
