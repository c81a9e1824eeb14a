using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>One site of the tour and the figures that the scenario reaches there, to the unit.</summary>
internal sealed record TourSite(
    string Code, string Name, string Commune, string Address, LocalDate Date, LocalTime OpensAt, LocalTime ClosesAt,
    int Registered, int Received, int Prepared, int Establishments, int Held, int Conclusive, int Hires, int Trainings)
{
    public int NotReceived => Registered - Received;
}

/// <summary>
/// The reference case. The totals are those of the association's annual report of 2023; the split by site, the thousand
/// registered and the dates are a plausible scenario. Hires and training entries are those known at the end of
/// November. Establishments sit at one site each, so that the sites add up to 116.
/// </summary>
internal static class Tour2023
{
    public const int Companies = 87;
    public const int MobilityVisits = 750;
    public const int Accompanied = 550;
    public const int PressArticles = 30;
    public const int InterviewMinutes = 10;

    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    /// <summary>The last day whose answers count in the report.</summary>
    public static readonly LocalDate AsOf = new(2023, 11, 30);

    /// <summary>Charter signatures: 14 in 2019, 9 more in 2022, 8 more in 2023.</summary>
    public static readonly (LocalDate On, int Companies)[] CharterSignatures =
    [
        (new(2019, 10, 8), 9), (new(2019, 11, 26), 5),
        (new(2022, 6, 21), 4), (new(2022, 11, 22), 5),
        (new(2023, 3, 28), 3), (new(2023, 5, 23), 2), (new(2023, 10, 10), 3),
    ];

    /// <summary>Participants of each of the 21 employer workshops: 209 in all.</summary>
    public static readonly int[] EmployerWorkshops = [8, 12, 10, 9, 11, 7, 13, 10, 10, 9, 11, 8, 12, 10, 6, 14, 10, 9, 11, 10, 9];

    public const int EmployerWorkshopStructures = 137;

    public static readonly TourSite[] Sites =
    [
        new("wambrechies", "Wambrechies", "Wambrechies", "Salle du Vert-Galant, 12 rue des Bateliers, 59118 Wambrechies",
            new(2023, 3, 14), new(9, 0), new(17, 0), 148, 140, 40, 17, 205, 90, 21, 4),
        new("mons-en-baroeul", "Mons-en-Barœul", "Mons-en-Barœul", "Salle du Fort, 3 avenue du Barœul, 59370 Mons-en-Barœul",
            new(2023, 3, 28), new(9, 0), new(17, 0), 174, 165, 48, 20, 240, 106, 25, 4),
        new("ronchin", "Ronchin", "Ronchin", "Espace des Tilleuls, 40 rue du Moulin, 59790 Ronchin",
            new(2023, 4, 11), new(9, 0), new(16, 30), 158, 150, 43, 18, 215, 95, 23, 4),
        new("wattrelos", "Wattrelos", "Wattrelos", "Salle du Sapin Vert, 8 rue des Tisserands, 59150 Wattrelos",
            new(2023, 5, 23), new(9, 0), new(17, 0), 152, 145, 42, 18, 210, 92, 22, 4),
        new("val-de-marque", "Val-de-Marque", "Hem", "Salle des Trois Villes, 25 rue de la Marque, 59510 Hem",
            new(2023, 9, 19), new(9, 0), new(16, 30), 137, 130, 37, 16, 186, 82, 19, 3),
        new("tourcoing", "Tourcoing", "Tourcoing", "Halle des Filatures, 60 quai du Halot, 59200 Tourcoing",
            new(2023, 10, 10), new(9, 0), new(17, 30), 231, 220, 64, 27, 320, 140, 34, 6),
    ];

    private static readonly HashSet<LocalDate> PublicHolidays =
    [
        new(2023, 1, 2), new(2023, 4, 10), new(2023, 5, 1), new(2023, 5, 8), new(2023, 5, 18), new(2023, 5, 19),
        new(2023, 5, 29), new(2023, 7, 14), new(2023, 8, 15), new(2023, 11, 1), new(2023, 12, 25),
    ];

    public static bool IsWorkingDay(LocalDate day) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !PublicHolidays.Contains(day);

    /// <summary>The day itself when people work on it, else the next one on which they do.</summary>
    public static LocalDate WorkingDayFrom(LocalDate day)
    {
        while (!IsWorkingDay(day))
            day = day.PlusDays(1);
        return day;
    }
}
