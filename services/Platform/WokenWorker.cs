using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobDating.Platform;

/// <summary>
/// Does work that lies in a table, one piece after the other, each claimed: whoever adds a piece wakes it, and a look every few seconds finds those that a killed process
/// left behind.
/// </summary>
public abstract partial class WokenWorker(ILogger log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _signal = new(0);

    public void Wake() => _signal.Release();

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Claims a piece and does it; false: there is none to do.</summary>
    protected abstract Task<bool> DoNextAsync(CancellationToken stop);

    protected sealed override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await DoNextAsync(stop))
                    continue;
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

    [LoggerMessage(LogLevel.Error, "What there is to do could not be looked for; trying again.")]
    private static partial void Trouble(ILogger log, Exception exception);
}
