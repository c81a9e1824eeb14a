using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace JobDating.Gateway;

/// <summary>
/// A request whose instance does not answer goes to the next one, so that nobody sees that one has ended: what only reads always, what writes only where nothing of it
/// was sent. A form whose instance ended in the middle may have been saved: its reader is told, and their browser asks before it sends again.
/// </summary>
internal static class NextInstance
{
    public static async Task TryAsync(HttpContext http, RequestDelegate forward)
    {
        var proxied = http.GetReverseProxyFeature();
        var tried = new HashSet<DestinationState>();
        while (true)
        {
            await forward(http);
            if (http.GetForwarderErrorFeature() is not { } error || proxied.ProxiedDestination is not { } instance || !MayGoOn(http, error))
                return;
            tried.Add(instance);
            // Those that are left out come last: one of them may be back.
            var left = proxied.AllDestinations.Where(other => !tried.Contains(other)).ToList();
            if (left.Count == 0)
                return;
            proxied.AvailableDestinations = left.Where(IsWell).ToList() is { Count: > 0 } well ? well : left;
            http.Features.Set<IForwarderErrorFeature>(null);
            http.Response.Clear();
        }
    }

    /// <summary>Neither asking nor answering says otherwise.</summary>
    public static bool IsWell(DestinationState instance) => instance.Health.Active != DestinationHealth.Unhealthy && instance.Health.Passive != DestinationHealth.Unhealthy;

    /// <summary>No connection came about: nothing of the request has reached anybody.</summary>
    public static bool IsUnsent(IForwarderErrorFeature error) => error.Exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        // The connection, not the answer, took too long.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static bool MayGoOn(HttpContext http, IForwarderErrorFeature error) => !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested
        && (IsUnsent(error) || (error.Error == ForwarderError.Request && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))));
}
