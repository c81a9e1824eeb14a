using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How fast one account, the holder of one personal link, or one address without either may ask for anything: many times what people and pages that look each second need (a town hall
/// is one address), and less than would take the machine from the others. The operator's own token is not held up.
/// </summary>
public sealed class RequestPace(Guesses guesses) : IDisposable
{
    private static readonly TokenBucketRateLimiterOptions Link = Of(burst: 1000, aSecond: 20);
    private static readonly TokenBucketRateLimiterOptions Account = Of(burst: 3000, aSecond: 100);
    private static readonly TokenBucketRateLimiterOptions Address = Of(burst: 10_000, aSecond: 200);

    private readonly PartitionedRateLimiter<(string Name, TokenBucketRateLimiterOptions Pace)> _pace =
        PartitionedRateLimiter.Create<(string Name, TokenBucketRateLimiterOptions Pace), string>(who => RateLimitPartition.GetTokenBucketLimiter(who.Name, _ => who.Pace));

    public Task KeepAsync(HttpContext http, RequestDelegate next)
    {
        var caller = Caller.Of(http);
        if (caller.Id == BearerTokens.Operator)
            return next(http);
        using var allowed = _pace.AttemptAcquire(caller switch
        {
            { Id: { } id } when caller.Roles.Any(role => Role.OfLinks.Contains(role)) => ($"link {id}", Link),
            { Id: { } id } => ($"account {id}", Account),
            _ => (TooMany.From(http), Address),
        });
        if (allowed.IsAcquired)
            return next(http);
        guesses.Refused(TooMany.From(http));
        throw TooMany.Rejected(http.Response);
    }

    public void Dispose() => _pace.Dispose();

    private static TokenBucketRateLimiterOptions Of(int burst, int aSecond) =>
        new() { TokenLimit = burst, TokensPerPeriod = aSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) };
}
