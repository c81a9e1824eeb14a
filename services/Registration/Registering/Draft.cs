using System.Security.Cryptography;
using System.Text.Json;
using JobDating.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace JobDating.Registration.Registering;

/// <summary>
/// What the steps have been told so far, as it was typed. It travels from page to page in a hidden field, sealed: the house keeps nothing of
/// whoever leaves half way, and nobody chooses the id of a candidate.
/// </summary>
public sealed record Draft
{
    /// <summary>The candidate to be: the last step sent twice makes one.</summary>
    public required Guid Id { get; init; }
    public required Guid EditionId { get; init; }
    public string? LastName { get; init; }
    public string? FirstName { get; init; }
    public string? BirthDate { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Commune { get; init; }

    /// <summary>What mails shall be written in, where the form asks.</summary>
    public string? Language { get; init; }
    public IReadOnlyList<Guid> SiteIds { get; init; } = [];

    /// <summary>Most wanted first.</summary>
    public IReadOnlyList<Guid> OfferIds { get; init; } = [];
    public bool ConsentRegistration { get; init; }
    public bool ConsentFollowUp { get; init; }
    public bool ConsentResult { get; init; }

    public static Draft New(Guid editionId) => new() { Id = Guid.CreateVersion7(), EditionId = editionId };

    public string Seal(IDataProtectionProvider keys) => WebEncoders.Base64UrlEncode(Protector(keys).Protect(JsonSerializer.SerializeToUtf8Bytes(this, Json.Options)));

    /// <summary>Null: not there, altered, or sealed with keys that are gone.</summary>
    public static Draft? Open(IDataProtectionProvider keys, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Draft>(Protector(keys).Unprotect(WebEncoders.Base64UrlDecode(text)), Json.Options);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(IDataProtectionProvider keys) => keys.CreateProtector("JobDating.registering");
}
