using System.Threading.RateLimiting;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Registering;

/// <summary>
/// How fast one connection may register people: a town hall's whole room may in one go, a program that sends forms without end may not.
/// </summary>
internal sealed class RegisteringPace : IDisposable
{
    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = 60,
        TokensPerPeriod = 10,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    }));

    public bool Allows(HttpContext http) => _pace.AttemptAcquire(SignInPace.Neighbourhood(http.Connection.RemoteIpAddress)).IsAcquired;

    public void Dispose() => _pace.Dispose();
}
