using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Platform.SignIn;

/// <summary>
/// A device on which somebody has signed in before: its cookie says on which accounts, sealed. It opens nothing. Tries from it are counted apart from those of strangers,
/// so that guesses from anywhere else keep nobody from signing in where they always do.
/// </summary>
public sealed class KnownDevice
{
    private const string Purpose = "JobDating.known device";
    private const int IdLength = 16;

    /// <summary>A desk's computer has several people; the longest ago gives way.</summary>
    private const int MostPeople = 8;

    private readonly byte[] _id;
    private readonly IReadOnlyList<byte[]> _people;

    private KnownDevice(byte[] id, IReadOnlyList<byte[]> people) => (_id, _people) = (id, people);

    /// <summary>Counted under this, in place of the address.</summary>
    public string Name => $"device {Convert.ToHexString(_id)}";

    /// <summary>Null: nobody has signed in there yet, or the cookie is none of ours.</summary>
    public static KnownDevice? Of(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie(http)] is { Length: > 0 and < 1000 } sealedBytes && Seal(http).Unprotect(WebEncoders.Base64UrlDecode(sealedBytes)) is { Length: >= IdLength } bytes
                ? new KnownDevice(bytes[..IdLength], [.. bytes[IdLength..].Chunk(IdLength)])
                : null;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <param name="account">As it is typed to sign in, in the spelling that is compared.</param>
    public bool Knows(string account) => _people.Any(Mark(account).SequenceEqual);

    /// <summary>Whoever has just shown to be this account's person will be known here.</summary>
    public static void Remember(HttpContext http, string account)
    {
        var before = Of(http);
        var mark = Mark(account);
        byte[][] people = [mark, .. (before?._people ?? []).Where(one => !one.SequenceEqual(mark)).Take(MostPeople - 1)];
        var bytes = (before?._id ?? RandomNumberGenerator.GetBytes(IdLength)).Concat(people.SelectMany(one => one)).ToArray();
        http.Response.Cookies.Append(Cookie(http), WebEncoders.Base64UrlEncode(Seal(http).Protect(bytes)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            Secure = http.Request.IsHttps || Sessions.IsSecure(http.RequestServices.GetRequiredService<Settings>()),
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            IsEssential = true,
        });
    }

    private static byte[] Mark(string account) => SHA256.HashData(Encoding.UTF8.GetBytes(account))[..IdLength];

    private static string Cookie(HttpContext http) => Sessions.CookieName(http.RequestServices.GetRequiredService<Settings>(), "jobdating-device");

    private static IDataProtector Seal(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
}
