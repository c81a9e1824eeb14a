namespace JobDating.Outcomes.Conversion;

/// <summary>Groups of fewer than five people are not shown to those who may not see names: a figure of one or two people tells of them.</summary>
internal static class SmallGroups
{
    public const int Least = 5;

    /// <summary>
    /// Those that may be shown. Where everybody is in one group only, the total less what is shown would give a small group away: then more are left out, the smallest
    /// first, until what is left out is five people or more.
    /// </summary>
    public static IReadOnlyList<GroupLine> Hide(IReadOnlyList<GroupLine> lines, bool isPartition)
    {
        var rising = lines.OrderBy(line => line.Size).ToList();
        var hidden = rising.Count(line => line.Size < Least);
        if (isPartition)
            while (hidden > 0 && hidden < rising.Count && rising.Take(hidden).Sum(line => line.Size) < Least)
                hidden++;
        var shown = rising.Skip(hidden).ToHashSet();
        return [.. lines.Where(shown.Contains)];
    }
}
