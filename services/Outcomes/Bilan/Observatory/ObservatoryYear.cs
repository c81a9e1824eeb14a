using JobDating.Platform;

namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>The job seekers of a territory in a year, as a source says.</summary>
public sealed record ObservatoryYear : IFact
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public required string Territory { get; init; }
    public required string TerritoryKey { get; init; }
    public int Year { get; init; }
    public int SeekersOver50 { get; init; }

    /// <summary>Of any age.</summary>
    public int? Seekers { get; init; }

    /// <summary>As the source says it: 290 is +2.9 %.</summary>
    public int? GrowthHundredths { get; init; }

    /// <summary>The source gives round numbers.</summary>
    public bool IsRounded { get; init; }
    public required string Source { get; init; }

    /// <summary>Whose account noted it last.</summary>
    public required string NotedBy { get; init; }

    public static string KeyOf(string territory) => FoldedWords.Key(territory) is { Length: > 200 } key ? key[..200] : FoldedWords.Key(territory);
}

/// <summary>What stands beside a bilan: the year of its sites, in its territory. The shape is kept in frozen bilans.</summary>
public sealed record ObservatoryContext
{
    public string Territory { get; init; } = "";
    public int Year { get; init; }
    public int SeekersOver50 { get; init; }
    public int? Seekers { get; init; }
    public bool IsRounded { get; init; }
    public Growth? Growth { get; init; }
    public string Source { get; init; } = "";
}
