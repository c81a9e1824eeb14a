using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>By what people are set apart when they are counted.</summary>
internal enum GroupKind
{
    Edition,
    Site,

    /// <summary>Whoever had an appointment with an establishment; the key is its SIRET.</summary>
    Employer,

    /// <summary>Whoever had an appointment with an establishment that offers jobs of a family; the key is the letter of its ROME codes.</summary>
    Family,

    /// <summary>Whom a structure sent; the key is its id, or <see cref="Group.None"/>.</summary>
    Structure,

    /// <summary>By the age reached in the year of their first site; the key is the band's lower bound, or <see cref="Group.None"/>.</summary>
    Age,

    /// <summary>The received, prepared (<c>1</c>) or not (<c>0</c>).</summary>
    Prepared,

    /// <summary>The hired, by the days from being received to the first day of work; the key is that number.</summary>
    DaysToHire,
}

/// <summary>Some people of an edition. Keys are made of letters, digits, <c>-</c> and <c>?</c>.</summary>
internal readonly record struct Group(GroupKind Kind, string Key) : IComparable<Group>
{
    /// <summary>The key of those of whom it is not known.</summary>
    public const string None = "?";

    /// <summary>Lower bounds of the age bands, in years; the first is whoever is younger than the second.</summary>
    public static readonly IReadOnlyList<int> AgeBands = [0, 50, 55, 60, 65];

    public static readonly Group Edition = new(GroupKind.Edition, "");

    public static Group Site(Guid id) => new(GroupKind.Site, id.ToString("N"));

    public static Group Employer(string siret) => new(GroupKind.Employer, siret);

    public static Group Family(char letter) => new(GroupKind.Family, letter.ToString());

    public static Group Structure(Guid? id) => new(GroupKind.Structure, id is { } known ? known.ToString("N") : None);

    /// <param name="birthYear">Null: not known.</param>
    /// <param name="year">Of the first site; null: none is known.</param>
    public static Group Age(int? birthYear, int? year) => new(GroupKind.Age, year - birthYear is { } age ? Show(AgeBands.Last(bound => bound == 0 || bound <= age)) : None);

    public static Group Prepared(bool prepared) => new(GroupKind.Prepared, prepared ? "1" : "0");

    public static Group DaysToHire(int days) => new(GroupKind.DaysToHire, Show(days));

    public int CompareTo(Group other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Key, other.Key);

    private static string Show(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>On this day this figure of this group changes by this much.</summary>
internal readonly record struct Step(Group Group, Figure Figure, LocalDate Day, int Amount);
