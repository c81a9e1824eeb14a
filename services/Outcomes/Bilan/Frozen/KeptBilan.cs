using JobDating.Outcomes.Bilan.Observatory;
using NodaTime;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>
/// A bilan with all that is shown of it, in the shape in which it is kept for ever. It is read back by whatever program is there years later: members may be added, none is
/// renamed, and what is not in the text is not known, never zero. Pages that are given one show the bilan of today and that of long ago alike.
/// </summary>
public sealed record KeptBilan
{
    /// <summary>Rises when what is kept changes its meaning.</summary>
    public const int LatestSchema = 1;

    public int Schema { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string TimeZone { get; init; } = "";
    public LocalDate AsOf { get; init; }

    /// <summary>In the order of the tables.</summary>
    public IReadOnlyList<KeptFigure> Figures { get; init; } = [];

    /// <summary>The edition's counts by key; null is not known.</summary>
    public IReadOnlyDictionary<string, int?> Total { get; init; } = new Dictionary<string, int?>();

    /// <summary>By date, then code.</summary>
    public IReadOnlyList<KeptSite> Sites { get; init; } = [];

    /// <summary>Those received who were prepared, and who were not.</summary>
    public IReadOnlyDictionary<string, int?> Prepared { get; init; } = new Dictionary<string, int?>();
    public IReadOnlyDictionary<string, int?> NotPrepared { get; init; } = new Dictionary<string, int?>();

    /// <summary>By year of signature, rising.</summary>
    public IReadOnlyList<BilanDetails.CharterYear> Charter { get; init; } = [];

    public ObservatoryContext? Observatory { get; init; }

    public int? Count(BilanFigure figure) => Total.GetValueOrDefault(figure.Key);

    /// <summary>That figure as it is kept; null: there was none then.</summary>
    public KeptFigure? Find(string key) => Figures.FirstOrDefault(figure => figure.Key == key);

    /// <summary>All that an edition and its sites are counted by today.</summary>
    private static IEnumerable<BilanFigure> Kept => BilanFigures.All.Concat(BilanFigures.Deep).Where(figure => figure != BilanFigures.Expected);

    /// <summary>All figures that there are today, and all that hangs on them.</summary>
    public static KeptBilan Of(BilanReport report, ObservatoryContext? observatory) => new()
    {
        Schema = LatestSchema,
        Code = report.Code,
        Name = report.Name,
        TimeZone = report.TimeZone,
        AsOf = report.Counts.AsOf,
        Figures = [.. Kept.Select(KeptFigure.Of)],
        Total = Counts(Kept, report, report.Counts.Total),
        Sites = [.. report.Counts.Sites.Select(site => new KeptSite { Code = site.Code, Name = site.Name, Date = site.Date, Counts = Counts(Kept.Where(figure => figure.OfSites), report, site) })],
        Prepared = Group(report, report.Counts.PreparedVersusNot.Prepared),
        NotPrepared = Group(report, report.Counts.PreparedVersusNot.NotPrepared),
        Charter = report.Details.Charter,
        Observatory = observatory,
    };

    /// <summary>Rates are kept as the two counts that they are made of.</summary>
    private static Dictionary<string, int?> Counts(IEnumerable<BilanFigure> figures, BilanReport report, Counts counts) =>
        figures.SelectMany(figure => figure.IsRate ? [figure.Numerator!, figure.Denominator!] : (BilanFigure[])[figure]).DistinctBy(figure => figure.Key)
            .ToDictionary(figure => figure.Key, figure => figure.Count is { } count ? count(counts) : figure.EditionCount?.Invoke(report));

    private static Dictionary<string, int?> Group(BilanReport report, GroupCounts group) => new()
    {
        [BilanFigures.Received.Key] = group.Received,
        [BilanFigures.CandidatesInterviewed.Key] = group.CandidatesInterviewed,
        [BilanFigures.Hires.Key] = BilanFigures.Followed(report.Counts.Total) ? group.Hires : null,
    };
}

public sealed record KeptSite
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public LocalDate Date { get; init; }
    public IReadOnlyDictionary<string, int?> Counts { get; init; } = new Dictionary<string, int?>();
}
