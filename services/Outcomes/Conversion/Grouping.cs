using JobDating.Outcomes.Figures;
using JobDating.Platform;

namespace JobDating.Outcomes.Conversion;

/// <summary>By what a page sets people apart: the word in its address, and what is counted of each group.</summary>
internal sealed record Grouping(string Word, GroupKind Kind)
{
    /// <summary>In the order of the pages.</summary>
    public static readonly IReadOnlyList<Grouping> All =
    [
        new("sites", GroupKind.Site), new("employers", GroupKind.Employer), new("structures", GroupKind.Structure),
        new("families", GroupKind.Family), new("ages", GroupKind.Age), new("prepared", GroupKind.Prepared),
    ];

    /// <summary>Groups of people by whom they met: nobody is registered there, and somebody may be in several.</summary>
    public bool IsOfEmployers => Kind is GroupKind.Employer or GroupKind.Family;

    /// <summary>Everybody is in one group only, so that what one hides the others could tell.</summary>
    public bool IsPartition => Kind is GroupKind.Structure or GroupKind.Age or GroupKind.Prepared;

    /// <summary>Many groups, best seen by their size; few stand in their own order.</summary>
    public bool IsLong => Kind is GroupKind.Employer or GroupKind.Structure;

    /// <exception cref="Rejected">404: people are not set apart by that.</exception>
    public static Grouping Of(string word) => All.FirstOrDefault(by => by.Word == word) ?? throw new Rejected(StatusCodes.Status404NotFound, ConversionTexts.Words["By.Unknown"]);
}
