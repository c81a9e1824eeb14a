namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// The temperature over a round: each size of cost has its own stretch, the largest first and longest, and in it the temperature falls from
/// four tenths of that cost (one in twelve such losses is taken) to an eighth of it (none is). Measured on the instances of Bofill et al.; hotter only loses time.
/// </summary>
internal sealed class Cooling
{
    private const double Cold = 0.12;
    private readonly List<(double Until, double From, double Factor)> stretches = [];

    /// <param name="units">Costs of one unit, the largest first, each far smaller than the one before.</param>
    /// <param name="hot">Where it begins, as a part of the largest unit; 0.4 forgets the schedule it began with, half of it does not.</param>
    public Cooling(IReadOnlyList<double> units, double hot)
    {
        var all = 2 - Math.Pow(0.5, units.Count - 1);
        var (until, share, coldest) = (0.0, 1.0, units[0] * hot);
        foreach (var unit in units)
        {
            var from = Math.Min(coldest, unit * hot);
            coldest = Math.Min(from, unit * Cold);
            until += share / all;
            share /= 2;
            stretches.Add((until, from, coldest / from));
        }
    }

    /// <param name="part">0 at the beginning of the round, 1 at its end.</param>
    public double At(double part)
    {
        var begin = 0.0;
        foreach (var (until, from, factor) in stretches)
        {
            if (part < until)
                return from * Math.Pow(factor, (part - begin) / (until - begin));
            begin = until;
        }

        var last = stretches[^1];
        return last.From * last.Factor;
    }
}
