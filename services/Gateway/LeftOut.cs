using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace JobDating.Gateway;

/// <summary>An instance to which no connection comes about is left out at once, not only when it is asked next; after that time its answers count again.</summary>
internal sealed class LeftOut(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "NoConnection";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { } error && NextInstance.IsUnsent(error))
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
    }
}
