using JobDating.Platform;

namespace JobDating.Registration.ListImports;

/// <summary>One thing that a column of a list may hold.</summary>
/// <param name="Guesses">Folded header words by which it is recognised, French and English.</param>
public sealed record ListField(string Name, bool IsRequired, params IReadOnlyList<string> Guesses);

/// <summary>What a list may be of, and what its columns may hold.</summary>
public sealed record ListKind(string Name, IReadOnlyList<ListField> Fields)
{
    public static ListKind Candidates { get; } = new("candidates",
    [
        new("last_name", true, "nom", "nom de famille", "nom usage", "nom d usage", "nom de naissance", "last name", "lastname", "surname", "family name"),
        new("first_name", true, "prenom", "prenoms", "first name", "firstname", "given name"),
        new("birth_date", false, "date de naissance", "naissance", "ne le", "nee le", "ne e le", "date naissance", "birth date", "birthdate", "date of birth", "born"),
        new("email", false, "email", "e mail", "mail", "courriel", "adresse mail", "adresse email", "adresse electronique", "adresse e mail"),
        new("phone", false, "telephone", "tel", "portable", "mobile", "telephone portable", "tel portable", "numero de telephone", "phone", "phone number"),
        new("commune", false, "commune", "ville", "town", "city"),
        new("structure", false, "structure", "prescripteur", "organisme", "agence", "referent", "prescriber", "organisation"),
    ]);

    public static ListKind Establishments { get; } = new("establishments",
    [
        new("siret", true, "siret", "n siret", "numero siret", "no siret", "siret number"),
        new("company_name", true, "entreprise", "raison sociale", "nom de l entreprise", "nom entreprise", "societe", "employeur", "company", "company name", "employer"),
        new("name", false, "etablissement", "enseigne", "nom de l etablissement", "agence", "establishment", "branch"),
        new("commune", false, "commune", "ville", "town", "city"),
        new("charter_signed_on", false, "charte", "charte signee le", "date de signature", "signature charte", "charter", "charter signed on"),
        new("contact_name", false, "contact", "nom du contact", "interlocuteur", "contact name"),
        new("contact_email", false, "email", "e mail", "mail", "courriel", "email du contact", "mail du contact", "contact email"),
        new("contact_phone", false, "telephone", "tel", "portable", "telephone du contact", "phone", "contact phone"),
    ]);

    public static ListKind Offers { get; } = new("offers",
    [
        new("title", true, "intitule", "poste", "intitule du poste", "offre", "titre", "metier", "emploi", "title", "job title", "job", "position"),
        new("siret", false, "siret", "n siret", "numero siret", "no siret", "siret number"),
        new("company_name", false, "entreprise", "raison sociale", "nom de l entreprise", "societe", "employeur", "company", "company name", "employer"),
        new("rome_code", false, "rome", "code rome", "rome code"),
        new("contract_type", false, "contrat", "type de contrat", "type contrat", "contract", "contract type"),
        new("positions", false, "nombre de postes", "nb postes", "nb de postes", "postes", "nombre", "positions", "number of positions", "openings"),
    ]);

    public static IReadOnlyList<ListKind> All { get; } = [Candidates, Establishments, Offers];

    public static ListKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>A first guess of the column of each field: the header that is one of its names, each column once; -1 where none is.</summary>
    public IReadOnlyDictionary<string, int> Guess(IReadOnlyList<string> header)
    {
        var folded = header.Select(name => FoldedWords.Key(name)).ToList();
        var taken = new HashSet<int>();
        var guess = new Dictionary<string, int>();
        foreach (var field in Fields)
        {
            var column = field.Guesses.Select(name => folded.FindIndex(header => header == name)).FirstOrDefault(column => column >= 0 && !taken.Contains(column), -1);
            if (column >= 0)
                taken.Add(column);
            guess[field.Name] = column;
        }
        return guess;
    }
}
