namespace JobDating.Outcomes.Bilan.Observatory;

/// <summary>How much more or fewer job seekers than the year before.</summary>
/// <param name="Percent">2.9 is +2.9 %.</param>
/// <param name="IsComputed">From the two years; else as the source says it.</param>
/// <param name="IsAbout">Computed from round numbers.</param>
public sealed record Growth(decimal Percent, bool IsComputed, bool IsAbout)
{
    /// <summary>
    /// Computed where both years are known exactly. Of round numbers only where the source itself says no percentage: 26,000 may be 25,600, and the growth all wrong. Null:
    /// not known.
    /// </summary>
    public static Growth? Of(ObservatoryYear year, ObservatoryYear? before)
    {
        var isAbout = year.IsRounded || before?.IsRounded == true;
        if (before is { SeekersOver50: > 0 } && (!isAbout || year.GrowthHundredths is null))
            return new Growth(Math.Round((year.SeekersOver50 - before.SeekersOver50) * 100m / before.SeekersOver50, 1, MidpointRounding.AwayFromZero), true, isAbout);
        return year.GrowthHundredths is { } said ? new Growth(said / 100m, false, false) : null;
    }
}
