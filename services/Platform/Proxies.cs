using System.Net;

namespace JobDating.Platform;

/// <summary>JOBDATING_PROXIES, for the services and for the gateway, which knows none of their code but this file.</summary>
internal static class Proxies
{
    /// <summary>Addresses or networks, with commas between them; null: one of them cannot be read.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var one in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(one, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(one, out var network))
                networks.Add(network);
            else
                return null;
        }
        return networks;
    }
}
