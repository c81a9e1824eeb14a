using System.Numerics;
using System.Runtime.CompilerServices;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>Sets of slots as words of 64 bits, in place: what the inner loop of the timing counts.</summary>
internal static class Bits
{
    public const int None = -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ReadOnlySpan<ulong> set, int slot) => (set[slot >> 6] >> slot & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The first member, or <see cref="None"/>.</summary>
    public static int First(ReadOnlySpan<ulong> set)
    {
        for (var word = 0; word < set.Length; word++)
            if (set[word] != 0)
                return (word << 6) + BitOperations.TrailingZeroCount(set[word]);
        return None;
    }

    /// <summary>The first member of both, or <see cref="None"/>.</summary>
    public static int FirstOfBoth(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        for (var word = 0; word < one.Length; word++)
            if ((one[word] & other[word]) != 0)
                return (word << 6) + BitOperations.TrailingZeroCount(one[word] & other[word]);
        return None;
    }

    /// <summary>The last member, or <see cref="None"/>.</summary>
    public static int Last(ReadOnlySpan<ulong> set)
    {
        for (var word = set.Length - 1; word >= 0; word--)
            if (set[word] != 0)
                return (word << 6) + BitOperations.Log2(set[word]);
        return None;
    }

    /// <summary>Maximal runs of members.</summary>
    public static int Runs(ReadOnlySpan<ulong> set)
    {
        var runs = 0;
        var carry = 0UL;
        foreach (var word in set)
        {
            runs += BitOperations.PopCount(word & ~((word << 1) | carry));
            carry = word >> 63;
        }

        return runs;
    }

    /// <summary>Members from…until, both included.</summary>
    public static int CountBetween(ReadOnlySpan<ulong> set, int from, int until)
    {
        var count = 0;
        for (var word = from >> 6; word <= until >> 6; word++)
            count += BitOperations.PopCount(set[word] & Between(word, from, until));
        return count;
    }

    /// <summary>The word's bits that stand for from…until, both included.</summary>
    public static ulong Between(int word, int from, int until)
    {
        var low = from - (word << 6);
        var high = until - (word << 6);
        var bits = low <= 0 ? ulong.MaxValue : low > 63 ? 0 : ulong.MaxValue << low;
        return bits & (high >= 63 ? ulong.MaxValue : high < 0 ? 0 : ulong.MaxValue >> (63 - high));
    }

    /// <summary>The member with this many members before it.</summary>
    public static int Nth(ReadOnlySpan<ulong> set, int nth)
    {
        for (var word = 0; ; word++)
        {
            var bits = set[word];
            var count = BitOperations.PopCount(bits);
            if (nth >= count)
            {
                nth -= count;
                continue;
            }

            while (nth-- > 0)
                bits &= bits - 1;
            return (word << 6) + BitOperations.TrailingZeroCount(bits);
        }
    }
}
