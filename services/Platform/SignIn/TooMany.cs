using System.Net;
using System.Net.Sockets;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.SignIn;

/// <summary>What whoever tries too often is told, and under which name tries of one place are counted together.</summary>
public static class TooMany
{
    /// <summary>As the sentence says: a minute.</summary>
    public const string RetryAfter = "60";

    /// <summary>429, with when to come back.</summary>
    public static Rejected Rejected(HttpResponse response)
    {
        // At the last moment: saying the sentence begins a new answer.
        response.OnStarting(() =>
        {
            response.Headers.RetryAfter = RetryAfter;
            return Task.CompletedTask;
        });
        return new(StatusCodes.Status429TooManyRequests, PageFrame.Words["Error.TooMany"]);
    }

    public static string From(HttpContext http) => Neighbourhood(http.Connection.RemoteIpAddress);

    /// <summary>One IPv4 address, or the 64 bits of an IPv6 address that a household is given: the other 64 its people choose as they like.</summary>
    public static string Neighbourhood(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64",
        _ => address.ToString(),
    };
}
