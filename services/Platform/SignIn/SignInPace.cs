using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How fast passwords may be tried: checking one is slow on purpose, so a flood of them must not take the machine from those who are signed in.
/// A town hall's people share one address, hence the burst.
/// </summary>
public static class SignInPace
{
    public const string Policy = "sign-in";

    private const int Burst = 40;
    private const int ASecond = 2;
    private const int AtOnce = 4;

    internal static void Set(RateLimiterOptions options)
    {
        options.AddPolicy(Policy, http => RateLimitPartition.GetTokenBucketLimiter(Neighbourhood(http.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = ASecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));
        // From many addresses at once: so many passwords are checked at a time, some wait, the rest are told to come back.
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Policy
            ? RateLimitPartition.GetConcurrencyLimiter(Policy, _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 100 })
            : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = (rejected, _) =>
        {
            var response = rejected.HttpContext.Response;
            // At the last moment: saying the sentence begins a new answer.
            response.OnStarting(() =>
            {
                response.Headers.RetryAfter = "60";
                return Task.CompletedTask;
            });
            throw new Rejected(StatusCodes.Status429TooManyRequests, PageFrame.Words["Error.TooMany"]);
        };
    }

    /// <summary>One IPv4 address, or the 64 bits of an IPv6 address that a household is given: the other 64 its people choose as they like.</summary>
    public static string Neighbourhood(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
