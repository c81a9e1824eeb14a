using System.Threading.RateLimiting;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Registering;

/// <summary>
/// How fast one connection may register people: a town hall's whole room may in one go, a program that sends forms without end may not.
/// </summary>
internal sealed class RegisteringPace(Guesses guesses) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = 60,
        TokensPerPeriod = 10,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    }));

    public bool Allows(HttpContext http)
    {
        var from = TooMany.From(http);
        using var allowed = _pace.AttemptAcquire(from);
        if (!allowed.IsAcquired)
            guesses.Refused(from);
        return allowed.IsAcquired;
    }

    public void Dispose() => _pace.Dispose();
}
