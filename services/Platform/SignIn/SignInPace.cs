using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How fast passwords may be tried: checking one is slow on purpose, so a flood of them must not take the machine from those who are signed in.
/// A town hall's people share one address, hence the burst; a <see cref="KnownDevice"/> has a pace and a queue of its own, whatever its neighbours do.
/// The framework's own middleware does not end its limiters with the program that they belong to.
/// </summary>
public sealed class SignInPace(Guesses guesses) : IDisposable
{
    private const int Burst = 40;
    private const int ASecond = 2;

    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetTokenBucketLimiter(from, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = ASecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    }));

    /// <summary>From many addresses at once: so many passwords are checked at a time, some wait, the rest are told to come back.</summary>
    private readonly ConcurrencyLimiter _strangers = new(new ConcurrencyLimiterOptions { PermitLimit = 4, QueueLimit = 100 });

    private readonly ConcurrencyLimiter _known = new(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 100 });

    /// <exception cref="Rejected">429</exception>
    internal async ValueTask<object?> KeepAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var device = KnownDevice.Of(http);
        using var from = _pace.AttemptAcquire(device?.Name ?? TooMany.From(http));
        using var turn = from.IsAcquired ? await (device is null ? _strangers : _known).AcquireAsync(cancellationToken: http.RequestAborted) : null;
        if (turn is { IsAcquired: true })
            return await next(context);
        guesses.Refused(TooMany.From(http));
        throw TooMany.Rejected(http.Response);
    }

    public void Dispose()
    {
        _pace.Dispose();
        _strangers.Dispose();
        _known.Dispose();
    }
}

/// <summary>For doors behind which a password is checked.</summary>
public static class SignInPaceDoors
{
    public static RouteHandlerBuilder WithSignInPace(this RouteHandlerBuilder door) =>
        door.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<SignInPace>().KeepAsync(context, next));
}
