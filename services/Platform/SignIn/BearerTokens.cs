using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace JobDating.Platform.SignIn;

/// <summary>
/// What programs bring instead of a cookie: <c>Authorization: Bearer …</c>. Either the operator's own (JOBDATING_TOKEN, an administrator), or one
/// that an account has given out: signed with the shared keys, with an end, and over when its revision or its account's changes.
/// </summary>
public sealed class BearerTokens(IDataProtectionProvider keys, Settings settings, IClock clock)
{
    public const string Scheme = "Bearer";

    private const string Prefix = "Bearer ";
    /// <summary>Whoever brings JOBDATING_TOKEN.</summary>
    internal static readonly Guid Operator = new("6f70e8a1-0000-0000-0000-000000000001");
    private readonly TicketDataFormat _format = new(keys.CreateProtector("JobDating.token"));

    public static string? In(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;

    public string Issue(Ticket ticket, Instant expires) =>
        _format.Protect(new AuthenticationTicket(ticket.Principal(Scheme), new AuthenticationProperties { ExpiresUtc = expires.ToDateTimeOffset() }, Scheme));

    /// <summary>Null when it is none of ours, altered or expired. Whether it has been taken back is for the caller to ask.</summary>
    public AuthenticationTicket? Read(string token)
    {
        if (settings.Token is { } own && CryptographicOperations.FixedTimeEquals(Hash(own), Hash(token)))
            return new AuthenticationTicket(new Ticket { Id = Operator, Name = "JOBDATING_TOKEN", Roles = [Role.Administrator], Revisions = new Dictionary<Guid, int>() }.Principal(Scheme), Scheme);
        return _format.Unprotect(token) is { } ticket && ticket.Properties.ExpiresUtc > clock.GetCurrentInstant().ToDateTimeOffset() ? ticket : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
