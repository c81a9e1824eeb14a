using NodaTime;

namespace JobDating.AllInOne.Demo;

internal sealed record DemoArticle(LocalDate PublishedOn, string Outlet, string Title, string Url);

/// <summary>The thirty articles: four around each date and six on the year as a whole. Outlets, titles and links are invented.</summary>
internal static class Press
{
    private static readonly string[] Outlets =
        ["L'Écho de la Deûle", "Le Courrier du Ferrain", "Radio Beffroi", "Lys Télévision", "Métropole Hebdo", "La Gazette des Weppes", "Nord Emploi Info"];

    /// <summary>How many days from the date, and the titles: one for every other site.</summary>
    private static readonly (int Day, string[] Titles)[] AroundADate =
    [
        (-9, ["{0} : les plus de 50 ans attendus au job dating", "Après 50 ans, on recrute aussi : rendez-vous à {0}"]),
        (-1, ["Demain à {0}, dix minutes pour convaincre", "{0} : ils répètent leur entretien avant le grand jour"]),
        (0, ["{0} : tables pleines au job dating senior", "Au son du gong, des entretiens à la chaîne à {0}"]),
        (2, ["« Ici, on regarde mon expérience » : reportage à {0}", "{0} : les employeurs repartent avec des rendez-vous"]),
    ];

    private static readonly (LocalDate On, string Title)[] OnTheYear =
    [
        (new(2023, 2, 2), "Six villes, six dates : le Job Dating Tour revient"),
        (new(2023, 4, 20), "Emploi des seniors : la mobilité, premier frein levé"),
        (new(2023, 6, 15), "Ils ont signé la Charte Emploi Senior"),
        (new(2023, 7, 4), "Job Dating Tour : ce que disent les employeurs à mi-parcours"),
        (new(2023, 9, 5), "La tournée des plus de 50 ans repart à la rentrée"),
        (new(2023, 11, 28), "Job Dating Tour : l'heure du premier bilan"),
    ];

    public static List<DemoArticle> Articles()
    {
        var dice = new Dice("press");
        return Tour2023.Sites.SelectMany((site, i) => AroundADate.Select(a =>
                (On: site.Date.PlusDays(a.Day), Title: string.Format(null, a.Titles[i % 2], site.Name))))
            .Concat(OnTheYear)
            .OrderBy(a => a.On)
            .Select((a, n) => new DemoArticle(a.On, dice.Pick(Outlets), a.Title, $"https://example.org/presse/{n + 1:00}"))
            .ToList();
    }
}
