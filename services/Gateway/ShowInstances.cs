using System.Globalization;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace JobDating.Gateway;

/// <summary>
/// How many instances of each service are ready, in the words of the services' own <c>/health/dependencies</c>: 503 only where a service has none. Anyone may read it: it names no address,
/// those stand in the log.
/// </summary>
internal static class ShowInstances
{
    private sealed record Line(string Service, string Status, int Instances, int Ready, string? Sentence, string? ToDo);

    /// <summary>Every instance of every service, once: uploads go to the same ones, and may only be waited for longer.</summary>
    public static IEnumerable<(string Service, DestinationState Instance)> Of(IProxyStateLookup proxy) =>
        from cluster in proxy.GetClusters()
        where !cluster.ClusterId.Contains('-', StringComparison.Ordinal)
        from instance in cluster.Destinations.Values
        select (cluster.ClusterId, instance);

    public static IResult Answer(IProxyStateLookup proxy)
    {
        var services = Of(proxy).GroupBy(one => one.Service, one => one.Instance).OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => Say(service.Key, service.Count(), service.Count(NextInstance.IsWell))).ToList();
        var worst = services.Exists(service => service.Status == "broken") ? "broken" : services.Exists(service => service.Status == "degraded") ? "degraded" : "fine";
        return Results.Json(new { Status = worst, Services = services }, statusCode: worst == "broken" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static Line Say(string service, int instances, int ready) => ready == instances
        ? new Line(service, "fine", instances, ready, null, null)
        : new Line(service, ready == 0 ? "broken" : "degraded", instances, ready,
            string.Format(CultureInfo.CurrentCulture, NotAnswering.Text("NotReady"), NotAnswering.Text(service), instances - ready, instances), NotAnswering.Text("NotReady.Do"));
}
