using System.Threading.RateLimiting;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Accounts;

/// <summary>
/// How often an account's password may be tried wrongly: eight times in five minutes from one address or <see cref="KnownDevice"/>, and from all strangers together a hundred times an hour.
/// Nobody locks anybody out: guesses from elsewhere count neither at one's own address nor on a device on which one has signed in before, and a new password by mail is always a way in.
/// The same for an address that has no account. In memory, of this process: a restart forgets.
/// </summary>
public sealed class PasswordTries(Guesses guesses) : IDisposable
{
    public const int FromOnePlace = 8;
    public const int OfStrangers = 100;

    /// <summary>A code of the telephone is good for some ninety seconds, and once.</summary>
    private static readonly TimeSpan CodeIsGood = TimeSpan.FromMinutes(3);

    private readonly PartitionedRateLimiter<string> _places = Windows(FromOnePlace, TimeSpan.FromMinutes(5));
    private readonly PartitionedRateLimiter<string> _strangers = Windows(OfStrangers, TimeSpan.FromHours(1));
    private readonly PartitionedRateLimiter<string> _codes = Windows(1, CodeIsGood);

    /// <summary>Before the password is looked at.</summary>
    /// <param name="http">The request: from where.</param>
    /// <param name="email">As it is compared.</param>
    /// <exception cref="JobDating.Platform.Rejected">429</exception>
    public void Begin(HttpContext http, string email)
    {
        var (place, stranger) = Who(http, email);
        using var here = _places.AttemptAcquire(place, 0);
        using var all = stranger ? _strangers.AttemptAcquire(email, 0) : null;
        if (here.IsAcquired && all is not { IsAcquired: false })
            return;
        guesses.Refused(TooMany.From(http));
        throw TooMany.Rejected(http.Response);
    }

    /// <summary>It was wrong. The right ones do not count: a room of desks signs in with one account.</summary>
    public void Wrong(HttpContext http, string email)
    {
        var (place, stranger) = Who(http, email);
        _places.AttemptAcquire(place).Dispose();
        if (stranger)
            _strangers.AttemptAcquire(email).Dispose();
        guesses.Wrong("password", TooMany.From(http));
    }

    /// <summary>Whether that code has not been used for this account yet: whoever reads it over a shoulder cannot use it again.</summary>
    public bool IsFirstUse(Guid account, string code) => _codes.AttemptAcquire($"{account} {code}").IsAcquired;

    public void Dispose()
    {
        _places.Dispose();
        _strangers.Dispose();
        _codes.Dispose();
    }

    private static (string Place, bool IsStranger) Who(HttpContext http, string email) =>
        KnownDevice.Of(http) is { } device && device.Knows(email) ? ($"{email} {device.Name}", false) : ($"{email} {TooMany.From(http)}", true);

    // Whole windows, not a bucket: of one that fills little by little it cannot be asked whether a whole try is left.
    private static PartitionedRateLimiter<string> Windows(int tries, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = window }));
}
