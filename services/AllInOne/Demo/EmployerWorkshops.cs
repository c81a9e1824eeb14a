using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>The 21 workshops for employers (animations RH): 209 people who came, all different, from 137 structures, and a few who did not come.</summary>
internal static class EmployerWorkshops
{
    private static readonly string[] Themes =
    [
        "Recruter après 50 ans", "Lire un parcours long", "Mener un entretien de dix minutes", "La Charte Emploi Senior en pratique",
        "Aménager une fin de carrière", "Transmettre les savoirs", "Rédiger une offre qui parle à tous",
    ];

    private static readonly string[] Crafts =
        ["Boulangerie", "Garage", "Menuiserie", "Imprimerie", "Pharmacie", "Plomberie", "Couverture", "Serrurerie", "Fleuriste"];

    private static readonly string[] Houses = ["Bracquart", "Deroubaix-Lin", "Hazebroucq", "Moerman-Petit", "Wibaille"];

    public static List<DemoWorkshop> Hold(Employers employers)
    {
        var dice = new Dice("employer workshops");
        var names = new Names(new("employer workshops, names"));
        var structures = StructuresThatCome(employers);
        var seats = Tour2023.EmployerWorkshops.Sum();
        // Each structure sends one person, and some send more.
        var dealt = dice.Shuffled(structures.Concat(Enumerable.Range(0, seats - structures.Count).Select(_ => dice.Pick(structures))));

        var workshops = new List<DemoWorkshop>();
        var dealtSoFar = 0;
        for (var i = 0; i < Tour2023.EmployerWorkshops.Length; i++)
        {
            // One a fortnight until June, then eight from September to mid-November.
            var day = i < 13 ? new LocalDate(2023, 1, 12).PlusDays(14 * i) : new LocalDate(2023, 9, 7).PlusDays(10 * (i - 13));
            var start = Tour2023.WorkingDayFrom(day).At(dice.Percent(50) ? new(9, 0) : new(14, 0));
            var workshop = new DemoWorkshop($"RH-{i + 1:00}", Themes[i % Themes.Length], "employers", start,
                dice.Pick(Tour2023.Sites).Commune, Tour2023.EmployerWorkshops[i] + dice.Between(2, 5));
            for (var n = 0; n < Tour2023.EmployerWorkshops[i]; n++)
                workshop.Attendances.Add(new(FullName(names), dealt[dealtSoFar++], true));
            if (dice.Percent(60))
                workshop.Attendances.Add(new(FullName(names), dice.Pick(structures), false));
            workshops.Add(workshop);
        }

        return workshops;
    }

    private static List<string> StructuresThatCome(Employers employers) =>
        employers.Attendances.Where(a => a.Present).Select(a => a.Establishment.Company.Name).Distinct()
            .Concat(Structures.All.Select(s => s.Name))
            .Concat(Crafts.SelectMany(craft => Houses.Select(house => $"{craft} {house}")))
            .Take(Tour2023.EmployerWorkshopStructures)
            .ToList();

    private static string FullName(Names names)
    {
        var (first, last) = names.Next();
        return $"{first} {last}";
    }
}
