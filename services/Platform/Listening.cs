using System.Net;
using Microsoft.AspNetCore.Http;

namespace JobDating.Platform;

/// <summary>By which names the program lets itself be called.</summary>
public static class Listening
{
    private const string ThisMachine = "localhost;127.0.0.1;[::1]";

    /// <summary>
    /// A program that only this machine can reach answers to this machine's names and to its public one, which a proxy in front passes on; any other
    /// name is a page elsewhere trying to reach it. One that listens to others answers to every name.
    /// </summary>
    /// <exception cref="SettingsException">An address that cannot be read, named.</exception>
    public static string Hosts(string urls, Settings settings)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var host = Host(url).Trim('[', ']');
            if (host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
                return "*";
        }
        return Uri.TryCreate(settings.PublicAddress, UriKind.Absolute, out var known) ? $"{ThisMachine};{known.Host}" : ThisMachine;
    }

    /// <summary>It listens to whoever reaches the machine, by no name in particular: <c>http://*:80</c>, <c>http://0.0.0.0:80</c>.</summary>
    /// <exception cref="SettingsException">An address that cannot be read, named.</exception>
    public static bool IsEveryAddress(string url)
    {
        var host = Host(url).Trim('[', ']');
        return host is "*" or "+" || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
    }

    private static string Host(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            throw new SettingsException($"\"{url}\" is no address to listen on; it must look like http://127.0.0.1:5080.");
        }
    }
}
