using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Xunit;

namespace JobDating.Tests;

/// <summary>An address of this machine by which others reach it: what comes from there comes from no proxy on this machine.</summary>
internal static class OwnAddress
{
    /// <summary>Skips the test where there is none.</summary>
    public static IPAddress OrSkip()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (own is null)
            Assert.Skip("This machine has no address but its own.");
        return own;
    }
}
