using System.Security.Cryptography;
using System.Text;

namespace JobDating.Registration.Accounts;

/// <summary>Codes for when the telephone is lost. They are random and long enough that a plain hash keeps them.</summary>
internal static class RecoveryCode
{
    /// <summary>However it is typed: the dash, spaces and capitals do not count.</summary>
    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant())))[..32];
}
