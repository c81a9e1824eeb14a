using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoCompany(string Siren, string Name, Trade Trade, LocalDate? CharterSignedOn);

internal sealed record DemoEstablishment(string Siret, DemoCompany Company, string Name, string Commune);

internal sealed record DemoAttendance(TourSite Site, DemoEstablishment Establishment, int Tables, bool Present);

internal sealed record DemoOffer(string Code, DemoEstablishment Establishment, Job Job, int Positions);

/// <summary>
/// 87 companies that came, 31 of them signatories of the charter, with 116 establishments, each present at one site; three
/// more companies were expected and did not come, and four establishments were expected at a second site in vain.
/// </summary>
internal sealed class Employers
{
    /// <summary>How many companies came with how many establishments more than their first: 29 in all.</summary>
    private static readonly (int Companies, int More)[] Branches = [(5, 3), (4, 2), (6, 1)];

    private readonly Dice dice = new("employers");

    public List<DemoAttendance> Attendances { get; } = [];
    public List<DemoOffer> Offers { get; } = [];

    public IEnumerable<DemoEstablishment> Establishments => Attendances.Select(a => a.Establishment).Distinct();

    public Employers()
    {
        var companies = Companies();
        var places = Tour2023.Sites.ToDictionary(site => site, site => site.Establishments);
        // Those with several establishments choose first, so that no company sits twice at one site.
        var next = 0;
        foreach (var (count, more) in Branches)
            for (var i = 0; i < count; i++)
                Seat(companies[next++], 1 + more, places);
        while (next < Tour2023.Companies)
            Seat(companies[next++], 1, places);

        var present = Attendances.ToList();
        foreach (var company in companies.Skip(Tour2023.Companies))
            Attendances.Add(new(dice.Pick(Tour2023.Sites), Establishment(company, 1, []), 1, Present: false));
        foreach (var attendance in dice.Shuffled(present).Take(4))
            Attendances.Add(new(dice.Pick(Tour2023.Sites.Where(site => site != attendance.Site).ToList()), attendance.Establishment, 1, Present: false));

        foreach (var establishment in Establishments.ToList())
            foreach (var job in dice.Shuffled(establishment.Company.Trade.Jobs).Take(dice.Between(1, 3)))
                Offers.Add(new($"O{Offers.Count + 1:000}", establishment, job, dice.Between(1, 5)));
    }

    public List<DemoAttendance> PresentAt(TourSite site) => Attendances.Where(a => a.Present && a.Site == site).ToList();

    private List<DemoCompany> Companies()
    {
        var sirets = new FictitiousSiret(new("sirens"));
        var names = dice.Shuffled(Trades.All.SelectMany(trade => trade.Companies.Select(name => (name, trade))));
        var signatures = dice.Shuffled(Tour2023.CharterSignatures
            .SelectMany(s => Enumerable.Repeat<LocalDate?>(s.On, s.Companies))
            .Concat(Enumerable.Repeat<LocalDate?>(null, Tour2023.Companies - Tour2023.CharterSignatures.Sum(s => s.Companies))));
        return names.Select((n, i) => new DemoCompany(sirets.NextSiren(), n.name, n.trade, i < signatures.Count ? signatures[i] : null)).ToList();
    }

    private void Seat(DemoCompany company, int establishments, Dictionary<TourSite, int> places)
    {
        var communes = new HashSet<string>();
        var sites = dice.Shuffled(Tour2023.Sites).OrderByDescending(site => places[site]).Take(establishments).ToList();
        for (var i = 0; i < establishments; i++)
        {
            places[sites[i]]--;
            var tables = dice.Below(20) switch { < 11 => 1, < 18 => 2, _ => 3 };
            Attendances.Add(new(sites[i], Establishment(company, i + 1, communes), tables, Present: true));
        }
    }

    private DemoEstablishment Establishment(DemoCompany company, int number, HashSet<string> taken)
    {
        var commune = dice.Pick(Names.Communes.Where(c => !taken.Contains(c)).ToList());
        taken.Add(commune);
        return new(FictitiousSiret.Of(company.Siren, number), company, $"{company.Trade.PlaceOfWork} {commune}", commune);
    }
}
