namespace JobDating.Scheduling.Planning.Times;

/// <summary>
/// Random numbers that are the same on every machine and every version of .NET (SplitMix64: Steele, Lea and Flood 2014); a tenth of the
/// time of System.Random with a seed.
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0…below-1.</summary>
    public int Below(int below) => (int)(((Next() >> 32) * (ulong)below) >> 32);

    /// <summary>0 (never) to 1 (never quite).</summary>
    public double Part() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A member of the set at random, or -1 when it is empty.</summary>
    public int Member(ReadOnlySpan<ulong> set)
    {
        var members = Bits.Count(set);
        return members == 0 ? -1 : Bits.Nth(set, Below(members));
    }
}
