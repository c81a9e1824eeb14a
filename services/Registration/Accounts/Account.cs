using System.Text.Json.Serialization;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>Whoever signs in by password. ASP.NET Core Identity's managers work on it; <see cref="AccountStore"/> keeps it.</summary>
public sealed class Account
{
    public Guid Id { get; init; }

    /// <summary>Counts the writes; a write on an older one is refused.</summary>
    public int Version { get; set; }

    /// <summary>Sessions carry it; raised when password, second factor, roles or state change.</summary>
    public int Revision { get; set; } = 1;

    public string Email { get; set; } = "";
    public string NormalizedEmail { get; set; } = "";
    public string Name { get; set; } = "";
    // What is marked so leaves the house in no answer: a page's account is also what a program gets (Api/ApiAnswer.cs).
    [JsonIgnore] public string? PasswordHash { get; set; }
    [JsonIgnore] public string SecurityStamp { get; set; } = "";
    public Instant? LockoutEnd { get; set; }
    public int FailedCount { get; set; }
    public bool TwoFactor { get; set; }
    [JsonIgnore] public string? AuthenticatorKey { get; set; }

    /// <summary>Those not yet used, hashed, separated by spaces.</summary>
    [JsonIgnore] public string? RecoveryCodes { get; set; }

    public Instant? DisabledAt { get; set; }

    /// <summary>The name as lists are sorted.</summary>
    public string SortName => FoldedWords.Key(Name);
}

/// <summary>One role of an account, at one site or, with <see cref="AllSites"/>, everywhere.</summary>
public sealed record AccountRole
{
    public static readonly Guid AllSites = Guid.Empty;

    public Guid AccountId { get; init; }
    public string Role { get; init; } = "";
    public Guid SiteId { get; init; }
}
