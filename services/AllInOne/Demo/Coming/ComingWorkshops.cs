namespace JobDating.AllInOne.Demo.Coming;

/// <summary>
/// Workshops for candidates: four were held in the last two weeks for the first two sites, so some are prepared already, and before each site there are two to come. For
/// employers one was held and one is to come. Whoever has a seat in one to come has not attended it yet.
/// </summary>
internal static class ComingWorkshops
{
    private const int Seats = 14;
    private static readonly string[] Themes = ["Préparer ses entretiens courts", "Se présenter en trois minutes", "Valoriser son expérience"];

    public static List<DemoWorkshop> Plan(ComingTour tour, ComingCandidates candidates, ComingEmployers employers)
    {
        var dice = new Dice("workshops to come");
        var workshops = new List<DemoWorkshop>();
        for (var n = 0; n < 4; n++)
        {
            var site = tour.Sites[n % 2];
            var held = new DemoWorkshop($"P-{n + 1}", Themes[n % Themes.Length], "candidates", WorkingDays.Until(tour.Today.PlusDays(-2 - (3 * n))).At(new(14, 0)), $"Espace emploi, {site.Commune}", Seats);
            var known = dice.Shuffled(candidates.At(site).Where(c => c.Registrations[0].RegisteredAt < held.StartsAt.PlusDays(-2)));
            held.Attendances.AddRange(known.Take(Seats).Select(c => new DemoWorkshopAttendance(c.Code, "", dice.Percent(85))));
            workshops.Add(held);
        }
        foreach (var site in tour.Sites)
        {
            var here = dice.Shuffled(candidates.At(site));
            for (var n = 0; n < 2; n++)
            {
                var day = WorkingDays.Until(site.Date.PlusDays(-1 - (2 * n)));
                var workshop = new DemoWorkshop($"P-{site.Code}-{2 - n}", Themes[n], "candidates", day.At(n == 0 ? new(14, 0) : new(9, 30)), $"Espace emploi, {site.Commune}", Seats);
                workshop.Attendances.AddRange(here.Skip(Seats * n).Take(dice.Between(5, Seats - 2)).Select(c => new DemoWorkshopAttendance(c.Code, "", false)));
                workshops.Add(workshop);
            }
        }
        var names = new Names(new("workshops to come, names"));
        foreach (var (code, theme, day, attended) in new[]
        {
            ("RH-1", "Recruter après 50 ans", WorkingDays.Until(tour.Today.PlusDays(-6)), true),
            ("RH-2", "Mener un entretien de dix minutes", WorkingDays.From(tour.Today.PlusDays(5)), false),
        })
        {
            var workshop = new DemoWorkshop(code, theme, "employers", day.At(new(9, 0)), "Roubaix", Seats);
            foreach (var establishment in dice.Shuffled(employers.Establishments).Take(9))
            {
                var (first, last) = names.Next();
                workshop.Attendances.Add(new($"{first} {last}", establishment.Company.Name, attended));
            }
            workshops.Add(workshop);
        }
        return workshops;
    }
}
