namespace JobDating.Registration.Presence;

/// <summary>The hours as typed; empty: as long as the site is open.</summary>
public sealed record PresenceForm
{
    public string? Version { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
}
