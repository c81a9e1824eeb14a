using System.Globalization;

namespace JobDating.Scheduling.Timetables;

/// <summary>One part of what is too long for one page or one print.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Count">Of parts, from 1.</param>
internal sealed record Part<T>(IReadOnlyList<T> Items, int Number, int Count);

internal static class Part
{
    /// <param name="asked">The number as it stands in the address; nonsense is the first.</param>
    public static Part<T> Of<T>(IReadOnlyList<T> all, int size, string? asked)
    {
        var count = Math.Max(1, (all.Count + size - 1) / size);
        var number = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? Math.Clamp(read, 1, count) : 1;
        return new Part<T>([.. all.Skip((number - 1) * size).Take(size)], number, count);
    }
}
