namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>
/// What differs between a kept bilan and another of the same edition, figure by figure: for the edition, each site, and those prepared and not. Rates are left out: they
/// follow their counts. Pure.
/// </summary>
public sealed record SinceThen
{
    public enum PlaceKind
    {
        Edition,
        Site,
        Prepared,
        NotPrepared,
    }

    /// <summary>Null is not known.</summary>
    public sealed record Change(PlaceKind Kind, string? Site, KeptFigure Figure, int? Then, int? Now);

    /// <summary>In the order of the tables, the edition's first.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    /// <summary>Figures that came into the program later: what they were then is not known, so that they have not changed.</summary>
    public required IReadOnlyList<KeptFigure> Later { get; init; }

    /// <summary>Sites that are in one of the two only.</summary>
    public required IReadOnlyList<string> Added { get; init; }
    public required IReadOnlyList<string> Gone { get; init; }

    public bool IsUnchanged => Changes.Count == 0 && Added.Count == 0 && Gone.Count == 0;

    public IEnumerable<Change> OfEdition => Changes.Where(change => change.Kind == PlaceKind.Edition);

    public IReadOnlyList<Change> Elsewhere => [.. Changes.Where(change => change.Kind != PlaceKind.Edition)];

    public static SinceThen Between(KeptBilan then, KeptBilan now)
    {
        var counts = then.Figures.Where(figure => !figure.IsRate()).ToList();
        var sites = now.Sites.ToDictionary(site => site.Code);
        return new SinceThen
        {
            Changes =
            [
                .. Of(PlaceKind.Edition, null, counts, then.Total, now.Total),
                .. then.Sites.Where(site => sites.ContainsKey(site.Code)).SelectMany(site => Of(PlaceKind.Site, site.Name, counts, site.Counts, sites[site.Code].Counts)),
                .. Of(PlaceKind.Prepared, null, counts, then.Prepared, now.Prepared),
                .. Of(PlaceKind.NotPrepared, null, counts, then.NotPrepared, now.NotPrepared),
            ],
            Later = [.. now.Figures.Where(figure => then.Find(figure.Key) is null)],
            Added = [.. now.Sites.Where(site => then.Sites.All(kept => kept.Code != site.Code)).Select(site => site.Name)],
            Gone = [.. then.Sites.Where(site => !sites.ContainsKey(site.Code)).Select(site => site.Name)],
        };
    }

    /// <summary>Only what was kept of that place can have changed.</summary>
    private static IEnumerable<Change> Of(PlaceKind kind, string? site, IEnumerable<KeptFigure> figures, IReadOnlyDictionary<string, int?> then, IReadOnlyDictionary<string, int?> now) =>
        from figure in figures
        where then.ContainsKey(figure.Key)
        let change = new Change(kind, site, figure, then[figure.Key], now.GetValueOrDefault(figure.Key))
        where change.Then != change.Now
        select change;
}
