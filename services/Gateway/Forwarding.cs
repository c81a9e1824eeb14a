using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace JobDating.Gateway;

/// <summary>Which path goes to which service. Paths are forwarded as they came: each service knows its own prefix.</summary>
public static class Forwarding
{
    /// <summary>512 MiB, in bytes: the largest archive that can be uploaded.</summary>
    public const long LargestUpload = 512L * 1024 * 1024;

    /// <summary>How long a service may be silent while it reads what was sent to it; the import checks a whole archive.</summary>
    private static readonly TimeSpan SilenceAfterUpload = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(100);

    public static void AddForwarding(this IServiceCollection services, Addresses addresses)
    {
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
            ]);
    }

    private static RouteConfig Route(string name, string cluster, string path, IReadOnlyList<string>? methods = null) => new()
    {
        RouteId = name,
        ClusterId = cluster,
        Match = new RouteMatch { Path = path, Methods = methods },
        // Services see the address that the reader typed, so that links and origin checks agree with it.
        Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }],
    };

    private static ClusterConfig Cluster(string name, string address, TimeSpan silence) => new()
    {
        ClusterId = name,
        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = address } },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = silence },
    };
}
