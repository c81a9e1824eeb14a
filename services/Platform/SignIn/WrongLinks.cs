using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How fast one address may try links and tokens that open nothing. Looking at one costs next to nothing and none can be guessed, so the right one is let in all the while:
/// whoever sits beside somebody who guesses, or has followed old links all morning, is not kept out. Only the wrong ones are told to wait.
/// </summary>
public sealed class WrongLinks(Guesses guesses) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetTokenBucketLimiter(from, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = 60,
        TokensPerPeriod = 30,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
    }));

    /// <summary>What is said to whoever came with a wrong one: as it is, or 429 after too many.</summary>
    public Rejected Refuse(HttpContext http, Rejected asItIs)
    {
        var from = TooMany.From(http);
        using var allowed = _pace.AttemptAcquire(from);
        if (allowed.IsAcquired)
        {
            guesses.Wrong(asItIs.Status == StatusCodes.Status401Unauthorized ? "token" : "link", from);
            return asItIs;
        }
        guesses.Refused(from);
        return TooMany.Rejected(http.Response);
    }

    public void Dispose() => _pace.Dispose();
}
