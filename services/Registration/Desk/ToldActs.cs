using System.Collections.Concurrent;
using System.Globalization;

namespace JobDating.Registration.Desk;

/// <summary>
/// A transaction may be committed some seconds after the time that stands in it, so devices are told of the last seconds' acts again and again. Which of them a device has, this process
/// knows: an act that one question has seen is there for every question asked later. Where the mark is another process's, or too old, nothing is known, and all is told again.
/// </summary>
internal static class ToldActs
{
    /// <summary>Somewhat more than what ten seconds bring at the largest site.</summary>
    private const int Most = 20_000;

    private static readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private static readonly ConcurrentDictionary<Guid, long> _seen = [];
    private static long _turn;

    /// <summary>To be taken before the question: what it will answer is known with this mark.</summary>
    public static string Mark => string.Create(CultureInfo.InvariantCulture, $"{_process}-{Interlocked.Read(ref _turn)}");

    /// <summary>A question has found these.</summary>
    public static void Saw(IEnumerable<Guid> acts)
    {
        if (_seen.Count > Most)
            _seen.Clear();
        var turn = Interlocked.Increment(ref _turn);
        foreach (var act in acts)
            _seen.TryAdd(act, turn);
    }

    /// <param name="mark">Of the last answer that the device has; null: none.</param>
    public static bool Knows(Guid act, string? mark) =>
        mark?.Split('-') is [var process, var at] && process == _process && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var turn) && _seen.TryGetValue(act, out var seen) && seen <= turn;
}
