using System.Numerics;

namespace JobDating.Scheduling.Planning.Times;

/// <summary>A set of slots 0…<see cref="Slots"/>-1, one bit each. Immutable.</summary>
public readonly struct SlotSet : IEquatable<SlotSet>
{
    private readonly ulong[]? words;

    private SlotSet(int slots, ulong[] words) => (Slots, this.words) = (slots, words);

    /// <summary>How many slots there are in the problem (not in the set).</summary>
    public int Slots { get; }

    public static SlotSet None(int slots) => new(slots, new ulong[Words(slots)]);

    public static SlotSet All(int slots) => Range(slots, 0, slots);

    /// <summary>The slots from…until-1.</summary>
    public static SlotSet Range(int slots, int from, int until) => Of(slots, Enumerable.Range(from, Math.Max(0, until - from)));

    /// <exception cref="ArgumentOutOfRangeException">A member is not a slot of the problem.</exception>
    public static SlotSet Of(int slots, params IEnumerable<int> members)
    {
        var words = new ulong[Words(slots)];
        foreach (var slot in members)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(slot);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, slots);
            words[slot >> 6] |= 1UL << slot;
        }

        return new SlotSet(slots, words);
    }

    /// <summary>How many slots are in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in Bits)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>The bits, slot s at bit s % 64 of word s / 64.</summary>
    public ReadOnlySpan<ulong> Bits => words;

    public bool Contains(int slot) => (uint)slot < (uint)Slots && (words![slot >> 6] >> slot & 1) != 0;

    public SlotSet And(SlotSet other) => Join(other, (mine, theirs) => mine & theirs);

    public SlotSet Or(SlotSet other) => Join(other, (mine, theirs) => mine | theirs);

    public SlotSet Except(SlotSet other) => Join(other, (mine, theirs) => mine & ~theirs);

    /// <summary>The members, ascending.</summary>
    public IEnumerable<int> Members()
    {
        for (var slot = 0; slot < Slots; slot++)
            if (Contains(slot))
                yield return slot;
    }

    public bool Equals(SlotSet other) => Slots == other.Slots && Bits.SequenceEqual(other.Bits);

    public override bool Equals(object? other) => other is SlotSet set && Equals(set);

    public override int GetHashCode() => HashCode.Combine(Slots, Slots == 0 ? 0 : words![0]);

    public override string ToString() => string.Join(' ', Members());

    internal static int Words(int slots) => (slots + 63) >> 6;

    private SlotSet Join(SlotSet other, Func<ulong, ulong, ulong> join)
    {
        if (other.Slots != Slots)
            throw new ArgumentException($"A set of {other.Slots} slots does not fit one of {Slots}.", nameof(other));
        var joined = new ulong[Words(Slots)];
        for (var word = 0; word < joined.Length; word++)
            joined[word] = join(words![word], other.words![word]);
        return new SlotSet(Slots, joined);
    }
}
