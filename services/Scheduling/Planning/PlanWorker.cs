
namespace JobDating.Scheduling.Planning;

/// <summary>Makes the plans that were asked for, one at a time, each claimed: a post wakes it, a look every few seconds finds those that a killed process left behind.</summary>
public sealed partial class PlanWorker(SchedulingDatabase db, ILogger<PlanWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _signal = new(0);

    public void Wake() => _signal.Release();

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await PlanProgress.NextAsync(db, stop))
                    await MakePlan.RunAsync(db, id, effort: null, stop);
                await _signal.WaitAsync(Look, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Trouble(log, exception);
                await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A plan could not be made.")]
    private static partial void Trouble(ILogger log, Exception exception);
}
