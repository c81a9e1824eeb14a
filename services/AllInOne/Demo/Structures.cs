namespace JobDating.AllInOne.Demo;

/// <summary>An organisation that sends candidates to the tour.</summary>
internal sealed record DemoStructure(string Code, string Name, string Kind);

internal static class Structures
{
    public static readonly DemoStructure[] All =
    [
        new("S01", "France Travail Tourcoing", "france_travail"),
        new("S02", "France Travail Roubaix", "france_travail"),
        new("S03", "France Travail Lille Sud", "france_travail"),
        new("S04", "France Travail Villeneuve-d'Ascq", "france_travail"),
        new("S05", "Maison de l'emploi du Ferrain", "maison_emploi"),
        new("S06", "Maison de l'emploi des Trois Cantons", "maison_emploi"),
        new("S07", "PLIE du Val de Marque", "plie"),
        new("S08", "PLIE Métropole Sud", "plie"),
        new("S09", "CCAS de Ronchin", "ccas"),
        new("S10", "CCAS de Wattrelos", "ccas"),
        new("S11", "CCAS de Mons-en-Barœul", "ccas"),
        new("S12", "Cap emploi de la métropole", "cap_emploi"),
        new("S13", "Mission emploi de Wambrechies", "mission"),
        new("S14", "Association Nouvel Élan 50", "association"),
    ];
}
