using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace JobDating.Gateway;

/// <summary>Where the gateway listens (one or several URLs, separated by <c>;</c>) and where the services are, each at one address or more.</summary>
public sealed record Addresses(string Listen, IReadOnlyList<string> Registration, IReadOnlyList<string> Scheduling, IReadOnlyList<string> Outcomes)
{
    /// <summary>
    /// Reads <c>ASPNETCORE_URLS</c>, <c>JOBDATING_REGISTRATION</c>, <c>JOBDATING_SCHEDULING</c> and <c>JOBDATING_OUTCOMES</c>; the instances of a service have
    /// commas between them. False, with one sentence, when an address is malformed.
    /// </summary>
    public static bool TryRead(Func<string, string?> variable, [NotNullWhen(true)] out Addresses? addresses, [NotNullWhen(false)] out string? refusal)
    {
        addresses = new Addresses(
            Value("ASPNETCORE_URLS", "http://127.0.0.1:5080"),
            Instances("JOBDATING_REGISTRATION", "http://127.0.0.1:5081"),
            Instances("JOBDATING_SCHEDULING", "http://127.0.0.1:5082"),
            Instances("JOBDATING_OUTCOMES", "http://127.0.0.1:5083"));
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

        // The same one twice is one.
        IReadOnlyList<string> Instances(string name, string otherwise) =>
            [.. Value(name, otherwise).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(address => address.TrimEnd('/')).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// By which names it may be called: listening to this machine only, by this machine's and by the public one (JOBDATING_ADDRESS), which a proxy in
    /// front passes on; any other is a page elsewhere that leads here. Listening to others, by every name.
    /// </summary>
    public IReadOnlyList<string> Names(string? known) =>
        !Listen.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsLoopback) ? ["*"]
        : Uri.TryCreate(known, UriKind.Absolute, out var address) ? ["localhost", "127.0.0.1", "[::1]", address.Host]
        : ["localhost", "127.0.0.1", "[::1]"];

    private static string? RefuseToListen(string url)
    {
        // http://*:80 and http://+:80 mean every address of the machine, and are no URIs.
        if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri))
            return $"ASPNETCORE_URLS has {url}, which is no address to listen on.";
        return uri.Scheme == Uri.UriSchemeHttp ? null : $"ASPNETCORE_URLS has {url}; only http:// is served here.";
    }

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip)));

    private static string? RefuseService(string name, IReadOnlyList<string> addresses) => addresses.Count == 0 ? $"{name} names no address."
        : addresses.FirstOrDefault(url => !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) is { } wrong ? $"{name} has '{wrong}', which is no http address."
        : null;
}
