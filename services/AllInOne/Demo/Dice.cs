namespace JobDating.AllInOne.Demo;

/// <summary>
/// The scenario's chance: SplitMix64, written out here because the sequence of <see cref="Random"/> is not promised
/// from one runtime to the next and the demo must be the same everywhere. Each chapter of the story throws its own
/// dice, so that a change in one leaves the others as they were.
/// </summary>
internal sealed class Dice
{
    private ulong state;

    public Dice(string chapter)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        state = 14695981039346656037;
        foreach (var letter in chapter)
            state = (state ^ letter) * 1099511628211;
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Percent(int chances) => Below(100) < chances;

    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    public List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        for (var last = list.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }

        return list;
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
