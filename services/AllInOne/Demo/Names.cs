using System.Globalization;
using System.Text;

namespace JobDating.AllInOne.Demo;

/// <summary>Names as one meets them in the metropolis; every pairing is invented, and each is given to one person only.</summary>
internal sealed class Names(Dice dice)
{
    public static readonly string[] Communes =
    [
        "Lille", "Roubaix", "Tourcoing", "Villeneuve-d'Ascq", "Wattrelos", "Mons-en-Barœul", "Ronchin", "Wambrechies", "Hem", "Croix",
        "Lambersart", "Loos", "Haubourdin", "Halluin", "Mouvaux", "Marcq-en-Barœul", "La Madeleine", "Faches-Thumesnil", "Lys-lez-Lannoy",
        "Seclin", "Armentières", "Comines", "Leers", "Neuville-en-Ferrain", "Roncq", "Linselles", "Quesnoy-sur-Deûle", "Wasquehal", "Lesquin",
        "Hellemmes",
    ];

    private static readonly string[] First =
    [
        "Agnès", "Alain", "Aminata", "Annick", "Antoine", "Béatrice", "Bernard", "Brigitte", "Bruno", "Carmen", "Catherine", "Chantal",
        "Christian", "Christine", "Claude", "Corinne", "Daniel", "Danuta", "Denis", "Didier", "Dominique", "Élisabeth", "Éric", "Fabienne",
        "Farid", "Fatiha", "Florence", "Francis", "Franck", "François", "Gérard", "Ghislaine", "Gilles", "Hassan", "Hélène", "Isabelle",
        "Jacky", "Jean-Luc", "Jean-Marie", "João", "Joëlle", "Karim", "Khadija", "Laurence", "Leïla", "Lucie", "Malika", "Marc", "Marie-Paule",
        "Martine", "Maryse", "Maurizio", "Mireille", "Moussa", "Muriel", "Nadia", "Nathalie", "Odile", "Olivier", "Patricia", "Patrick", "Philippe",
        "Pierre", "Rachid", "Régine", "Rosa", "Sabine", "Saïd", "Serge", "Sophie", "Sylvain", "Sylvie", "Thérèse", "Thi Mai", "Thierry",
        "Valérie", "Véronique", "Viviane", "Yamina", "Yves", "Zofia",
    ];

    private static readonly string[] Last =
    [
        "Adjovi", "Amrani", "Baelde", "Bakkali", "Baudoin", "Belkacem", "Benali", "Bocquet", "Bouzid", "Brabant", "Caby", "Carpentier", "Castelain",
        "Catteau", "Cordonnier", "Coulibaly", "Couvreur", "Crombez", "Da Costa", "Danel", "Debruyne", "Decoster", "Degroote", "Delannoy",
        "Delattre", "Delbecque", "Deleu", "Delobel", "Demeyer", "Derache", "Desmet", "Desreumaux", "Devos", "Dhondt", "Diallo", "Dos Reis", "Dubois",
        "Dumortier", "El Idrissi", "Fauvarque", "Ferreira", "Flament", "Gadenne", "Ghesquière", "Gorski", "Grymonprez", "Hadji", "Haddad",
        "Hennebelle", "Herbaut", "Hocquet", "Hottin", "Jaworski", "Jonckheere", "Kaczmarek", "Kerkhove", "Kowalik", "Lagache", "Lahousse", "Lecomte",
        "Leconte", "Ledoux", "Lefebvre", "Leroux", "Lepoutre", "Lernould", "Lombardi", "Loridan", "Malfait", "Mansouri", "Marescaux", "Masquelier",
        "Meurisse", "Montaigne", "Morel", "N'Diaye", "Nguyen", "Nowicki", "Olivier", "Ouali", "Parmentier", "Pereira", "Petitprez", "Pollet", "Prouvost",
        "Quaghebeur", "Ricci", "Rousselle", "Salembier", "Santoro", "Saïdi", "Six", "Soudant", "Spriet", "Tahiri", "Thellier", "Tiberghien", "Traoré",
        "Vandamme", "Vandenbossche", "Vanhove", "Vasseur", "Verbeke", "Vermeersch", "Wattinne", "Wallart", "Wiart", "Zaoui", "Zielinski",
    ];

    private readonly HashSet<(string, string)> given = [];

    public (string First, string Last) Next()
    {
        while (true)
        {
            var name = (dice.Pick(First), dice.Pick(Last));
            if (given.Add(name))
                return name;
        }
    }

    /// <summary>The name as the left side of an e-mail address: no accents, lower case, words joined by hyphens.</summary>
    public static string Address(string name)
    {
        var address = new StringBuilder();
        foreach (var letter in name.Replace("œ", "oe").Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                address.Append(char.IsAsciiLetter(letter) ? char.ToLowerInvariant(letter) : '-');
        return address.ToString();
    }
}
