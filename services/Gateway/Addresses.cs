using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace JobDating.Gateway;

/// <summary>Where the gateway listens (one or several URLs, separated by <c>;</c>) and where the services are.</summary>
public sealed record Addresses(string Listen, string Registration, string Scheduling, string Outcomes)
{
    /// <summary>
    /// Reads <c>ASPNETCORE_URLS</c>, <c>JOBDATING_REGISTRATION</c>, <c>JOBDATING_SCHEDULING</c> and <c>JOBDATING_OUTCOMES</c>. False, with
    /// one sentence, when an address is malformed or the gateway would be reachable from another machine: there is no sign-in yet.
    /// </summary>
    public static bool TryRead(Func<string, string?> variable, [NotNullWhen(true)] out Addresses? addresses, [NotNullWhen(false)] out string? refusal)
    {
        addresses = new Addresses(
            Value("ASPNETCORE_URLS", "http://127.0.0.1:5080"),
            Value("JOBDATING_REGISTRATION", "http://127.0.0.1:5081"),
            Value("JOBDATING_SCHEDULING", "http://127.0.0.1:5082"),
            Value("JOBDATING_OUTCOMES", "http://127.0.0.1:5083"));
        refusal = addresses.Listen.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RefuseToListen)
            .Concat([
                RefuseService("JOBDATING_REGISTRATION", addresses.Registration),
                RefuseService("JOBDATING_SCHEDULING", addresses.Scheduling),
                RefuseService("JOBDATING_OUTCOMES", addresses.Outcomes)])
            .FirstOrDefault(sentence => sentence is not null);
        if (refusal is null)
            return true;
        addresses = null;
        return false;

        string Value(string name, string otherwise) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : otherwise;
    }

    private static string? RefuseToListen(string url)
    {
        // http://*:80 and http://+:80 mean every address of the machine, and are no URIs.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsLoopback(uri))
            return $"ASPNETCORE_URLS has {url}, which other machines could reach; there is no sign-in yet, so only loopback addresses such as http://127.0.0.1:5080 are accepted.";
        return uri.Scheme == Uri.UriSchemeHttp ? null : $"ASPNETCORE_URLS has {url}; only http:// is served here.";
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    private static string? RefuseService(string name, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? null : $"{name} is '{url}', which is no http address.";
}
