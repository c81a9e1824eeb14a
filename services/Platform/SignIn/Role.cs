namespace JobDating.Platform.SignIn;

/// <summary>What somebody is here. An account may have several; a coordinator, desk or hall may be of all sites or of some.</summary>
public static class Role
{
    public const string Administrator = "administrator";
    public const string Coordinator = "coordinator";
    public const string Desk = "desk";
    public const string Hall = "hall";
    public const string Staff = "staff";

    // By personal link only, without account or password.
    public const string Prescriber = "prescriber";
    public const string Employer = "employer";
    public const string Candidate = "candidate";

    /// <summary>The roles that an account can have.</summary>
    public static IReadOnlyList<string> OfAccounts { get; } = [Administrator, Coordinator, Desk, Hall, Staff];

    /// <summary>The roles that a personal link gives.</summary>
    public static IReadOnlyList<string> OfLinks { get; } = [Prescriber, Employer, Candidate];

    public static IReadOnlyList<string> All { get; } = [.. OfAccounts, .. OfLinks];

    /// <summary>Whether the role may be of some sites only.</summary>
    public static bool HasSites(string role) => role is Coordinator or Desk or Hall;
}
