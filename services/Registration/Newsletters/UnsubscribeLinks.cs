using System.Security.Cryptography;
using JobDating.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace JobDating.Registration.Newsletters;

/// <summary>
/// The address at the end of each newsletter that ends them for its reader. Signed and sealed with the installation's keys; it never expires, for
/// who finds an old letter may leave too, and it opens nothing else.
/// </summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider keys, Settings settings)
{
    public const string Path = "/registration/unsubscribe";

    private readonly IDataProtector _seal = keys.CreateProtector("JobDating.newsletter.unsubscribe");

    public Uri For(Guid contact) => new($"{settings.PublicAddress.TrimEnd('/')}{Path}/{WebEncoders.Base64UrlEncode(_seal.Protect(contact.ToByteArray()))}");

    /// <summary>Null when it was altered or guessed.</summary>
    public Guid? Read(string token)
    {
        try
        {
            return token.Length <= 500 && _seal.Unprotect(WebEncoders.Base64UrlDecode(token)) is { Length: 16 } id ? new Guid(id) : null;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
