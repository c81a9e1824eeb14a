using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How fast passwords may be tried: checking one is slow on purpose, so a flood of them must not take the machine from those who are signed in.
/// A town hall's people share one address, hence the burst. The framework's own middleware does not end its limiters with the program that they belong to.
/// </summary>
public sealed class SignInPace : IDisposable
{
    private const int Burst = 40;
    private const int ASecond = 2;
    private const int AtOnce = 4;

    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetTokenBucketLimiter(from, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = ASecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    }));

    /// <summary>From many addresses at once: so many passwords are checked at a time, some wait, the rest are told to come back.</summary>
    private readonly ConcurrencyLimiter _few = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 100 });

    /// <exception cref="Rejected">429</exception>
    internal async ValueTask<object?> KeepAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var from = _pace.AttemptAcquire(Neighbourhood(http.Connection.RemoteIpAddress));
        using var turn = from.IsAcquired ? await _few.AcquireAsync(cancellationToken: http.RequestAborted) : null;
        return turn is { IsAcquired: true } ? await next(context) : throw TooMany(http.Response);
    }

    public void Dispose()
    {
        _pace.Dispose();
        _few.Dispose();
    }

    private static Rejected TooMany(HttpResponse response)
    {
        // At the last moment: saying the sentence begins a new answer.
        response.OnStarting(() =>
        {
            response.Headers.RetryAfter = "60";
            return Task.CompletedTask;
        });
        return new(StatusCodes.Status429TooManyRequests, PageFrame.Words["Error.TooMany"]);
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

/// <summary>For doors behind which a password is checked.</summary>
public static class SignInPaceDoors
{
    public static RouteHandlerBuilder WithSignInPace(this RouteHandlerBuilder door) =>
        door.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<SignInPace>().KeepAsync(context, next));
}
