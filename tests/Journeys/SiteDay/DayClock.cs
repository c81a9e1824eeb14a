using System.Diagnostics;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>The played day's time: rounds of some seconds, one after the other. It begins when it is made.</summary>
internal sealed class DayClock(DaySize size)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public TimeSpan Day { get; } = size.Round * size.Rounds;

    /// <param name="part">Of the day, from 0 to 1.</param>
    public Task AtAsync(double part) => UntilAsync(Day * part);

    /// <param name="part">Of the round, from its beginning; negative: before.</param>
    public Task RoundAsync(int round, double part) => UntilAsync(size.Round * (round + part));

    /// <summary>Whoever is behind leaves out what is no use any more.</summary>
    public bool IsPast(int round) => _watch.Elapsed > size.Round * round;

    /// <param name="part">Of a round.</param>
    public Task PauseAsync(double part) => Task.Delay(size.Round * part);

    private Task UntilAsync(TimeSpan at) => at - _watch.Elapsed is var left && left > TimeSpan.Zero ? Task.Delay(left) : Task.CompletedTask;
}
