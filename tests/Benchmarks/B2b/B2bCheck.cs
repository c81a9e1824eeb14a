namespace JobDating.Benchmarks.B2b;

/// <summary>What a schedule is worth, counted from the instance alone: nothing here is shared with what made it.</summary>
/// <param name="Breaks">Sum over the participants of their breaks.</param>
/// <param name="Difference">Most breaks of a participant less fewest.</param>
/// <param name="Violations">Rules broken: session, forbidden, fixed, two meetings of one participant at once, tables, order, and the difference above 2.</param>
internal sealed record B2bCheck(int Placed, int Breaks, int Difference, int Violations)
{
    private const int MostDifference = 2;

    public static B2bCheck Of(B2bInstance instance, IReadOnlyList<int> slotOf)
    {
        var violations = 0;
        var used = Enumerable.Range(0, instance.Participants).Select(_ => new int[instance.Slots]).ToArray();
        var tables = new int[instance.Slots];
        for (var number = 0; number < instance.Meetings.Count; number++)
        {
            var (first, second, session) = instance.Meetings[number];
            var slot = slotOf[number];
            if (slot < 0)
                continue;
            tables[slot]++;
            used[first][slot]++;
            used[second][slot]++;
            var wrong = (session == 1 && slot >= instance.MorningSlots) || (session == 2 && slot < instance.MorningSlots);
            violations += wrong ? 1 : 0;
            violations += instance.Forbidden[first].Contains(slot) ? 1 : 0;
            violations += instance.Forbidden[second].Contains(slot) ? 1 : 0;
            violations += instance.Fixed[number] >= 0 && instance.Fixed[number] != slot ? 1 : 0;
            violations += instance.Before[number].Count(before => slotOf[before] >= slot);
        }

        violations += used.Sum(slots => slots.Count(meetings => meetings > 1)) + tables.Count(meetings => meetings > instance.Tables);
        var breaks = used.Select(BreaksOf).ToList();
        var difference = breaks.Max() - breaks.Min();
        return new B2bCheck(slotOf.Count(slot => slot >= 0), breaks.Sum(), difference, violations + (difference > MostDifference ? 1 : 0));
    }

    private static int BreaksOf(int[] slots)
    {
        var taken = Enumerable.Range(0, slots.Length).Where(slot => slots[slot] > 0).ToList();
        return taken.Zip(taken.Skip(1)).Count(pair => pair.Second > pair.First + 1);
    }
}
