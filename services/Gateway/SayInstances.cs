using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace JobDating.Gateway;

/// <summary>Says in the log, once, that an instance is left out and that it is back.</summary>
internal sealed class SayInstances(IProxyStateLookup proxy, ILoggerFactory logs) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(0.5);

    private readonly ILogger _log = logs.CreateLogger("JobDating.Gateway");

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        var away = new HashSet<DestinationState>();
        while (!stop.IsCancellationRequested)
        {
            foreach (var (service, instance) in ShowInstances.Of(proxy))
                if (!NextInstance.IsWell(instance) && away.Add(instance))
                    _log.LogWarning("{Service} at {Address} is not ready and is left out while another is", service, instance.Model.Config.Address);
                else if (NextInstance.IsWell(instance) && away.Remove(instance))
                    _log.LogInformation("{Service} at {Address} is back", service, instance.Model.Config.Address);
            await Task.Delay(_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
