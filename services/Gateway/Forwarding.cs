using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace JobDating.Gateway;

/// <summary>
/// Which path goes to which service, to one of its instances that is well. Paths are forwarded as they came: each service knows its own prefix. Any instance
/// answers anything: sessions are in the cookie, all else in the database.
/// </summary>
public static class Forwarding
{
    /// <summary>512 MiB, in bytes: the largest archive that can be uploaded.</summary>
    public const long LargestUpload = 512L * 1024 * 1024;

    /// <summary>How long a service may be silent while it reads what was sent to it; the import checks a whole archive.</summary>
    private static readonly TimeSpan SilenceAfterUpload = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(100);

    /// <summary>How long a machine that is off may leave a connection unanswered; one that refuses it says so at once.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(3);

    /// <summary>Each instance is asked whether it is ready so often, and may take so long; what it misses twice in a row, or refuses once, leaves it out.</summary>
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(5);
    private const string Misses = "2";

    public static void AddForwarding(this IServiceCollection services, Addresses addresses)
    {
        services.AddSingleton<IPassiveHealthCheckPolicy, LeftOut>();
        services.AddHostedService<SayInstances>();
        services.AddReverseProxy().LoadFromMemory(
            [
                Route("registration-uploads", "registration-uploads", "/registration/{**rest}", ["POST", "PUT"]),
                Route("scheduling", "scheduling", "/scheduling/{**rest}"),
                Route("outcomes", "outcomes", "/outcomes/{**rest}"),
                // The first page, shared styles and everything that has no prefix is Registration's too.
                Route("registration", "registration", "/{**rest}"),
            ],
            [
                Cluster("registration", addresses.Registration, Silence),
                Cluster("registration-uploads", addresses.Registration, SilenceAfterUpload),
                Cluster("scheduling", addresses.Scheduling, Silence),
                Cluster("outcomes", addresses.Outcomes, Silence),
            ]).ConfigureHttpClient((_, handler) => handler.ConnectTimeout = Connecting);
    }

    private static RouteConfig Route(string name, string cluster, string path, IReadOnlyList<string>? methods = null) => new()
    {
        RouteId = name,
        ClusterId = cluster,
        Match = new RouteMatch { Path = path, Methods = methods },
        // Services see the address that the reader typed, so that links and origin checks agree with it.
        Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }],
    };

    private static ClusterConfig Cluster(string name, IReadOnlyList<string> addresses, TimeSpan silence) => new()
    {
        ClusterId = name,
        Destinations = addresses.ToDictionary(address => address, address => new DestinationConfig { Address = address }),
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = silence },
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig { Enabled = true, Interval = Asked, Timeout = Answering, Path = "/health/ready", Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures },
            Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = LeftOut.PolicyName, ReactivationPeriod = Answering },
            // Where none is well, all are tried: the page's own sentence says more than ours.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        },
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = Misses },
    };
}
