using NodaTime;
using NodaTime.Text;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>
/// The tour that is still to come, whatever the day: six sites on Tuesdays and Thursdays, the first in about ten days (after the holidays in
/// December), the last about two months from now. Of the figures of a <see cref="TourSite"/> it has only who is registered and who is expected; the others are nought.
/// </summary>
internal sealed class ComingTour
{
    public const int InterviewMinutes = 10;

    private const int DaysUntilTheFirst = 10;
    private const int DaysBetween = 8;

    private static readonly LocalDatePattern Month = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM");

    /// <param name="today">The edition's day on which the demonstration is made.</param>
    public ComingTour(LocalDate today)
    {
        Today = today;
        var day = today.PlusDays(DaysUntilTheFirst);
        foreach (var (code, commune, address, opens, closes, registered, establishments) in Places)
        {
            day = WorkingDays.ForATourFrom(day);
            Sites.Add(new(code, commune, commune, address, day, opens, closes, registered, 0, 0, establishments, 0, 0, 0, 0));
            day = day.PlusDays(DaysBetween);
        }
    }

    public LocalDate Today { get; }

    public List<TourSite> Sites { get; } = [];

    /// <summary>Its month: a later one, made when this is over, is another edition, and none is 2023's.</summary>
    public string EditionCode => Month.Format(Sites[0].Date);

    public string EditionName => $"Job Dating Tour {Sites[0].Date.Year}";

    /// <summary>Nearly everybody whom the hall can seat is registered.</summary>
    public TourSite NearlyFull => Sites[2];

    public TourSite Postponed => Sites[4];

    private static (string Code, string Commune, string Address, LocalTime Opens, LocalTime Closes, int Registered, int Establishments)[] Places =>
    [
        ("roubaix", "Roubaix", "Salle des Trois Métiers, 14 rue des Tisseurs, 59100 Roubaix", new(9, 0), new(13, 0), 120, 16),
        ("lambersart", "Lambersart", "Espace du Canon d’Or, 3 avenue des Peupliers, 59130 Lambersart", new(9, 0), new(17, 0), 90, 14),
        ("ronchin", "Ronchin", "Espace des Tilleuls, 40 rue du Moulin, 59790 Ronchin", new(9, 0), new(17, 0), 76, 12),
        ("armentieres", "Armentières", "Halle au Lin, 21 quai de la Lys, 59280 Armentières", new(9, 30), new(16, 30), 64, 12),
        ("wattrelos", "Wattrelos", "Salle du Sapin Vert, 8 rue des Tisserands, 59150 Wattrelos", new(9, 0), new(17, 0), 48, 10),
        ("tourcoing", "Tourcoing", "Halle des Filatures, 60 quai du Halot, 59200 Tourcoing", new(9, 0), new(17, 30), 36, 10),
    ];
}
