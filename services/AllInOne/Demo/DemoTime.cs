using JobDating.Platform;
using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>
/// Lives through the days of the demonstration: each day at ten in the morning the answers of the story come in that were given since, then every sweep of every service runs once, the mails last.
/// </summary>
internal sealed class DemoTime(DemoClock clock, House house, IServiceProvider things, ILogger<DemoTime> log) : IDemoTime
{
    public static readonly LocalTime Morning = new(10, 0);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>All answers until then are there.</summary>
    private Instant _arrived = Instant.MinValue;

    public DemoClock Clock => clock;

    public async Task<bool> ForwardAsync(int days, LocalTime? until, CancellationToken ct)
    {
        if (!await _one.WaitAsync(0, ct))
            return false;
        try
        {
            for (var day = 1; day <= days; day++)
                await LiveAsync(At(clock.GetCurrentInstant().InZone(Tour2023.Zone).Date.PlusDays(1), day == days && until is { } hour ? hour : Morning), ct);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ten o'clock on that day.</summary>
    public static Instant At(LocalDate day) => At(day, Morning);

    private static Instant At(LocalDate day, LocalTime hour) => day.At(hour).InZoneLeniently(Tour2023.Zone).ToInstant();

    private async Task LiveAsync(Instant morning, CancellationToken ct)
    {
        // Before the clock: killed between the two, the same answers come again and change nothing. So do all of them on the first morning.
        await AnswersArrive.RunAsync(things, _arrived, morning, ct);
        _arrived = morning;
        clock.ForwardTo(morning);
        // A service's mails are the first of its jobs: backwards, what the others have just queued leaves the same morning.
        foreach (var job in house.Jobs.Reverse())
        {
            try
            {
                await job.RunAsync(things, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // As on any other day: it is due again at its next time.
                log.LogWarning(exception, "{Job} failed while the demonstration's time went forward.", job.Id);
            }
        }
    }
}
