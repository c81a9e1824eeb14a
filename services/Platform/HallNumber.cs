using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace JobDating.Platform;

/// <summary>
/// How a candidate is called in public: initials and three digits. The digits come from who they are and where, so they are the same on the badge, on the candidate's page and on every screen,
/// without any service asking another, nothing is stored, and nobody can look anybody up by them. Two people may share them; with the initials, the table and the time that misleads nobody.
/// </summary>
public static class HallNumber
{
    private const int Fewest = 100;
    private const int Numbers = 900;

    public static string Of(Guid siteId, Guid candidateId)
    {
        Span<byte> both = [.. siteId.ToByteArray(), .. candidateId.ToByteArray()];
        var digest = SHA256.HashData(both);
        return (Fewest + (int)(BinaryPrimitives.ReadUInt32BigEndian(digest) % Numbers)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A. L. for Ada Lovelace; null for whoever has no name any more.</summary>
    public static string? Initials(string? firstName, string? lastName) => lastName is null ? null
        : string.Join(' ', ((string?[])[firstName, lastName]).Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => $"{StringInfo.GetNextTextElement(name!.Trim()).ToUpper(CultureInfo.CurrentCulture)}."));
}
